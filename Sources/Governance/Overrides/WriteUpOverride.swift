import CanonicalCoding
import LedgerTypes

/// `write-up`: the physician has written down what was done; the first commitment of the payload is
/// the text.
package struct WriteUpOverride: LedgerAction, Hashable {
    package static let kind = TransactionKind.writeUp
    package let override: RecordID

    package init(override: RecordID) { self.override = override }

    package func encode(into writer: inout CanonicalWriter) { override.encode(into: &writer) }
    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        override = try RecordID(from: &reader)
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) -> Override {
        guard var found = reader.get(Tables.overrides, override) else { throw .unknownOverride }
        guard call.member == found.physician.member, call.staff == found.physician.staff else {
            throw .notPhysician
        }
        guard found.writeUp.isOutstanding else { throw .writtenUpAlready }
        guard let text = call.commitments.first else { throw .writeUpEmpty }
        found.writeUpCommitment = text
        found.writeUp = reader.time < found.writeUpDue ? .done : .doneLate
        return found
    }

    package func apply(
        _ written: Override, _ call: Call, _ change: inout StateChange
    ) -> Verdict {
        OverrideDuties.save(written, &change)
        return .accepted
    }

    package func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        reader.heads(ofOverride: override)
    }
}
