import CanonicalCoding
import LedgerTypes
import Sealing

/// `egress-block`: the holder's egress gate held data back on a permit.
package struct EgressBlock: LedgerAction, Hashable {
    package static let kind = TransactionKind.egressBlock
    package let permit: RecordID
    /// The gate's own code of why.
    package let reason: UInt64
    /// Salted commitment of the gate's report.
    package let report: Digest

    package init(permit: RecordID, reason: UInt64, report: Digest) {
        self.permit = permit
        self.reason = reason
        self.report = report
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        permit.encode(into: &writer)
        writer.unsigned(reason)
        report.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        permit = try RecordID(from: &reader)
        reason = try reader.unsigned()
        report = try Digest(from: &reader)
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
        guard let found = reader.get(Tables.permits, permit) else { throw .unknownPermit }
        guard found.releases == 0 || found.acknowledgements < found.releases else {
            throw .receivedAlready
        }
        return found
    }

    package func apply(
        _: PermitRecord, _ call: Call, _ change: inout StateChange
    ) -> Verdict {
        Holdings.withhold(permit, &change)
        return .accepted
    }

    package func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        ReleaseConcerns.of(permit, &reader)
    }
}
