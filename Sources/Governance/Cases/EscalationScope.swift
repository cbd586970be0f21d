import CanonicalCoding
import LedgerTypes
import Sealing

/// What an escalated request asked, so that a ruling reaches the same request and no other.
public struct EscalationScope: Hashable, Sendable, CanonicalCodable {
    /// The transaction that was escalated.
    public let request: RecordID
    /// Digest of who asks for what: everything of the request but its nonce and time.
    public let content: Digest
    /// The rules that escalated.
    public let rules: [RuleKey]

    public init(request: RecordID, content: Digest, rules: [RuleKey]) {
        self.request = request
        self.content = content
        self.rules = rules
    }

    public func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        request.encode(into: &writer)
        content.encode(into: &writer)
        writer.array(rules)
    }

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        request = try RecordID(from: &reader)
        content = try Digest(from: &reader)
        rules = try reader.array(upTo: GovernanceLimits.escalatingRules)
        reader.endArray()
    }
}

/// A ruling that lets one request pass its escalating rules for a time; the other rules still
/// apply to it. Source: docs/internals/decisions/0008-what-a-ruling-does.md.
public struct Clearance: Hashable, Sendable, CanonicalCodable {
    public let caseID: RecordID
    public let rules: [RuleKey]
    public let from: BlockTime
    /// First instant no longer covered.
    public let until: BlockTime

    public init(caseID: RecordID, rules: [RuleKey], from: BlockTime, until: BlockTime) {
        self.caseID = caseID
        self.rules = rules
        self.from = from
        self.until = until
    }

    public func isInForce(at time: BlockTime) -> Bool { time >= from && time < until }

    public func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 4)
        caseID.encode(into: &writer)
        writer.array(rules)
        from.encode(into: &writer)
        until.encode(into: &writer)
    }

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 4)
        caseID = try RecordID(from: &reader)
        rules = try reader.array(upTo: GovernanceLimits.escalatingRules)
        from = try BlockTime(from: &reader)
        until = try BlockTime(from: &reader)
        reader.endArray()
    }
}

/// The request that a case decides, as it was asked.
public struct EscalatedRequest: Hashable, Sendable, CanonicalCodable {
    public let request: Request
    public let actor: Actor

    public init(request: Request, actor: Actor) {
        self.request = request
        self.actor = actor
    }

    public func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        request.encode(into: &writer)
        actor.encode(into: &writer)
    }

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        request = try Request(from: &reader)
        actor = try Actor(from: &reader)
        reader.endArray()
    }
}
