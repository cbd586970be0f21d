import Governance
import Interchange
import LedgerTypes
import TestSupport
import Testing

/// Values of parameters as people write them.
@Suite struct `Parameters that people write` {
    @Test func `are numbers, or kinds of members by name`() throws {
        #expect(ParameterName.openOverrides.value(written: "12") == 12)
        #expect(ParameterName.openOverrides.value(written: "tertiary") == nil)
        let kinds = ParameterName.overrideKinds
        #expect(kinds.value(written: "tertiary,community") == 6)
        #expect(kinds.value(written: "none") == 0)
        for wrong in ["", "6", "tertiary,", "hospital", "tertiary, community", "Tertiary"] {
            #expect(kinds.value(written: wrong) == nil, "\(wrong)")
        }
    }

    @Test(arguments: ParameterName.allCases)
    func `come back as they were written`(name: ParameterName) throws {
        let standard = name.value(in: .standard)
        #expect(name.value(written: name.written(standard)) == standard)
        var parameters = ChainParameters.standard
        name.set(8, in: &parameters)
        #expect(name.value(in: parameters) == 8)
        // And no other one has changed.
        for other in ParameterName.allCases where other != name {
            #expect(other.value(in: parameters) == other.value(in: .standard))
        }
    }

    /// In a founding too: numbers as numbers, kinds as text.
    @Test func `stand in a description of founders`() throws {
        let example = String(
            decoding: try Fixture.bytes("../../genesis/consortium.json"), as: UTF8.self)
        let source = try ConsortiumSource(
            json: Array(
                example.replacing(
                    #""committee":"#,
                    with: #""parameters": {"openOverrides": 3, "overrideKinds": "research"}, "#
                        + #""committee":"#
                ).utf8))
        #expect(source.parameters?["openOverrides"]?.text == "3")
        #expect(source.parameters?["overrideKinds"]?.text == "research")
    }
}
