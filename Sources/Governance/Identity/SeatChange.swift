import CanonicalCoding
import LedgerTypes

/// `seat-change`: kept for the next stage of the chain; recorded and refused.
public struct SeatChange: LedgerAction, Hashable {
    public static let kind = TransactionKind.seatChange
    public let seats: SeatSet
    public let effective: Height

    public init(seats: SeatSet, effective: Height) {
        self.seats = seats
        self.effective = effective
    }

    public func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        seats.encode(into: &writer)
        effective.encode(into: &writer)
    }

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        seats = try SeatSet(from: &reader)
        effective = try Height(from: &reader)
        reader.endArray()
    }

    public func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) {
        throw .notInForce
    }

    public func apply(_: Void, _ call: Call, _ change: inout StateChange) -> Verdict {
        preconditionFailure("`seat-change` is refused before it is applied")
    }
}
