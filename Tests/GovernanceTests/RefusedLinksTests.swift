import GovernanceSamples
import LedgerTypes
import Testing

@testable import Governance

/// What is refused says little of a patient, and anybody at a member can have it said.
@Suite struct `Refused entries in a history` {
    private static let patient = TestConsortium.pseudonym("patient")

    /// Another member's gateway says that it holds the patient's consent.
    private func attempt(_ ledger: inout TestLedger) -> Refusal? {
        ledger.refusal(
            `Authorisation codes`().code(ledger), by: "hospital-a", keys: ["gateway/hospital-a"])
    }

    private func count(_ ledger: TestLedger) -> UInt64 {
        ledger.found(Tables.heads, .subject(Self.patient))?.sequence ?? 0
    }

    @Test func `are a bounded number in a day, and what is done stays in it`() throws {
        var ledger = try TestLedger.withSmallRules()
        let before = count(ledger)
        for number in 1...(Heads.refusedPerDay + 10) {
            #expect(attempt(&ledger) != nil)
            #expect(count(ledger) == before + min(number, Heads.refusedPerDay))
        }
        // The entry is there, and names no history.
        #expect(ledger.entries.last?.links == [])
        let asked = ledger.inPerson(
            Samples.request(nil, subject: "patient"), "hospital-a", "physician")
        #expect(asked == nil)
        #expect(count(ledger) == before + Heads.refusedPerDay + 1)
        #expect(ledger.entries.last?.links.map(\.head) == [.subject(Self.patient)])
        ledger.advance(by: .days(1))
        #expect(attempt(&ledger) != nil)
        #expect(count(ledger) == before + Heads.refusedPerDay + 2)
    }
}
