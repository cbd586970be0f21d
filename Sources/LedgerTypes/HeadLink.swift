import CanonicalCoding
import Sealing

/// Whom or what a chain of entries concerns.
package enum HeadKind: UInt64, Sendable, Hashable, CaseIterable {
    case subject = 1
    case asset = 2
}

/// Names a chain of entries: all that happened to one subject or one asset.
package struct HeadID: Hashable, Sendable, Comparable, CanonicalCodable {
    package let kind: HeadKind
    package let id: Digest

    package init(_ kind: HeadKind, _ id: Digest) {
        self.kind = kind
        self.id = id
    }

    package static func subject(_ pseudonym: Pseudonym) -> HeadID {
        HeadID(.subject, pseudonym.digest)
    }
    package static func asset(_ asset: RecordID) -> HeadID { HeadID(.asset, asset.digest) }

    /// The key of the head's record in the state map.
    package var stateKey: [UInt8] { Array("head/\(kind.rawValue)/".utf8) + id.bytes }

    package static func < (left: HeadID, right: HeadID) -> Bool {
        (left.kind.rawValue, left.id) < (right.kind.rawValue, right.id)
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        writer.unsigned(kind.rawValue)
        id.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        guard let kind = HeadKind(rawValue: try reader.unsigned()) else {
            throw .invalidValue(at: reader.offset, field: "head kind")
        }
        self.kind = kind
        id = try Digest(from: &reader)
        reader.endArray()
    }
}

/// An entry's place in a head's chain: its number and the entry before it.
package struct HeadLink: Hashable, Sendable, CanonicalCodable {
    package let head: HeadID
    /// 1 for the first entry of the head, then without gaps.
    package let sequence: UInt64
    /// The entry before this one; nil exactly for sequence 1.
    package let previous: EntryIndex?

    package init(head: HeadID, sequence: UInt64, previous: EntryIndex?) {
        self.head = head
        self.sequence = sequence
        self.previous = previous
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        head.encode(into: &writer)
        writer.unsigned(sequence)
        writer.optional(previous)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        head = try HeadID(from: &reader)
        sequence = try reader.unsigned()
        previous = try reader.optional()
        guard sequence >= 1, (sequence == 1) == (previous == nil) else {
            throw .invalidValue(at: reader.offset, field: "sequence")
        }
        reader.endArray()
    }
}

/// The state map's record of a head: how many entries it has and which is the last.
package struct HeadRecord: Hashable, Sendable, CanonicalCodable {
    package let sequence: UInt64
    package let last: EntryIndex

    package init(sequence: UInt64, last: EntryIndex) {
        self.sequence = sequence
        self.last = last
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        writer.unsigned(sequence)
        last.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        sequence = try reader.unsigned()
        last = try EntryIndex(from: &reader)
        reader.endArray()
    }
}
