import CanonicalCoding
import LedgerTypes
import Sealing

/// `export-seal`: an evidence file was made for somebody; its digest and reach are on record.
public struct SealExport: LedgerAction, Hashable {
    public static let kind = TransactionKind.exportSeal
    public let head: HeadID
    /// Digest of the evidence file.
    public let file: Digest
    /// The height that the file reaches to.
    public let upTo: Height
    /// Salted commitment of the recipient and the reason.
    public let recipient: Digest

    public init(head: HeadID, file: Digest, upTo: Height, recipient: Digest) {
        self.head = head
        self.file = file
        self.upTo = upTo
        self.recipient = recipient
    }

    public func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 4)
        head.encode(into: &writer)
        file.encode(into: &writer)
        upTo.encode(into: &writer)
        recipient.encode(into: &writer)
    }

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 4)
        head = try HeadID(from: &reader)
        file = try Digest(from: &reader)
        upTo = try Height(from: &reader)
        recipient = try Digest(from: &reader)
        reader.endArray()
    }

    public func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) {
        guard upTo < reader.height else { throw .anchorMalformed }
        guard reader.has(Tables.heads, head) else { throw .anchorMalformed }
    }

    public func apply(_: Void, _ call: Call, _ change: inout StateChange) -> Verdict {
        if !change.has(Tables.anchors, file) { change.put(Tables.anchors, file, call.entry) }
        return .accepted
    }

    public func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        Concerns.of(head: head, &reader)
    }
}
