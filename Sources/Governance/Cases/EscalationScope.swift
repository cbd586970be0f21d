import CanonicalCoding
import LedgerTypes
import Sealing

/// What an escalated request asked, so that a ruling reaches the same request and no other.
package struct EscalationScope: Hashable, Sendable, CanonicalCodable {
    /// The transaction that was escalated.
    package let request: RecordID
    /// Digest of who asks for what: everything of the request but its nonce and time.
    package let content: Digest
    /// The rules that escalated.
    package let rules: [RuleKey]

    package init(request: RecordID, content: Digest, rules: [RuleKey]) {
        self.request = request
        self.content = content
        self.rules = rules
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        request.encode(into: &writer)
        content.encode(into: &writer)
        writer.array(rules)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        request = try RecordID(from: &reader)
        content = try Digest(from: &reader)
        rules = try reader.array(upTo: GovernanceLimits.escalatingRules)
        reader.endArray()
    }
}

/// A ruling that lets one request pass its escalating rules for a time; the other rules still
/// apply to it. Source: docs/internals/decisions/0008-what-a-ruling-does.md.
package struct Clearance: Hashable, Sendable, CanonicalCodable {
    package let caseID: RecordID
    package let rules: [RuleKey]
    package let from: BlockTime
    /// First instant no longer covered.
    package let until: BlockTime

    package init(caseID: RecordID, rules: [RuleKey], from: BlockTime, until: BlockTime) {
        self.caseID = caseID
        self.rules = rules
        self.from = from
        self.until = until
    }

    package func isInForce(at time: BlockTime) -> Bool { time >= from && time < until }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 4)
        caseID.encode(into: &writer)
        writer.array(rules)
        from.encode(into: &writer)
        until.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 4)
        caseID = try RecordID(from: &reader)
        rules = try reader.array(upTo: GovernanceLimits.escalatingRules)
        from = try BlockTime(from: &reader)
        until = try BlockTime(from: &reader)
        reader.endArray()
    }
}

/// The request that a case decides, as it was asked.
package struct EscalatedRequest: Hashable, Sendable, CanonicalCodable {
    package let request: Request
    package let actor: Actor

    package init(request: Request, actor: Actor) {
        self.request = request
        self.actor = actor
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        request.encode(into: &writer)
        actor.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        request = try Request(from: &reader)
        actor = try Actor(from: &reader)
        reader.endArray()
    }
}
