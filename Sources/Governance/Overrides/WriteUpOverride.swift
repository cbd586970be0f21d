import CanonicalCoding
import LedgerTypes

/// `write-up`: the physician has written down what was done; the first commitment of the payload is
/// the text.
public struct WriteUpOverride: LedgerAction, Hashable {
    public static let kind = TransactionKind.writeUp
    public let override: RecordID

    public init(override: RecordID) { self.override = override }

    public func encode(into writer: inout CanonicalWriter) { override.encode(into: &writer) }
    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        override = try RecordID(from: &reader)
    }

    public func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) -> Override {
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

    public func apply(
        _ written: Override, _ call: Call, _ change: inout StateChange
    ) -> Verdict {
        OverrideDuties.save(written, &change)
        return .accepted
    }

    public func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        reader.heads(ofOverride: override)
    }
}
