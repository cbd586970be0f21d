import CanonicalCoding
import LedgerTypes
import Sealing

/// `acknowledge`: the receiver's gateway has the payload that was released.
package struct Acknowledge: LedgerAction, Hashable {
    package static let kind = TransactionKind.acknowledge
    package let permit: RecordID
    /// Salted commitment of the payload, as the release names it.
    package let payload: Digest

    package init(permit: RecordID, payload: Digest) {
        self.permit = permit
        self.payload = payload
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        permit.encode(into: &writer)
        payload.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        permit = try RecordID(from: &reader)
        payload = try Digest(from: &reader)
        reader.endArray()
    }

    package func signingFacts(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> SigningFacts {
        guard let found = reader.get(Tables.permits, permit) else { throw .unknownPermit }
        var facts = SigningFacts()
        facts.receiver = found.actor.principal
        return facts
    }

    package func resolve(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> PermitRecord {
        guard var found = reader.get(Tables.permits, permit) else { throw .unknownPermit }
        guard found.acknowledgements < found.releases else { throw .nothingReleased }
        guard found.released == payload else { throw .otherPayload }
        found.acknowledgements += 1
        return found
    }

    package func apply(
        _ acknowledged: PermitRecord, _ call: Call, _ change: inout StateChange
    ) -> Verdict {
        change.put(Tables.permits, permit, acknowledged)
        Holdings.add(permit, acknowledged, &change)
        return .accepted
    }

    package func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        ReleaseConcerns.of(permit, &reader)
    }
}
