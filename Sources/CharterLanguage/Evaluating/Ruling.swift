import CanonicalCoding

/// What the charters in force say about one request.
package struct Ruling: Hashable, Sendable {
    package let outcome: Outcome
    /// The live rules of the winning effect, by charter and then in source order; none where the
    /// denial is by default.
    package let reasons: [RuleReference]
    /// The joined duties of those rules.
    package let obligations: Obligations
    /// Who decides, each with the earliest deadline; earliest first. Empty unless escalated.
    package let escalations: [Deadline]
    /// Whether an emergency rule is among the reasons of a permit.
    package let isEmergency: Bool
    /// Whether facts were lacking that a rule reads: then the outcome is a denial without reasons.
    package let isMalformed: Bool
    /// The static bound of the charters asked, in cost units: known before, on every path the same.
    package let cost: UInt64

    package init(
        outcome: Outcome, reasons: [RuleReference], obligations: Obligations,
        escalations: [Deadline] = [], isEmergency: Bool = false, isMalformed: Bool = false,
        cost: UInt64
    ) {
        self.outcome = outcome
        self.reasons = reasons
        self.obligations = obligations
        self.escalations = escalations
        self.isEmergency = isEmergency
        self.isMalformed = isMalformed
        self.cost = cost
    }

    /// The panel with the earliest deadline; nil unless escalated.
    package var escalation: Deadline? { escalations.first }
}

/// A rule as a receipt names it.
package struct RuleReference: Hashable, Sendable {
    package let charter: String
    package let version: UInt64
    package let rule: String
    package let basis: [Citation]
    package let isRedLine: Bool

    package init(
        charter: String, version: UInt64, rule: String, basis: [Citation], isRedLine: Bool
    ) {
        self.charter = charter
        self.version = version
        self.rule = rule
        self.basis = basis
        self.isRedLine = isRedLine
    }
}

extension Ruling: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 7)
        outcome.encode(into: &writer)
        writer.array(reasons)
        obligations.encode(into: &writer)
        writer.array(escalations)
        writer.flag(isEmergency)
        writer.flag(isMalformed)
        writer.unsigned(cost)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 7)
        outcome = try Outcome(from: &reader)
        reasons = try reader.array()
        obligations = try Obligations(from: &reader)
        escalations = try reader.array()
        isEmergency = try reader.flag(field: "is emergency")
        isMalformed = try reader.flag(field: "is malformed")
        cost = try reader.unsigned()
        reader.endArray()
    }
}

extension RuleReference: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 5)
        writer.text(charter)
        writer.unsigned(version)
        writer.text(rule)
        writer.array(basis)
        writer.flag(isRedLine)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 5)
        charter = try reader.text()
        version = try reader.unsigned()
        rule = try reader.text()
        basis = try reader.array(upTo: CharterLimits.items)
        isRedLine = try reader.flag(field: "is red line")
        reader.endArray()
    }
}
