import DataProtection
import Testing

/// The directions of a drug in which a physician calls the patient by the given name.
@Suite struct `A name in the note of an example` {
    @Test func `is found by who knows the record, and not by who guesses`() throws {
        let selection = try ExampleRecords.selection("centre-b/p006")
        let record = try selection.select(["glucose", "medication"])
        #expect(EgressGate().inspect(record) == .released(record.bytes))
        let gate = EgressGate(own: OwnIdentifiers(documents: selection.documents))
        let place = GateFinding(kind: .personName, path: "$.fields[1].values[0]")
        #expect(gate.inspect(record) == .blocked([place]))
    }

    @Test func `leaves nothing to find where the drug is not asked for, or its text stays behind`()
        throws
    {
        let selection = try ExampleRecords.selection("centre-b/p006")
        let gate = EgressGate(own: OwnIdentifiers(documents: selection.documents))
        let glucose = try selection.select(["glucose"])
        #expect(gate.inspect(glucose) == .released(glucose.bytes))
        let coded = try selection.select(["medication"], for: .secondary(textReviewed: false))
        #expect(gate.inspect(coded) == .released(coded.bytes) && !coded.fields.isEmpty)
    }
}
