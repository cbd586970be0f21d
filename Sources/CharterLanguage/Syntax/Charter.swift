import CanonicalCoding
import Sealing

/// The canonical tree of a charter: what executes and what is voted on.
///
/// Names are ids of the vocabulary, laws are codes; titles, comments and layout are not in it, so
/// the English and the Chinese text of one charter give the same bytes.
/// Source: docs/reference/charter-language.md, "Grammar".
package struct Charter: Hashable, Sendable {
    package let id: String
    /// Counts from 1.
    package let version: UInt64
    /// The live version it replaces; nil for the first.
    package let supersedes: UInt64?
    /// The id of its vocabulary.
    package let vocabulary: String
    /// First instant in force, milliseconds.
    package let effectiveFrom: Int64
    /// First instant no longer in force; nil where it has no end.
    package let effectiveUntil: Int64?
    /// The fixed offset of its date literals from UTC, in minutes.
    package let zoneMinutes: Int64
    /// The most a decision under it may cost.
    package let budget: UInt64
    package let rules: [Rule]
    package let records: [RecordType]
    package let transitions: [Transition]
    package let timeouts: [Timeout]
    package let scenarios: [Scenario]
    package let tests: [TestCase]
    package let assertions: [Assertion]

    package init(
        id: String, version: UInt64, supersedes: UInt64?, vocabulary: String,
        effectiveFrom: Int64, effectiveUntil: Int64?, zoneMinutes: Int64, budget: UInt64,
        rules: [Rule], records: [RecordType] = [], transitions: [Transition] = [],
        timeouts: [Timeout] = [], scenarios: [Scenario] = [], tests: [TestCase] = [],
        assertions: [Assertion] = []
    ) {
        self.id = id
        self.version = version
        self.supersedes = supersedes
        self.vocabulary = vocabulary
        self.effectiveFrom = effectiveFrom
        self.effectiveUntil = effectiveUntil
        self.zoneMinutes = zoneMinutes
        self.budget = budget
        self.rules = rules
        self.records = records
        self.transitions = transitions
        self.timeouts = timeouts
        self.scenarios = scenarios
        self.tests = tests
        self.assertions = assertions
    }

    /// The digest of the canonical tree, which receipts and ballots name.
    package func digest(_ suite: CryptoSuite) -> Digest {
        suite.digest(DigestDomain("tally/charter/v1"), of: self)
    }

    /// Whether it is in force at an instant: `effectiveFrom` inclusive, `effectiveUntil` exclusive.
    package func isEffective(at instant: Int64) -> Bool {
        instant >= effectiveFrom && effectiveUntil.map { instant < $0 } ?? true
    }
}

extension Charter: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 15)
        writer.text(id)
        writer.unsigned(version)
        writer.optional(supersedes)
        writer.text(vocabulary)
        writer.signed(effectiveFrom)
        writer.optional(effectiveUntil)
        writer.signed(zoneMinutes)
        writer.unsigned(budget)
        writer.array(rules)
        writer.array(records)
        writer.array(transitions)
        writer.array(timeouts)
        writer.array(scenarios)
        writer.array(tests)
        writer.array(assertions)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 15)
        id = try reader.text()
        version = try reader.unsigned()
        supersedes = try reader.optional()
        vocabulary = try reader.text()
        effectiveFrom = try reader.signed()
        effectiveUntil = try reader.optional()
        zoneMinutes = try reader.signed()
        budget = try reader.unsigned()
        rules = try reader.array(upTo: CharterLimits.rules)
        records = try reader.array(upTo: CharterLimits.items)
        transitions = try reader.array(upTo: CharterLimits.items)
        timeouts = try reader.array(upTo: CharterLimits.items)
        scenarios = try reader.array(upTo: CharterLimits.items)
        tests = try reader.array(upTo: CharterLimits.items)
        assertions = try reader.array(upTo: CharterLimits.items)
        reader.endArray()
    }
}
