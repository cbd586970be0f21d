import CanonicalCoding
import LedgerTypes
import Sealing

/// What an anchored digest is of.
package enum AnchorKind: UInt64, NumberedCase {
    case timestampToken = 1
    case revocationList = 2
    case exhibit = 3
    case custodyEvent = 4
    case platformStatement = 5
    case destroyedSalt = 6
}

/// `anchor`: from this entry on, everyone can prove that a digest existed.
package struct AnchorDigest: LedgerAction, Hashable {
    package static let kind = TransactionKind.anchor
    package let what: AnchorKind
    package let digest: Digest
    /// The subject or asset that it concerns.
    package let head: HeadID?
    /// The entry that it belongs to.
    package let entry: EntryIndex?

    package init(
        what: AnchorKind, digest: Digest, head: HeadID? = nil, entry: EntryIndex? = nil
    ) {
        self.what = what
        self.digest = digest
        self.head = head
        self.entry = entry
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 4)
        what.encode(into: &writer)
        digest.encode(into: &writer)
        writer.optional(head)
        writer.optional(entry)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 4)
        what = try AnchorKind(from: &reader)
        digest = try Digest(from: &reader)
        head = try reader.optional()
        entry = try reader.optional()
        reader.endArray()
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) {
        if let entry {
            guard entry < call.entry else { throw .anchorMalformed }
        }
        if let head { try Relation.require(of: call.principal, to: head, &reader) }
    }

    package func apply(_: Void, _ call: Call, _ change: inout StateChange) -> Verdict {
        // The first entry of a digest is the one that proves its age.
        if !change.has(Tables.anchors, digest) { change.put(Tables.anchors, digest, call.entry) }
        return .accepted
    }

    package func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        Relation.concerns(of: call, head, &reader)
    }
}

extension Tables {
    /// The first entry that anchored a digest.
    package static let anchors = Table<Digest, EntryIndex>("anchor")
}

extension Concerns {
    /// A head that is named directly, if it is registered.
    static func of(head: HeadID?, _ reader: inout StateReader) -> [HeadID] {
        switch head?.kind {
        case nil: []
        case .subject: of(subject: head.map { Pseudonym($0.id) }, &reader)
        case .asset: of(asset: head.map { RecordID($0.id) }, &reader)
        }
    }
}
