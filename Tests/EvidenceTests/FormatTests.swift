import CanonicalCoding
import EvidenceTree
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Evidence

/// The formats are frozen: files in court must be read as they were written.
@Suite struct `Evidence formats` {
    private func hash<Value: CanonicalCodable & Hashable>(
        seed: UInt64, _ make: (inout SeededGenerator) -> Value
    ) throws -> String {
        var generator = SeededGenerator(seed: seed)
        let hash = IncrementalHash(suite)
        for _ in 0..<4_096 {
            let value = make(&generator)
            let bytes = value.canonicalBytes
            #expect(try Value(canonical: bytes) == value)
            hash.update(bytes)
        }
        return hash.finish().short
    }

    private func digest(_ generator: inout SeededGenerator) -> Digest {
        Digest(generator.bytes(32))!
    }
    private func head(_ generator: inout SeededGenerator) -> HeadID {
        HeadID(generator.oneIn(2) ? .subject : .asset, digest(&generator))
    }
    private func proof(_ generator: inout SeededGenerator) -> StateProof {
        let ends: [StateProof.End] = [
            .value(digest: digest(&generator)), .empty,
            .neighbour(keyDigest: digest(&generator), valueDigest: digest(&generator)),
        ]
        let bits = UInt8(generator.below(255)) | 1
        return StateProof(
            end: ends[generator.below(3)], bitmap: [bits],
            siblings: (0..<bits.nonzeroBitCount).map { _ in digest(&generator) })
    }
    private func fact(_ generator: inout SeededGenerator) -> StateFact {
        StateFact(
            key: generator.bytes(generator.below(40)),
            value: generator.oneIn(3) ? nil : generator.bytes(generator.below(60)),
            proof: proof(&generator))
    }
    private func line(_ generator: inout SeededGenerator) -> ManifestLine {
        ManifestLine(
            name: "exhibits/\(generator.below(100))", size: generator.next(),
            digest: digest(&generator))
    }
    private func statement(_ generator: inout SeededGenerator) -> ExportStatement {
        ExportStatement(
            suite: suite, chain: ChainID(digest(&generator)), height: Height(generator.next()),
            subject: head(&generator), exporter: MemberID(unchecked: "a\(generator.below(9))"),
            toolVersion: "tool", caseReference: "案 \(generator.below(1_000))")
    }

    @Test func `facts`() throws {
        let found = try hash(seed: 1) { fact(&$0) }
        #expect(found == "7ee45205")
    }
    @Test func `sections of heads`() throws {
        let found = try hash(seed: 2) {
            HeadSection(
                head: head(&$0),
                record: $0.oneIn(3)
                    ? nil : HeadRecord(sequence: $0.next(), last: EntryIndex($0.next())),
                proof: proof(&$0))
        }
        #expect(found == "6a90314d")
    }
    @Test func `entries with proofs`() throws {
        let found = try hash(seed: 3) { generator in
            ProvenEntry(
                bytes: generator.bytes(generator.below(80)),
                proof: InclusionProof(
                    index: generator.next(), size: generator.next(),
                    path: (0..<generator.below(8)).map { _ in digest(&generator) }))
        }
        #expect(found == "c523213e")
    }
    @Test func `disclosures`() throws {
        let found = try hash(seed: 4) { generator in
            DisclosureFile(
                entries: (0..<generator.below(3)).map { _ in
                    EntryDisclosures(
                        index: EntryIndex(generator.next()),
                        fields: (0..<generator.below(3)).map {
                            FieldDisclosure(
                                position: UInt64($0), salt: Salt(generator.bytes(32))!,
                                name: "field-\(generator.below(10))",
                                value: generator.bytes(generator.below(30)))
                        })
                })
        }
        #expect(found == "540403f2")
    }
    @Test func `lines of manifests and statements`() throws {
        let lines = try hash(seed: 5) { line(&$0) }
        #expect(lines == "dd8a5c43")
        let statements = try hash(seed: 6) { statement(&$0) }
        #expect(statements == "99c687e3")
    }
    @Test func `a whole file`() throws {
        let bytes = try Story().export()
        #expect(suite.hash(bytes).short == "baed8437")
    }
    @Test func `an archive that other programs can open`() throws {
        let bytes = ArchiveWriter.archive([
            ArchiveFile(name: "b.txt", bytes: Array("123456789".utf8)),
            ArchiveFile(name: "a/c", bytes: []),
        ])
        #expect(Checksum.crc32(Array("123456789".utf8)[...]) == 0xcbf4_3926)
        #expect(try ArchiveReader.files(in: bytes).map(\.name) == ["a/c", "b.txt"])
        #expect(
            Hex.encode(bytes.prefix(30))
                == "504b03040a0000000000000021000000000000000000000000000300"
                + "0000")
        #expect(suite.hash(bytes).short == "449b732a")
    }
}
