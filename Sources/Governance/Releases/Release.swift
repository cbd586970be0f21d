import CanonicalCoding
import CharterLanguage
import LedgerTypes
import Sealing

/// `release`: the holder's gateway let data out, with the duties that it discharged.
///
/// The request is decided again at this moment: a consent or grant that ended since stops it. What
/// rests on an override leaves once the holder's own people are told of it.
package struct Release: LedgerAction, Hashable {
    package static let kind = TransactionKind.release
    /// The request's transaction.
    package let permit: RecordID
    /// Salted commitment of the payload.
    package let payload: Digest
    /// Masks that were applied, ascending by field.
    package let masks: [FieldMask]
    package let isEncrypted: Bool

    package init(permit: RecordID, payload: Digest, masks: [FieldMask], isEncrypted: Bool) {
        self.permit = permit
        self.payload = payload
        self.masks = masks
        self.isEncrypted = isEncrypted
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 4)
        permit.encode(into: &writer)
        payload.encode(into: &writer)
        writer.array(masks)
        writer.flag(isEncrypted)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 4)
        permit = try RecordID(from: &reader)
        payload = try Digest(from: &reader)
        masks = try reader.array(upTo: CharterLimits.members)
        isEncrypted = try reader.flag(field: "is encrypted")
        reader.endArray()
    }

    package func signingFacts(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> SigningFacts {
        guard let found = reader.get(Tables.permits, permit) else { throw .unknownPermit }
        var facts = SigningFacts()
        facts.holder = found.holder
        return facts
    }

    package func resolve(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> PermitRecord {
        guard var found = reader.get(Tables.permits, permit) else { throw .unknownPermit }
        // Masks in force now may be stricter than those of the permit: both hold.
        let again = try Deciding.decideAgain(found, &reader)
        if let override = again.scene.override?.id {
            try OverrideDuties.requireHolderTold(of: override, &reader)
        }
        let duties = found.obligations.joined(again.decision.ruling.obligations)
        guard isEncrypted || !duties.encrypt else { throw .obligationOpen }
        for duty in duties.masks where found.request.fields.contains(duty.field) {
            let isDone = masks.contains { $0.field == duty.field && $0.method >= duty.method }
            guard isDone else { throw .obligationOpen }
        }
        // One a permit: a second would leave nobody able to tell which of them was received.
        guard found.releases == 0 else { throw .releasedAlready }
        found.releases += 1
        found.released = payload
        return found
    }

    package func apply(
        _ released: PermitRecord, _ call: Call, _ change: inout StateChange
    ) -> Verdict {
        change.put(Tables.permits, permit, released)
        Holdings.add(permit, released, &change)
        return .accepted
    }

    package func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        ReleaseConcerns.of(permit, &reader)
    }
}

enum ReleaseConcerns {
    /// The heads of the request that a permit is of.
    static func of(_ permit: RecordID, _ reader: inout StateReader) -> [HeadID] {
        guard let request = reader.get(Tables.permits, permit)?.request else { return [] }
        return Concerns.of(asset: request.asset, &reader)
            + Concerns.of(subject: request.subject, &reader)
    }
}
