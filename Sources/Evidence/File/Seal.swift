import CanonicalCoding
import LedgerTypes
import Sealing

/// A line of the manifest: one file of the archive.
package struct ManifestLine: Hashable, Sendable, CanonicalCodable {
    package var name: String
    package var size: UInt64
    package var digest: Digest

    package init(name: String, size: UInt64, digest: Digest) {
        self.name = name
        self.size = size
        self.digest = digest
    }

    package init(_ file: ArchiveFile, suite: CryptoSuite) {
        self.init(
            name: file.name, size: UInt64(file.bytes.count),
            digest: suite.digest(Self.domain, file.bytes))
    }

    private static let domain = DigestDomain("tally/evidence-file/v1")

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        writer.text(name)
        writer.unsigned(size)
        digest.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        name = try reader.text()
        size = try reader.unsigned()
        digest = try Digest(from: &reader)
        reader.endArray()
    }
}

/// Who exported what, for which case, with which tool.
package struct ExportStatement: Hashable, Sendable {
    package var suite: CryptoSuite
    package var chain: ChainID
    package var height: Height
    package var subject: HeadID
    package var exporter: MemberID
    package var toolVersion: String
    /// The court's or the party's own words; may be empty.
    package var caseReference: String
}

extension ExportStatement: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 7)
        suite.encode(into: &writer)
        chain.encode(into: &writer)
        height.encode(into: &writer)
        subject.encode(into: &writer)
        exporter.encode(into: &writer)
        writer.text(toolVersion)
        writer.text(caseReference)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 7)
        suite = try CryptoSuite(from: &reader)
        chain = try ChainID(from: &reader)
        height = try Height(from: &reader)
        subject = try HeadID(from: &reader)
        exporter = try MemberID(from: &reader)
        toolVersion = try reader.text()
        caseReference = try reader.text()
        guard max(toolVersion.utf8.count, caseReference.utf8.count) <= Limits.maximumTextBytes
        else { throw .invalidValue(at: reader.offset, field: "statement") }
        reader.endArray()
    }
}

/// What `seal.cbor` says: every other file, the export statement, and the exporter's signature.
///
/// The exporter's key is never taken from here: `member` proves the member's record to the state
/// root, and the key is read from that record.
package struct Seal: Hashable, Sendable {
    /// Ascending by name; every file but the seal.
    package var manifest: [ManifestLine]
    package var statement: ExportStatement
    package var member: StateFact
    package var signature: Signature

    private static let domain = DigestDomain("tally/evidence-seal/v1")

    /// The digest that is signed, and that an export event records on the ledger.
    package var digest: Digest {
        var writer = CanonicalWriter()
        writer.array(count: 2)
        writer.array(manifest)
        statement.encode(into: &writer)
        return statement.suite.digest(Self.domain, writer.bytes)
    }

    /// The lines that the exporter's gateway signs.
    package var signedBytes: [UInt8] {
        Array(
            """
            tally/evidence-seal/v1
            chain \(statement.chain)
            height \(statement.height)
            exporter \(statement.exporter)
            seal \(digest)

            """.utf8)
    }

    package init(
        manifest: [ManifestLine], statement: ExportStatement, member: StateFact, key: SigningKey
    ) {
        self.manifest = manifest
        self.statement = statement
        self.member = member
        signature = Signature([])
        signature = key.sign(signedBytes)
    }
}

extension Seal: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 5)
        writer.unsigned(Limits.formatVersion)
        writer.array(manifest)
        statement.encode(into: &writer)
        member.encode(into: &writer)
        signature.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 5)
        try reader.formatVersion()
        manifest = try reader.array(upTo: Limits.maximumFiles)
        for (left, right) in zip(manifest, manifest.dropFirst())
        where !left.name.utf8.lexicographicallyPrecedes(right.name.utf8) {
            throw .invalidValue(at: reader.offset, field: "manifest")
        }
        statement = try ExportStatement(from: &reader)
        member = try StateFact(from: &reader)
        signature = try Signature(from: &reader)
        reader.endArray()
    }
}
