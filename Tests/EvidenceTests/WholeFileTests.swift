import CanonicalCoding
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Evidence

/// All single changes of a whole file.
@Suite struct `A whole file` {
    /// The smallest file that shows everything: one entry with a field.
    private func small() throws -> Story {
        var chain = try TestChain()
        chain.record(.recordConsent, heads: [Story.subject], fields: Array(Story.fields.prefix(1)))
        chain.close()
        var story = Story(chain: chain, isTold: true)
        story.order = ExportOrder(
            subject: Story.subject, exporter: MemberID(unchecked: "anhe"),
            disclosures: [
                EntryDisclosures(index: EntryIndex(0), fields: Array(Story.fields.prefix(1)))
            ])
        return story
    }

    @Test func `every byte counts`() throws {
        let story = try small()
        let bytes = try story.export()
        var generator = SeededGenerator(seed: 41)
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= UInt8(1 + generator.below(255))
            let report = story.verify(changed)
            #expect(report.verdict == .totalFailed, "byte \(place)")
        }
    }
    @Test func `every truncation is refused`() throws {
        let story = try small()
        let bytes = try story.export()
        for count in bytes.indices {
            #expect(story.verify(Array(bytes[..<count])).verdict == .totalFailed, "\(count) bytes")
        }
    }
    @Test func `every byte of the content counts, even to the exporter`() throws {
        let story = try small()
        let files = try story.file.files
        let place = files.firstIndex { $0.name == "evidence.cbor" }!
        var generator = SeededGenerator(seed: 42)
        for offset in files[place].bytes.indices {
            var changed = files
            var bytes = files[place].bytes
            bytes[offset] ^= UInt8(1) << UInt8(generator.below(8))
            changed[place] = ArchiveFile(name: "evidence.cbor", bytes: bytes)
            let report = story.verify(story.sealed(files: changed))
            #expect(report.verdict == .totalFailed, "byte \(offset)")
        }
    }
    @Test func `parts of two files that hold cannot be mixed`() throws {
        let (story, other) = (try Story(), Story(chain: try TestChain(salt: 3)))
        let mine = try story.content()
        let theirs = try other.content()
        let mixes: [(inout EvidenceContent) -> Void] = [
            { $0.genesis = theirs.genesis }, { $0.block = theirs.block },
            { $0.block.certificate = theirs.block.certificate },
            { $0.assetIndex.proof = theirs.assetIndex.proof }, { $0.heads = theirs.heads },
            { $0.entries = theirs.entries }, { $0.facts = theirs.facts },
            { $0.blocks = theirs.blocks },
        ]
        for (place, mix) in mixes.enumerated() {
            var content = mine
            mix(&content)
            let file = EvidenceFile(content: content)
            #expect(story.verify(story.sealed(file)).verdict == .totalFailed, "mix \(place)")
        }
    }
    @Test func `bytes that are no archive are refused`() throws {
        let story = try Story()
        var generator = SeededGenerator(seed: 43)
        for _ in 0..<200 {
            let bytes = generator.bytes(generator.below(300))
            #expect(story.verify(bytes).code == .archiveStructure)
        }
    }
}
