import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Governance

/// A pseudonym holds its holder: nobody else registers it, before the holder or after.
@Suite struct `Names of patients` {
    private let suite = TestConsortium.suite

    private func registration(_ name: SubjectName, as pseudonym: Pseudonym, by holder: String)
        -> RegisterSubject
    {
        RegisterSubject(
            subject: Subject(pseudonym: pseudonym, holder: TestConsortium.id(holder)),
            value: name.value)
    }

    @Test func `the same value at two holders is two patients`() {
        let names = ["centre-b", "centre-c"].map {
            SubjectName(holder: TestConsortium.id($0), value: suite.hash([1]))
        }
        #expect(Set(names.map { $0.pseudonym(suite: suite) }).count == 2)
    }

    /// Who sees a registration on its way takes pseudonym and value, and is first.
    @Test func `nobody takes a pseudonym before its holder registers it`() throws {
        let name = TestConsortium.subjectName("p9")
        let pseudonym = name.pseudonym(suite: suite)
        var ledger = TestLedger(try TestConsortium())
        #expect(
            ledger.refusal(
                registration(name, as: pseudonym, by: "hospital-a"), by: "hospital-a",
                keys: ["gateway/hospital-a"]) == .pseudonymForeign)
        #expect(ledger.change.get(Tables.subjects, pseudonym) == nil)
        let own = registration(name, as: pseudonym, by: "centre-b")
        // Naming the holder does not help: its gateway has to sign, and it has to act.
        #expect(
            ledger.refusal(own, by: "hospital-a", keys: ["gateway/hospital-a"]) == .notHolder)
        #expect(ledger.refusal(own, by: "centre-b", keys: ["gateway/centre-b"]) == nil)
        #expect(
            ledger.refusal(
                registration(name, as: pseudonym, by: "hospital-a"), by: "hospital-a",
                keys: ["gateway/hospital-a"]) == .pseudonymForeign)
    }

    @Test func `a pseudonym of another value is refused`() throws {
        var ledger = TestLedger(try TestConsortium())
        let pseudonym = TestConsortium.pseudonym("p9")
        let wrong = SubjectName(holder: TestConsortium.id("centre-b"), value: suite.hash([9]))
        #expect(
            ledger.refusal(
                registration(wrong, as: pseudonym, by: "centre-b"), by: "centre-b",
                keys: ["gateway/centre-b"]) == .pseudonymForeign)
    }
}
