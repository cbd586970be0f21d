import CanonicalCoding
import EvidenceTree
import LedgerTypes
import Sealing

/// A header with the certificate that committed it.
package struct CommittedHeader: Hashable, Sendable, CanonicalCodable {
    package var header: Header
    package var certificate: CommitCertificate

    package init(header: Header, certificate: CommitCertificate) {
        self.header = header
        self.certificate = certificate
    }

    package init(_ block: CommittedBlock) {
        self.init(header: block.block.header, certificate: block.certificate)
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        header.encode(into: &writer)
        certificate.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        header = try Header(from: &reader)
        certificate = try CommitCertificate(from: &reader)
        reader.endArray()
    }
}

/// One change of the seats: the block that announced it, and the seats that follow.
package struct SeatStep: Hashable, Sendable, CanonicalCodable {
    package var block: CommittedHeader
    package var next: SeatSet

    package init(block: CommittedHeader, next: SeatSet) {
        self.block = block
        self.next = next
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        block.encode(into: &writer)
        next.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        block = try CommittedHeader(from: &reader)
        next = try SeatSet(from: &reader)
        reader.endArray()
    }
}

/// What `evidence.cbor` says: facts and proofs, the same bytes for the same subject and height.
///
/// Source: docs/reference/evidence-format.md.
package struct EvidenceContent: Hashable, Sendable {
    /// The canonical bytes of genesis, or none where the court brings them; their digest is never
    /// taken from the file.
    package var genesis: [UInt8]
    /// Whom the export concerns.
    package var subject: HeadID
    /// Every change of the seats before the export, ascending by height.
    package var seatSteps: [SeatStep]
    /// The block of the export: everything else is proven to its roots.
    package var block: CommittedHeader
    /// What the state says of the assets that contain the subject.
    package var assetIndex: StateFact
    /// The subject's head and those of its assets, ascending.
    package var heads: [HeadSection]
    /// The entries of these heads, ascending by index.
    package var entries: [ProvenEntry]
    /// Charters, vocabularies and members that the entries name, ascending by key.
    package var facts: [StateFact]
    /// The blocks of the entries, ascending by height; a layer that may be left out.
    package var blocks: [BlockWitness]
    /// Every recovery from a lost quorum up to the export, ascending by height.
    package var recoveries: [RecoveryStep] = []
}

extension EvidenceContent: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        // A chain that never lost its quorum has no place for recoveries.
        writer.array(count: recoveries.isEmpty ? 10 : 11)
        writer.unsigned(Limits.formatVersion)
        writer.byteString(genesis)
        subject.encode(into: &writer)
        writer.array(seatSteps)
        block.encode(into: &writer)
        assetIndex.encode(into: &writer)
        writer.array(heads)
        writer.array(entries)
        writer.array(facts)
        writer.array(blocks)
        if !recoveries.isEmpty { writer.array(recoveries) }
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        let start = reader.offset
        let count = try reader.beginArray()
        guard count == 10 || count == 11 else {
            throw .wrongCount(at: start, expected: 10, found: UInt64(count))
        }
        try reader.formatVersion()
        genesis = try reader.byteString()
        subject = try HeadID(from: &reader)
        seatSteps = try reader.array(upTo: Limits.maximumSeatSteps)
        block = try CommittedHeader(from: &reader)
        assetIndex = try StateFact(from: &reader)
        heads = try reader.array(upTo: Limits.maximumHeads)
        entries = try reader.array(upTo: Limits.maximumEntries)
        facts = try reader.array(upTo: Limits.maximumFacts)
        blocks = try reader.array(upTo: Limits.maximumEntries)
        if count == 11 {
            recoveries = try reader.array(upTo: Limits.maximumRecoveries)
            guard !recoveries.isEmpty else {
                throw .invalidValue(at: reader.offset, field: "recoveries")
            }
        }
        reader.endArray()
    }
}

extension CanonicalReader {
    mutating func formatVersion() throws(CodingFault) {
        guard try unsigned() == Limits.formatVersion else {
            throw .invalidValue(at: offset, field: "format version")
        }
    }
}
