import CanonicalCoding
import LedgerTypes

/// `recover`: kept for the next stage of the chain; recorded and refused.
public struct Recover: LedgerAction, Hashable {
    public static let kind = TransactionKind.recover
    public let seats: SeatSet
    /// The epoch that the recovery begins.
    public let epoch: UInt64

    public init(seats: SeatSet, epoch: UInt64) {
        self.seats = seats
        self.epoch = epoch
    }

    public func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        seats.encode(into: &writer)
        writer.unsigned(epoch)
    }

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        seats = try SeatSet(from: &reader)
        epoch = try reader.unsigned()
        reader.endArray()
    }

    public func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) {
        throw .notInForce
    }

    public func apply(_: Void, _ call: Call, _ change: inout StateChange) -> Verdict {
        preconditionFailure("`recover` is refused before it is applied")
    }
}
