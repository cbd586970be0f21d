import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

@Suite struct `Possession of a new key` {
    private static let chain = ChainID(TestConsortium.suite.hash(Array("a chain".utf8)))
    private static let other = ChainID(TestConsortium.suite.hash(Array("another".utf8)))
    private static let holder = TestConsortium.id("centre-b")
    private static let box = BoxKey(TestConsortium.suite.hash(Array("box".utf8)).bytes)!
    private static let digest = TestConsortium.suite.hash(Array("certificate".utf8))
    private static let p1 = TestConsortium.pseudonym("p1")
    private static let p2 = TestConsortium.pseudonym("p2")

    private static let purposes: [KeyClaim.Purpose] = [
        .node(box: box, certificate: digest),
        .node(box: box, certificate: TestConsortium.suite.hash(Array("other".utf8))),
        .node(
            box: BoxKey(TestConsortium.suite.hash(Array("box 2".utf8)).bytes)!,
            certificate: digest),
        .gateway, .governance, .seat, .staff(StaffID("nurse")!), .staff(StaffID("clerk")!),
        .subject(p1), .subject(p2), .code(subject: p1, audience: holder),
        .code(subject: p2, audience: holder),
        .code(subject: p1, audience: TestConsortium.id("centre-c")),
    ]

    /// Every claim that differs in one thing: chain, holder, purpose or key.
    private static func claims() -> [KeyClaim] {
        var claims: [KeyClaim] = []
        for chain in [nil, chain, other] {
            for holder in [holder, TestConsortium.id("centre-c")] {
                for purpose in purposes {
                    for name in ["new", "another"] {
                        claims.append(
                            KeyClaim(
                                chain: chain, holder: holder, purpose: purpose,
                                key: TestConsortium.key(name).verifyingKey))
                    }
                }
            }
        }
        return claims
    }

    @Test func `says chain, holder, use and key: no two claims read the same`() {
        let claims = Self.claims()
        #expect(claims.count == 3 * 2 * 13 * 2)
        #expect(Set(claims.map(\.signedBytes)).count == claims.count)
    }

    @Test func `is proved for one claim and for no other`() throws {
        let claims = Self.claims()
        let proved = claims[14]
        let key = TestConsortium.key("new")
        let proof = KeyPossession(of: proved, by: key)
        for claim in claims {
            var refusal: Refusal?
            do throws(Refusal) { try proof.check(claim) } catch { refusal = error }
            #expect(refusal == (claim == proved ? nil : .possessionUnproven))
        }
        #expect(try KeyPossession(canonical: proof.canonicalBytes) == proof)
    }

    @Test func `is asked of every key, in order`() throws {
        let keys = ["new", "another"].map { TestConsortium.key($0) }
        let claims = keys.map {
            KeyClaim(
                chain: Self.chain, holder: Self.holder, purpose: .governance, key: $0.verifyingKey)
        }
        let proofs = zip(claims, keys).map { KeyPossession(of: $0, by: $1) }
        try KeyPossession.check(proofs, of: claims)
        for wrong in [[], [proofs[0]], [proofs[1], proofs[0]], proofs + [proofs[0]]] {
            #expect(throws: Refusal.possessionUnproven) {
                try KeyPossession.check(wrong, of: claims)
            }
        }
    }

    @Test func `is not shown by a key of low order, whatever is signed`() {
        // The neutral point: a signature of zeros would verify under it for every message.
        let neutral = [1] + [UInt8](repeating: 0, count: 31)
        guard let key = try? VerifyingKey(canonical: Self.encoded(neutral)) else {
            Issue.record("the form of the key alone was refused")
            return
        }
        let claim = KeyClaim(
            chain: Self.chain, holder: Self.holder, purpose: .seat, key: key)
        let proof = KeyPossession(signature: Signature(neutral + [UInt8](repeating: 0, count: 32)))
        #expect(throws: Refusal.keyNotAdmitted) { try proof.check(claim) }
    }

    private static func encoded(_ bytes: [UInt8]) -> [UInt8] {
        var encoded = TestConsortium.key("new").verifyingKey.canonicalBytes
        encoded.replaceSubrange(encoded.count - 32..<encoded.count, with: bytes)
        return encoded
    }
}
