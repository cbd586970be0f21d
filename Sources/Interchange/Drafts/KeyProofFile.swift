import CanonicalCoding
import Governance
import LedgerTypes
import Sealing

/// What a person, a patient or a member hands over so that their new key can be enrolled: the claim,
/// signed by the key itself. No secret is in it.
///
/// Source: docs/reference/governance-files.md; docs/internals/decisions/0031-a-new-key-signs-for-itself.md.
package struct KeyProofFile: Hashable, Sendable {
    package let claim: KeyClaim
    package let possession: KeyPossession

    package static let format = "tally/key-proof-file/v1"

    /// Checks the signature under the claimed key.
    package init(claim: KeyClaim, possession: KeyPossession) throws(DraftFault) {
        do { try possession.check(claim) } catch { throw .signatureWrong(signer: "new key") }
        self.claim = claim
        self.possession = possession
    }

    /// The page for people, with the bytes at its end.
    package var page: String { boundPage.text }

    /// Reads a page; its text must be the one that its bytes give, and the signature must hold.
    package init(page: [UInt8]) throws(DraftFault) {
        let bytes = try BoundPage.bytes(of: page, format: Self.format)
        var reader = CanonicalReader(bytes)
        let claim: KeyClaim
        let possession: KeyPossession
        do {
            try reader.beginArray(count: 2)
            claim = try KeyClaim(from: &reader)
            possession = try KeyPossession(from: &reader)
            reader.endArray()
            try reader.finish()
        } catch {
            throw .unreadable(offset: reader.offset)
        }
        try self.init(claim: claim, possession: possession)
        try boundPage.check(page)
    }

    private var boundPage: BoundPage {
        var writer = CanonicalWriter()
        writer.array(count: 2)
        claim.encode(into: &writer)
        possession.encode(into: &writer)
        let intro = [
            "A new key says with its own signature what it is for. Hand this file to whoever enrols it;",
            "compare the key with its owner by another way.",
            "新密钥以自身签名声明其用途。请交给登记人员；请以其他途径与密钥持有者核对公钥。", "",
        ]
        let lines =
            [
                PageLine("chain", "链", claim.chain.map { "\($0)" } ?? "founding · 创立"),
                PageLine("holder", "持有方", claim.holder),
            ] + Self.lines(claim.purpose) + [
                PageLine("key", "公钥", Hex.encode(claim.key.bytes))
            ]
        return BoundPage(
            format: Self.format, lines: intro + lines.map(\.text), bytes: writer.bytes)
    }

    private static func lines(_ purpose: KeyClaim.Purpose) -> [PageLine] {
        func line(_ english: String, _ chinese: String) -> PageLine {
            PageLine("for", "用途", "\(english) · \(chinese)")
        }
        return switch purpose {
        case .node(let box, let certificate):
            [
                line("gateway", "网关"), PageLine("box key", "封装公钥", Hex.encode(box.bytes)),
                PageLine("certificate", "证书公钥摘要", certificate),
            ]
        case .gateway: [line("gateway", "网关")]
        case .governance: [line("governance", "治理")]
        case .seat: [line("seat", "席位")]
        case .staff(let id): [line("a person", "人员"), PageLine("person", "人员", id)]
        case .subject(let subject): [line("a patient", "患者"), PageLine("subject", "假名", subject)]
        case .code(let subject, let audience):
            [
                line("a code", "授权码"), PageLine("subject", "假名", subject),
                PageLine("audience", "受众", audience),
            ]
        }
    }
}
