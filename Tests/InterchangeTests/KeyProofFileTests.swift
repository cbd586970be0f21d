import Governance
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Interchange

@Suite struct `Key proof file` {
    private typealias Samples = DraftSamples

    private func claim(_ purpose: KeyClaim.Purpose) throws -> KeyClaim {
        KeyClaim(
            chain: Samples.chain, holder: MemberID(unchecked: "clinic-n"), purpose: purpose,
            key: try Samples.key("new").verifyingKey)
    }

    private func file(_ purpose: KeyClaim.Purpose) throws -> KeyProofFile {
        let claim = try claim(purpose)
        return try KeyProofFile(
            claim: claim, possession: KeyPossession(of: claim, by: Samples.key("new")))
    }

    private var purposes: [KeyClaim.Purpose] {
        get throws {
            let member = try Samples.enrolment().enrolled
            let patient = Pseudonym(Samples.suite.hash([3]))
            return [
                .node(box: member.boxKey, certificate: member.certificateDigest), .gateway,
                .governance, .seat, .staff(StaffID(unchecked: "dr-he")), .subject(patient),
                .code(subject: patient, audience: member.id),
            ]
        }
    }

    @Test func `comes back from its page, for every use`() throws {
        for purpose in try purposes {
            let file = try file(purpose)
            #expect(try KeyProofFile(page: file.page.page) == file)
            #expect(file.page.contains("holder · 持有方: clinic-n"))
        }
    }

    @Test func `is refused after a change of any one byte`() throws {
        let page = try file(.staff(StaffID(unchecked: "dr-he"))).page.page
        var generator = SeededGenerator(seed: 17)
        for place in page.indices where page[place] != 0x0a {
            var changed = page
            changed[place] ^= UInt8(1 << generator.below(7))
            guard (try? KeyProofFile(page: changed)) != nil else { continue }
            Issue.record("the change at \(place) was not noticed")
        }
    }

    @Test func `is refused when another key signed, or for another use`() throws {
        let claim = try claim(.governance)
        for proof in [
            KeyPossession(signature: Signature([])),
            KeyPossession(of: try self.claim(.gateway), by: try Samples.key("new")),
        ] {
            #expect(throws: DraftFault.signatureWrong(signer: "new key")) {
                try KeyProofFile(claim: claim, possession: proof)
            }
        }
    }
}
