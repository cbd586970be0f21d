import CanonicalCoding
import LedgerTypes
import Sealing

/// `export-seal`: an evidence file was made for somebody; its digest and reach are on record.
package struct SealExport: LedgerAction, Hashable {
    package static let kind = TransactionKind.exportSeal
    package let head: HeadID
    /// Digest of the evidence file.
    package let file: Digest
    /// The height that the file reaches to.
    package let upTo: Height
    /// Salted commitment of the recipient and the reason.
    package let recipient: Digest

    package init(head: HeadID, file: Digest, upTo: Height, recipient: Digest) {
        self.head = head
        self.file = file
        self.upTo = upTo
        self.recipient = recipient
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 4)
        head.encode(into: &writer)
        file.encode(into: &writer)
        upTo.encode(into: &writer)
        recipient.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 4)
        head = try HeadID(from: &reader)
        file = try Digest(from: &reader)
        upTo = try Height(from: &reader)
        recipient = try Digest(from: &reader)
        reader.endArray()
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) {
        guard upTo < reader.height else { throw .anchorMalformed }
        guard reader.has(Tables.heads, head) else { throw .anchorMalformed }
        try Relation.require(of: call.principal, to: head, &reader)
    }

    package func apply(_: Void, _ call: Call, _ change: inout StateChange) -> Verdict {
        if !change.has(Tables.anchors, file) { change.put(Tables.anchors, file, call.entry) }
        return .accepted
    }

    package func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        Relation.concerns(of: call, head, &reader)
    }
}
