import CanonicalCoding
import Foundation
import Governance
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Interchange

@Suite struct `Join file` {
    private typealias Samples = DraftSamples

    @Test func `comes back from its page`() throws {
        let file = try Samples.joinFile()
        let read = try JoinFile(page: file.page.page)
        #expect(read == file)
        #expect(read.member.text == "clinic-n")
        #expect(try read.seatKey == Samples.key("n seat").verifyingKey)
        #expect(read.page.contains("enrols the member · 登记成员: clinic-n"))
    }

    @Test func `is refused after a change of any one byte`() throws {
        let page = try Samples.joinFile().page.page
        var generator = SeededGenerator(seed: 11)
        for place in page.indices where page[place] != 0x0a {
            var changed = page
            changed[place] ^= UInt8(1 << generator.below(7))
            guard (try? JoinFile(page: changed)) != nil else { continue }
            Issue.record("the change at \(place) was not noticed")
        }
    }

    @Test func `is refused when a key that it names did not sign it`() throws {
        let enrolment = try Samples.enrolment()
        for (index, role) in ["gateway", "governance"].enumerated() {
            var keys = try ["gateway", "governance", "seat"].map { try Samples.key("n \($0)") }
            keys[index] = try Samples.key("somebody else")
            #expect(throws: DraftFault.signatureWrong(signer: "clinic-n \(role)")) {
                try JoinFile(
                    enrolment, address: "192.0.2.7:7400", gateway: keys[0], governance: keys[1],
                    seat: keys[2])
            }
        }
    }

    @Test func `is refused with one key for two purposes`() throws {
        #expect(throws: DraftFault.self) {
            try JoinFile(
                Samples.enrolment(), address: "192.0.2.7:7400", gateway: Samples.key("n gateway"),
                governance: Samples.key("n governance"), seat: Samples.key("n gateway"))
        }
    }

    @Test func `is refused without the officers who enrol everybody else`() throws {
        let whole = try Samples.enrolment()
        for kept in whole.officers {
            let enrolment = EnrolMember(
                enrolled: whole.enrolled, officers: [kept], possessions: whole.possessions)
            #expect(throws: DraftFault.self) {
                try JoinFile(
                    enrolment, address: "192.0.2.7:7400", gateway: Samples.key("n gateway"),
                    governance: Samples.key("n governance"), seat: Samples.key("n seat"))
            }
        }
    }
}
