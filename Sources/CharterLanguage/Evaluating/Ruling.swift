import CanonicalCoding

/// What the charters in force say about one request.
public struct Ruling: Hashable, Sendable {
    public let outcome: Outcome
    /// The live rules of the winning effect, by charter and then in source order; none where the
    /// denial is by default.
    public let reasons: [RuleReference]
    /// The joined duties of those rules.
    public let obligations: Obligations
    /// Who decides, each with the earliest deadline; earliest first. Empty unless escalated.
    public let escalations: [Deadline]
    /// Whether an emergency rule is among the reasons of a permit.
    public let isEmergency: Bool
    /// Whether facts were lacking that a rule reads: then the outcome is a denial without reasons.
    public let isMalformed: Bool
    /// The static bound of the charters asked, in cost units: known before, on every path the same.
    public let cost: UInt64

    public init(
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
    public var escalation: Deadline? { escalations.first }
}

/// A rule as a receipt names it.
public struct RuleReference: Hashable, Sendable {
    public let charter: String
    public let version: UInt64
    public let rule: String
    public let basis: [Citation]
    public let isRedLine: Bool

    public init(
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
    public func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 7)
        outcome.encode(into: &writer)
        writer.array(reasons)
        obligations.encode(into: &writer)
        writer.array(escalations)
        writer.flag(isEmergency)
        writer.flag(isMalformed)
        writer.unsigned(cost)
    }

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
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
    public func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 5)
        writer.text(charter)
        writer.unsigned(version)
        writer.text(rule)
        writer.array(basis)
        writer.flag(isRedLine)
    }

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 5)
        charter = try reader.text()
        version = try reader.unsigned()
        rule = try reader.text()
        basis = try reader.array(upTo: CharterLimits.items)
        isRedLine = try reader.flag(field: "is red line")
        reader.endArray()
    }
}
