import CanonicalCoding
import CharterLanguage
import LedgerTypes
import Sealing

/// A permit as the state keeps it until what it permits is done.
public struct PermitRecord: Hashable, Sendable, CanonicalCodable {
    public let request: Request
    public let actor: Actor
    public let holder: MemberID
    public let obligations: Obligations
    /// The grant that the permit counted.
    public let countedGrant: RecordID?
    public let decided: BlockTime
    /// First instant at which nothing is released on it any more.
    public let expires: BlockTime
    public var releases: UInt64
    /// Commitment of the payload that was released; nil before.
    public var released: Digest?
    public var acknowledgements: UInt64

    public init(
        request: Request, actor: Actor, holder: MemberID, obligations: Obligations,
        countedGrant: RecordID?, decided: BlockTime, expires: BlockTime
    ) {
        self.request = request
        self.actor = actor
        self.holder = holder
        self.obligations = obligations
        self.countedGrant = countedGrant
        self.decided = decided
        self.expires = expires
        releases = 0
        acknowledgements = 0
    }

    public func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 10)
        request.encode(into: &writer)
        actor.encode(into: &writer)
        holder.encode(into: &writer)
        obligations.encode(into: &writer)
        writer.optional(countedGrant)
        decided.encode(into: &writer)
        expires.encode(into: &writer)
        writer.unsigned(releases)
        writer.optional(released)
        writer.unsigned(acknowledgements)
    }

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 10)
        request = try Request(from: &reader)
        actor = try Actor(from: &reader)
        holder = try MemberID(from: &reader)
        obligations = try Obligations(from: &reader)
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
    public static let permits = Table<RecordID, PermitRecord>("permit")
}
