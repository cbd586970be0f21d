import CanonicalCoding
import LedgerTypes

/// What a committee member says; for an override, approve means justified.
package enum BallotChoice: UInt64, NumberedCase {
    case approve = 1
    case reject = 2
    /// Present, without an opinion: counts in neither sum.
    case abstain = 3
}

/// One vote of one seat.
package struct CastBallot: Hashable, Sendable, CanonicalCodable {
    package let person: StaffReference
    package let choice: BallotChoice
    package let time: BlockTime
    /// The transaction that carries the reasons.
    package let transaction: TransactionID

    package init(
        person: StaffReference, choice: BallotChoice, time: BlockTime, transaction: TransactionID
    ) {
        self.person = person
        self.choice = choice
        self.time = time
        self.transaction = transaction
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 4)
        person.encode(into: &writer)
        choice.encode(into: &writer)
        time.encode(into: &writer)
        transaction.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 4)
        person = try StaffReference(from: &reader)
        choice = try BallotChoice(from: &reader)
        time = try BlockTime(from: &reader)
        transaction = try TransactionID(from: &reader)
        reader.endArray()
    }
}
