import CanonicalCoding
import EvidenceTree
import LedgerTypes
import Sealing

/// What the state holds for a key, with its proof; a nil value says that it holds nothing.
package struct StateFact: Hashable, Sendable, CanonicalCodable {
    package var key: [UInt8]
    package var value: [UInt8]?
    package var proof: StateProof

    package init(key: [UInt8], value: [UInt8]?, proof: StateProof) {
        self.key = key
        self.value = value
        self.proof = proof
    }

    /// Reads the fact from a state.
    package init(_ key: [UInt8], in state: StateMap) {
        self.init(key: key, value: state.value(for: key), proof: state.prove(key))
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        writer.byteString(key)
        writer.optional(value.map(ByteString.init))
        proof.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        key = try reader.byteString()
        let found: ByteString? = try reader.optional()
        value = found?.bytes
        proof = try StateProof(from: &reader)
        reader.endArray()
    }
}

/// A head with the proof of its record: how many entries it has, or that it has none.
package struct HeadSection: Hashable, Sendable, CanonicalCodable {
    package var head: HeadID
    /// Nil: the state proves that no entry concerns the head.
    package var record: HeadRecord?
    package var proof: StateProof

    package init(head: HeadID, record: HeadRecord?, proof: StateProof) {
        self.head = head
        self.record = record
        self.proof = proof
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        head.encode(into: &writer)
        writer.optional(record)
        proof.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        head = try HeadID(from: &reader)
        record = try reader.optional()
        proof = try StateProof(from: &reader)
        reader.endArray()
    }
}

/// An entry's bytes with the proof of its place among all entries.
///
/// The bytes stand alone: what is hashed is what is decoded, never a digest that the file gives.
package struct ProvenEntry: Hashable, Sendable, CanonicalCodable {
    package var bytes: [UInt8]
    package var proof: InclusionProof

    package init(bytes: [UInt8], proof: InclusionProof) {
        self.bytes = bytes
        self.proof = proof
    }

    package var index: EntryIndex { EntryIndex(proof.index) }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        writer.byteString(bytes)
        proof.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        bytes = try reader.byteString()
        proof = try InclusionProof(from: &reader)
        reader.endArray()
    }
}

/// The block of one or more entries, and the proof that its tree grew into that of the export.
package struct BlockWitness: Hashable, Sendable, CanonicalCodable {
    package var block: CommittedHeader
    package var growth: ConsistencyProof

    package init(block: CommittedHeader, growth: ConsistencyProof) {
        self.block = block
        self.growth = growth
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        block.encode(into: &writer)
        growth.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        block = try CommittedHeader(from: &reader)
        growth = try ConsistencyProof(from: &reader)
        reader.endArray()
    }
}

/// The fields of one entry that the holder opens to the court.
package struct EntryDisclosures: Hashable, Sendable, CanonicalCodable {
    package var index: EntryIndex
    /// Ascending by position.
    package var fields: [FieldDisclosure]

    package init(index: EntryIndex, fields: [FieldDisclosure]) {
        self.index = index
        self.fields = fields
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        index.encode(into: &writer)
        writer.array(fields)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        index = try EntryIndex(from: &reader)
        fields = try reader.array(upTo: Limits.maximumDisclosures)
        reader.endArray()
    }
}

/// What `disclosures.cbor` says: apart from the facts, because only the holder has the salts, and
/// any node can write the facts again without them.
package struct DisclosureFile: Hashable, Sendable, CanonicalCodable {
    /// Ascending by entry.
    package var entries: [EntryDisclosures]

    package init(entries: [EntryDisclosures]) { self.entries = entries }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        writer.unsigned(Limits.formatVersion)
        writer.array(entries)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        try reader.formatVersion()
        entries = try reader.array(upTo: Limits.maximumEntries)
        reader.endArray()
    }
}
