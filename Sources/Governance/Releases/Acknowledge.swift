import CanonicalCoding
import LedgerTypes
import Sealing

/// `acknowledge`: the receiver's gateway has the payload that was released.
public struct Acknowledge: LedgerAction, Hashable {
    public static let kind = TransactionKind.acknowledge
    public let permit: RecordID
    /// Salted commitment of the payload, as the release names it.
    public let payload: Digest

    public init(permit: RecordID, payload: Digest) {
        self.permit = permit
        self.payload = payload
    }

    public func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        permit.encode(into: &writer)
        payload.encode(into: &writer)
    }

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        permit = try RecordID(from: &reader)
        payload = try Digest(from: &reader)
        reader.endArray()
    }

    public func signingFacts(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> SigningFacts {
        guard let found = reader.get(Tables.permits, permit) else { throw .unknownPermit }
        var facts = SigningFacts()
        facts.receiver = found.actor.principal
        return facts
    }

    public func resolve(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> PermitRecord {
        guard var found = reader.get(Tables.permits, permit) else { throw .unknownPermit }
        guard found.acknowledgements < found.releases else { throw .nothingReleased }
        guard found.released == payload else { throw .otherPayload }
        found.acknowledgements += 1
        return found
    }

    public func apply(
        _ acknowledged: PermitRecord, _ call: Call, _ change: inout StateChange
    ) -> Verdict {
        change.put(Tables.permits, permit, acknowledged)
        return .accepted
    }

    public func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        ReleaseConcerns.of(permit, &reader)
    }
}
