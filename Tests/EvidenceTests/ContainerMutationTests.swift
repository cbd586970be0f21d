import CanonicalCoding
import LedgerTypes
import Sealing
import Testing

@testable import Evidence

/// Mutations of the archive and its seal.
@Suite struct `Mutated containers` {
    private func archive(
        _ code: CheckCode, location: SourceLocation = #_sourceLocation,
        _ change: (inout [UInt8]) throws -> Void
    ) throws {
        try Bench().refusesArchive(code, location: location, change)
    }

    /// The place of the first central header.
    private func central(_ bytes: [UInt8]) -> Int { bytes.place(of: [0x50, 0x4b, 1, 2])! }

    @Test func `mutation 101: a byte after the archive`() throws {
        try archive(.archiveCanonical) { $0.append(0) }
    }
    @Test func `mutation 110: a compression method`() throws {
        try archive(.archiveFields) { $0[8] = 8 }
    }
    @Test func `mutation 111: a name twice`() throws {
        let story = try Story()
        let files = try story.file.files
        let bytes = ArchiveWriter.archive(
            files + files.filter { $0.name == "evidence.cbor" }
                + [ArchiveFile(name: "seal.cbor", bytes: [])])
        #expect(story.verify(bytes).code == .archiveOrder)
    }
    @Test(arguments: [
        "Disclosures.cbor", "../closures.cbor", "/isclosures.cbor", "d\\sclosures.cbor",
    ])
    func `mutations 112 and 113: a name that is not admitted`(name: String) throws {
        try archive(.archiveNames) { bytes in
            let old = Array("disclosures.cbor".utf8)
            for start in [0, central(bytes)] {
                let place = bytes.place(of: old, from: start)!
                bytes.replaceSubrange(place..<place + old.count, with: Array(name.utf8))
            }
        }
    }
    @Test func `mutation 113: bits of a symbolic link`() throws {
        try archive(.archiveCanonical) { $0[central($0) + 41] = 0xa1 }
    }
    @Test(arguments: [10, 16, 20, 24, 28, 46])
    func `mutation 114: a central header that differs from the local one`(place: Int) throws {
        try archive(.archiveCanonical) { $0[central($0) + place] ^= 1 }
    }
    @Test func `mutation 115: bytes before the archive`() throws {
        try archive(.archiveStructure) { $0.insert(0, at: 0) }
    }
    @Test func `mutation 115: two archives in a row`() throws {
        try archive(.archiveCanonical) { $0 += $0 }
    }
    @Test func `mutation 116: a comment`() throws {
        try archive(.archiveCanonical) {
            $0[$0.count - 2] = 1
            $0.append(0x41)
        }
    }
    @Test func `mutation 116: an extra field`() throws {
        try archive(.archiveFields) { bytes in
            bytes[28] = 4
            bytes.insert(contentsOf: [1, 0, 0, 0], at: 30 + Int(bytes[26]))
        }
    }
    @Test func `mutation 117: a descriptor after the data`() throws {
        try archive(.archiveFields) { $0[6] = 8 }
    }
    @Test func `mutation 118: a size beyond the bytes`() throws {
        try archive(.archiveStructure) { bytes in
            for place in [18, 19, 20, 21, 22, 23, 24, 25] { bytes[place] = 0xff }
        }
    }
    @Test func `mutation 118: more files than any export has`() throws {
        let files = (0..<600).map { ArchiveFile(name: "exhibits/\($0)", bytes: []) }
        #expect(try Story().verify(ArchiveWriter.archive(files)).code == .archiveSize)
    }
    @Test func `a checksum that differs`() throws {
        try archive(.archiveChecksums) { $0[14] ^= 1 }
    }
    @Test func `mutation 119: a file that is not listed`() throws {
        let story = try Story()
        let files = try story.file.files
        let listed = files.map { ManifestLine($0, suite: suite) }
        let extra = ArchiveFile(name: "exhibits/02-more.txt", bytes: [1])
        #expect(
            story.verify(story.sealed(files: files + [extra], manifest: listed)).code
                == .everyFileListed)
    }
    @Test func `mutation 120: a listed file that is missing`() throws {
        let story = try Story()
        let files = try story.file.files
        let listed = files.map { ManifestLine($0, suite: suite) }
        let kept = files.filter { $0.name != "disclosures.cbor" }
        #expect(story.verify(story.sealed(files: kept, manifest: listed)).code == .everyLinePresent)
    }
    @Test(arguments: ["evidence.cbor", "seal.cbor"])
    func `a file without which nothing can be checked`(name: String) throws {
        let story = try Story()
        let files = try ArchiveReader.files(in: story.export()).filter { $0.name != name }
        #expect(story.verify(ArchiveWriter.archive(files)).code == .requiredFiles)
    }
    @Test func `mutation 121: another size in the manifest`() throws {
        let story = try Story()
        let files = try story.file.files
        var listed = files.map { ManifestLine($0, suite: suite) }
        listed[2].size += 1
        #expect(story.verify(story.sealed(files: files, manifest: listed)).code == .listedSizes)
    }
    @Test func `mutation 122: an exhibit that no entry records`() throws {
        try Bench().refuses(.exhibitsAnchored) {
            $0.exhibits[0] = ArchiveFile(name: $0.exhibits[0].name, bytes: [1, 2, 3])
        }
    }
    @Test func `mutations 123 and 124: an edited report`() throws {
        let story = try Story()
        var order = Story.order
        order.includesReport = true
        let bytes = try story.export(order)
        #expect(story.verify(bytes).verdict == .totalPassed)
        let files = try ArchiveReader.files(in: bytes).map {
            guard $0.name == "report.zh.html" else { return $0 }
            return ArchiveFile(name: $0.name, bytes: $0.bytes + Array("<script></script>".utf8))
        }
        #expect(story.verify(ArchiveWriter.archive(files)).code == .listedSizes)
    }
    @Test func `mutation 125: another version of the seal`() throws {
        let story = try Story()
        let files = try ArchiveReader.files(in: story.export()).map {
            guard $0.name == "seal.cbor" else { return $0 }
            return ArchiveFile(name: $0.name, bytes: [$0.bytes[0], 0] + $0.bytes.dropFirst(2))
        }
        #expect(story.verify(ArchiveWriter.archive(files)).code == .sealForm)
    }
    @Test(arguments: ["extension.cbor", "exhibits/1-short", "meta-inf/manifest.xml"])
    func `mutation 126: a part that this version does not know`(name: String) throws {
        let story = try Story()
        let files = try story.file.files + [ArchiveFile(name: name, bytes: [1])]
        #expect(story.verify(story.sealed(files: files)).code == .knownFiles)
    }

    @Test func `a seal by a key of the forger's own`() throws {
        let story = try Story()
        let bytes = story.sealed(files: try story.file.files, key: try TestChain.key(9, 9))
        #expect(story.verify(bytes).code == .exporterSignature)
    }
    @Test func `a seal by another member's key`() throws {
        let story = try Story()
        let bytes = story.sealed(files: try story.file.files, key: story.chain.gatewayKeys[1])
        #expect(story.verify(bytes).code == .exporterSignature)
    }
    @Test func `a seal that brings its own record of the exporter`() throws {
        let story = try Story()
        let key = try TestChain.key(9, 9)
        var member = story.member
        var record = try StandInMember(canonical: member.value!)
        record.facts.gatewayKey = key.verifyingKey
        member.value = record.canonicalBytes
        let bytes = story.sealed(files: try story.file.files, member: member, key: key)
        #expect(story.verify(bytes).code == .exporterRecord)
    }
    @Test func `a statement about another height`() throws {
        let story = try Story()
        var statement = story.statement
        statement.height = statement.height.next
        let bytes = story.sealed(files: try story.file.files, statement: statement)
        #expect(story.verify(bytes).code == .exportStatement)
    }
    @Test func `a statement about another subject`() throws {
        let story = try Story()
        var statement = story.statement
        statement.subject = Story.other
        let bytes = story.sealed(files: try story.file.files, statement: statement)
        #expect(story.verify(bytes).code == .exportStatement)
    }
}
