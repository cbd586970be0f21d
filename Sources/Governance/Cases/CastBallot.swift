import CanonicalCoding
import LedgerTypes

/// What a committee member says; for an override, approve means justified.
public enum BallotChoice: UInt64, NumberedCase {
    case approve = 1
    case reject = 2
    /// Present, without an opinion: counts in neither sum.
    case abstain = 3
}

/// One vote of one seat.
public struct CastBallot: Hashable, Sendable, CanonicalCodable {
    public let person: StaffReference
    public let choice: BallotChoice
    public let time: BlockTime
    /// The transaction that carries the reasons.
    public let transaction: TransactionID

    public init(
        person: StaffReference, choice: BallotChoice, time: BlockTime, transaction: TransactionID
    ) {
        self.person = person
        self.choice = choice
        self.time = time
        self.transaction = transaction
    }

    public func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 4)
        person.encode(into: &writer)
        choice.encode(into: &writer)
        time.encode(into: &writer)
        transaction.encode(into: &writer)
    }

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 4)
        person = try StaffReference(from: &reader)
        choice = try BallotChoice(from: &reader)
        time = try BlockTime(from: &reader)
        transaction = try TransactionID(from: &reader)
        reader.endArray()
    }
}
