import CanonicalCoding
import LedgerTypes
import Sealing

/// A line of the manifest: one file of the archive.
public struct ManifestLine: Hashable, Sendable, CanonicalCodable {
    public var name: String
    public var size: UInt64
    public var digest: Digest

    public init(name: String, size: UInt64, digest: Digest) {
        self.name = name
        self.size = size
        self.digest = digest
    }

    public init(_ file: ArchiveFile, suite: CryptoSuite) {
        self.init(
            name: file.name, size: UInt64(file.bytes.count),
            digest: suite.digest(Self.domain, file.bytes))
    }

    private static let domain = DigestDomain("tally/evidence-file/v1")

    public func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        writer.text(name)
        writer.unsigned(size)
        digest.encode(into: &writer)
    }

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        name = try reader.text()
        size = try reader.unsigned()
        digest = try Digest(from: &reader)
        reader.endArray()
    }
}

/// Who exported what, for which case, with which tool.
public struct ExportStatement: Hashable, Sendable {
    public var suite: CryptoSuite
    public var chain: ChainID
    public var height: Height
    public var subject: HeadID
    public var exporter: MemberID
    public var toolVersion: String
    /// The court's or the party's own words; may be empty.
    public var caseReference: String
}

extension ExportStatement: CanonicalCodable {
    public func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 7)
        suite.encode(into: &writer)
        chain.encode(into: &writer)
        height.encode(into: &writer)
        subject.encode(into: &writer)
        exporter.encode(into: &writer)
        writer.text(toolVersion)
        writer.text(caseReference)
    }

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
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
public struct Seal: Hashable, Sendable {
    /// Ascending by name; every file but the seal.
    public var manifest: [ManifestLine]
    public var statement: ExportStatement
    public var member: StateFact
    public var signature: Signature

    private static let domain = DigestDomain("tally/evidence-seal/v1")

    /// The digest that is signed, and that an export event records on the ledger.
    public var digest: Digest {
        var writer = CanonicalWriter()
        writer.array(count: 2)
        writer.array(manifest)
        statement.encode(into: &writer)
        return statement.suite.digest(Self.domain, writer.bytes)
    }

    /// The lines that the exporter's gateway signs.
    public var signedBytes: [UInt8] {
        Array(
            """
            tally/evidence-seal/v1
            chain \(statement.chain)
            height \(statement.height)
            exporter \(statement.exporter)
            seal \(digest)

            """.utf8)
    }

    public init(
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
    public func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 5)
        writer.unsigned(Limits.formatVersion)
        writer.array(manifest)
        statement.encode(into: &writer)
        member.encode(into: &writer)
        signature.encode(into: &writer)
    }

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
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
