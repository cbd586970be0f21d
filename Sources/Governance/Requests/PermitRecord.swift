import CanonicalCoding
import CharterLanguage
import LedgerTypes
import Sealing

/// A permit as the state keeps it until what it permits is done.
package struct PermitRecord: Hashable, Sendable, CanonicalCodable {
    package let request: Request
    package let actor: Actor
    package let holder: MemberID
    package let obligations: Obligations
    /// The times of the data that it reaches; nil without a bound.
    package let dataLimit: DataPeriods?
    /// The grant that the permit counted.
    package let countedGrant: RecordID?
    package let decided: BlockTime
    /// First instant at which nothing is released on it any more.
    package private(set) var expires: BlockTime
    package var releases: UInt64
    /// Commitment of the payload that was released; nil before.
    package var released: Digest?
    package var acknowledgements: UInt64

    package init(
        request: Request, actor: Actor, holder: MemberID, obligations: Obligations,
        dataLimit: DataPeriods? = nil, countedGrant: RecordID?, decided: BlockTime,
        expires: BlockTime
    ) {
        self.request = request
        self.actor = actor
        self.holder = holder
        self.obligations = obligations
        self.dataLimit = dataLimit
        self.countedGrant = countedGrant
        self.decided = decided
        self.expires = expires
        releases = 0
        acknowledgements = 0
    }

    /// Ends it before its time: what was released on it stays known.
    mutating func end(at time: BlockTime) { expires = min(expires, time) }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 11)
        request.encode(into: &writer)
        actor.encode(into: &writer)
        holder.encode(into: &writer)
        obligations.encode(into: &writer)
        writer.optional(dataLimit)
        writer.optional(countedGrant)
        decided.encode(into: &writer)
        expires.encode(into: &writer)
        writer.unsigned(releases)
        writer.optional(released)
        writer.unsigned(acknowledgements)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 11)
        request = try Request(from: &reader)
        actor = try Actor(from: &reader)
        holder = try MemberID(from: &reader)
        obligations = try Obligations(from: &reader)
        dataLimit = try reader.optional()
        countedGrant = try reader.optional()
        decided = try BlockTime(from: &reader)
        expires = try BlockTime(from: &reader)
        releases = try reader.unsigned()
        released = try reader.optional()
        acknowledgements = try reader.unsigned()
        reader.endArray()
    }
}

extension Tables {
    /// Permits, by the transaction of the request.
    package static let permits = Table<RecordID, PermitRecord>("permit")
}
