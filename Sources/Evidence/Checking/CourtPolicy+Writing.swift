import Governance
import LedgerTypes

extension CourtPolicy {
    /// The lines of a policy file that asks for the same, one statement each.
    package var statements: [String] {
        var lines = ["tally-policy v1", "genesis \(genesis)"]
        lines += minimumHeight.map { ["minimum-height \($0)"] } ?? []
        lines += minimumTime.map { ["minimum-time \(CalendarTime.text($0))"] } ?? []
        lines += layers.map { "require \($0.rawValue)" }
        if needsIndependentMajority { lines.append("require independent-majority") }
        lines += parties.map { "party \($0)" }
        lines += fields.map { "disclose \($0.kind.name) \($0.name)" }
        lines += subject.map { ["subject \($0)"] } ?? []
        return lines
    }

    /// True if it asks for more than the truth of what is there.
    package var asksForMore: Bool {
        var plain = CourtPolicy(genesis: genesis)
        plain.genesisBytes = genesisBytes
        return self != plain
    }
}
