import CanonicalCoding
import LedgerTypes
import Sealing
import Testing

@testable import Evidence

/// Mutations of the encoding of `evidence.cbor`.
@Suite struct `Mutated encodings` {
    private func form(
        location: SourceLocation = #_sourceLocation, _ change: (inout [UInt8]) throws -> Void
    ) throws {
        try Bench().refusesBytes(.contentForm, location: location, change)
    }

    @Test func `mutation 101: a byte after the content`() throws {
        try form { $0.append(0) }
    }
    @Test func `mutation 102: an indefinite length`() throws {
        try form { bytes in
            bytes[0] = 0x9f
            bytes.append(0xff)
        }
    }
    @Test func `mutation 103: a number that is not shortest`() throws {
        try form { $0.replaceSubrange(1...1, with: [0x18, 0x01]) }
    }
    @Test(arguments: [[0xc1] as [UInt8], [0xd8, 0x40]]) func `mutation 104: a tag`(
        tag: [UInt8]
    ) throws {
        try form { $0.insert(contentsOf: tag, at: 1) }
    }
    @Test func `mutation 105: a map`() throws {
        try form { $0[0] = 0xaa }
    }
    @Test(arguments: [[0x20] as [UInt8], [0xf6], [0xf9, 0, 0], [0xf5]])
    func `mutation 106: a negative number, a null, a float, a truth value`(item: [UInt8]) throws {
        try form { $0.replaceSubrange(1...1, with: item) }
    }
    @Test func `mutation 107: a text that is not UTF-8`() throws {
        let story = try Story()
        let files = try ArchiveReader.files(in: story.export()).map {
            guard $0.name == "seal.cbor" else { return $0 }
            var bytes = $0.bytes
            bytes[bytes.place(of: Array("tally-evidence".utf8))!] = 0xff
            return ArchiveFile(name: $0.name, bytes: bytes)
        }
        #expect(story.verify(ArchiveWriter.archive(files)).code == .sealForm)
    }
    @Test func `mutation 108: deep nesting`() throws {
        try form { $0 = [UInt8](repeating: 0x81, count: 5_000) + [0] }
    }
    @Test(arguments: [0x5b, 0x9b] as [UInt8]) func `mutation 109: a huge length`(
        lead: UInt8
    ) throws {
        try form { $0.replaceSubrange(1...1, with: [lead] + [UInt8](repeating: 0xff, count: 8)) }
    }
    @Test func `mutation 125: another version of the content`() throws {
        try form { $0[1] = 2 }
    }
    @Test func `facts out of order`() throws {
        let bench = try Bench()
        try bench.refuses(.contentOrder) { file in
            file.content.facts.append(bench.story.member)
            file.content.facts.swapAt(0, 1)
            if file.content.facts[0].key.lexicographicallyPrecedes(file.content.facts[1].key) {
                file.content.facts.swapAt(0, 1)
            }
        }
    }
}
