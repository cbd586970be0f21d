import CanonicalCoding
import Governance
import LedgerTypes
import Sealing

/// A transaction on its way from machine to machine, collecting signatures: one key at one place.
///
/// On disk it is a page that says what is signed. Source: docs/reference/governance-files.md.
package struct GovernanceDraft: Hashable, Sendable {
    package let signed: SignedTransaction
    package let panel: SigningPanel

    package static let format = "tally/governance-draft/v1"

    /// Checks every signature that is there already.
    package init(_ signed: SignedTransaction, panel: SigningPanel) throws(DraftFault) {
        let message = Transaction.signedBytes(of: signed.id)
        for signature in signed.signatures {
            guard let signer = panel.signer(signature.key) else {
                throw .notASigner(key: signature.key)
            }
            guard signer.key.verifies(signature.signature, over: message) else {
                throw .signatureWrong(signer: signer.name)
            }
        }
        self.signed = signed
        self.panel = panel
    }

    package var id: TransactionID { signed.id }
    package var transaction: Transaction { signed.transaction }

    /// Signers whose signature is there.
    package var present: [PanelSigner] {
        panel.signers.filter { signer in
            signed.signatures.contains { $0.key == signer.key.id }
        }
    }

    /// Signers who have not signed.
    package var absent: [PanelSigner] {
        panel.signers.filter { signer in
            !signed.signatures.contains { $0.key == signer.key.id }
        }
    }

    /// How many signatures are still to come.
    package var missing: Int { max(0, Int(panel.needed) - present.count) }

    /// The draft with one more signature. Refuses a key that may not sign, and a kind that this
    /// version cannot put in words.
    package func signing(with key: SigningKey) throws(DraftFault) -> GovernanceDraft {
        guard DraftWording.lines(of: transaction) != nil else {
            throw .cannotDescribe(transaction.kind)
        }
        guard panel.signer(key.verifyingKey.id) != nil else {
            throw .notASigner(key: key.verifyingKey.id)
        }
        return try GovernanceDraft(signed.adding(signatureBy: key), panel: panel)
    }

    /// The signatures of several files of one transaction together.
    package static func combining(_ drafts: [GovernanceDraft]) throws(DraftFault) -> GovernanceDraft
    {
        guard let first = drafts.first else { preconditionFailure("nothing to combine") }
        var signatures = first.signed.signatures
        for draft in drafts.dropFirst() {
            guard draft.id == first.id else { throw .otherTransaction(draft.id) }
            guard draft.panel == first.panel else { throw .otherSigners }
            for signature in draft.signed.signatures
            where !signatures.contains(where: { $0.key == signature.key }) {
                signatures.append(signature)
            }
        }
        return try GovernanceDraft(
            SignedTransaction(first.transaction, signatures: signatures), panel: first.panel)
    }
}

extension GovernanceDraft {
    /// The page for people, with the bytes at its end.
    package var page: String { boundPage.text }

    /// Reads a page; its text must be the one that its bytes give.
    package init(page: [UInt8]) throws(DraftFault) {
        let bytes = try BoundPage.bytes(of: page, format: Self.format)
        var reader = CanonicalReader(bytes)
        let signed: SignedTransaction
        let panel: SigningPanel
        do {
            try reader.beginArray(count: 2)
            signed = try SignedTransaction(from: &reader)
            panel = try SigningPanel(from: &reader)
            reader.endArray()
            try reader.finish()
        } catch {
            throw .unreadable(offset: reader.offset)
        }
        try self.init(signed, panel: panel)
        try boundPage.check(page)
    }

    private var boundPage: BoundPage {
        var writer = CanonicalWriter()
        writer.array(count: 2)
        signed.encode(into: &writer)
        panel.encode(into: &writer)
        return BoundPage(format: Self.format, lines: lines, bytes: writer.bytes)
    }

    private var lines: [String] {
        let intro = [
            "A transaction that waits for signatures. Each signer signs the number below, which is",
            "the digest of everything on this page but the signatures. The text is made from the",
            "bytes at the end; the program refuses a file whose text was changed.",
            "等待签名的交易。各签名人签署下列编号，即本页除签名外全部内容的摘要。文字由末尾的字节生成；",
            "文字被改动的文件，程序一律拒绝。", "",
        ]
        let what = [
            PageLine("transaction", "交易编号", id),
            PageLine("kind", "种类", transaction.kind.name),
            PageLine("chain", "链", transaction.chain),
            PageLine("drafted by", "起草机构", transaction.member),
            PageLine("valid until", "有效至", PageLine.time(transaction.validUntil.value)),
        ]
        let body =
            DraftWording.lines(of: transaction)
            ?? [
                PageLine(
                    "not in words", "无法说明", DraftFault.cannotDescribe(transaction.kind).english)
            ]
        let signatures = panel.signers.map { signer in
            let mark = present.contains(signer) ? "[x]" : "[ ]"
            return "\(mark) \(signer.name)  key · 密钥 \(signer.key.id)"
        }
        let count = "signatures · 签名: \(present.count), needed · 需 \(panel.needed)"
        return intro + what.map(\.text) + [""] + body.map(\.text) + ["", count] + signatures
    }
}
