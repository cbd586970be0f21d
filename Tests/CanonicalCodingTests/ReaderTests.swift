import CanonicalCoding
import TestSupport
import Testing

@Suite struct `Canonical reader` {
    /// What the reader alone makes of bytes, without the final comparison.
    static func read(_ bytes: [UInt8]) throws(CodingFault) -> CanonicalValue {
        var reader = CanonicalReader(bytes)
        let value = try CanonicalValue(from: &reader)
        try reader.finish()
        return value
    }

    @Test func `refuses bytes after the end`() {
        #expect(throws: CodingFault.trailingBytes(at: 1)) { try Self.read([0x00, 0x00]) }
        #expect(throws: CodingFault.trailingBytes(at: 3)) { try Self.read([0x82, 1, 2, 3]) }
    }

    @Test func `refuses nothing at all`() {
        #expect(throws: CodingFault.truncated(at: 0)) { try Self.read([]) }
    }

    @Test(
        arguments: [
            [0x61, 0x80], [0x61, 0xff], [0x62, 0xc0, 0x80], [0x62, 0xc3, 0x28],
            [0x63, 0xed, 0xa0, 0x80], [0x63, 0xe0, 0x80, 0x80], [0x64, 0xf4, 0x90, 0x80, 0x80],
            [0x64, 0xf0, 0x80, 0x80, 0x80],
        ] as [[UInt8]])
    func `refuses text that is not well-formed`(bytes: [UInt8]) {
        #expect(throws: CodingFault.malformedText(at: 0)) { try Self.read(bytes) }
    }

    @Test func `keeps texts as they are, composed or not`() throws {
        let composed: [UInt8] = [0x62, 0xc3, 0xbc]
        let decomposed: [UInt8] = [0x63, 0x75, 0xcc, 0x88]
        #expect(try Self.read(composed).canonicalBytes == composed)
        #expect(try Self.read(decomposed).canonicalBytes == decomposed)
        #expect(try Self.read([0x63, 0, 0x0a, 0x7f]).canonicalBytes == [0x63, 0, 0x0a, 0x7f])
    }

    @Test func `takes 64 levels and no more`() throws {
        let depth = Limits.maximumDepth
        #expect(depth == 64)
        let deepest = [UInt8](repeating: 0x81, count: depth - 1) + [0x80]
        #expect(try Self.read(deepest).canonicalBytes == deepest)
        #expect(throws: CodingFault.tooDeep(at: depth)) { try Self.read([0x81] + deepest) }
        let hostile = [UInt8](repeating: 0x81, count: 1_000_000)
        #expect(throws: CodingFault.tooDeep(at: depth)) { try Self.read(hostile) }
    }

    @Test func `leaves a level when an array ends`() throws {
        let wide: [UInt8] = [0x98, 200] + [UInt8](repeating: 0x80, count: 200)
        #expect(try Self.read(wide).canonicalBytes == wide)
    }

    @Test func `refuses counts that the bytes could not hold`() {
        let huge: [UInt8] = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]
        #expect(throws: CodingFault.tooLarge(at: 0)) { try Self.read([0x9b] + huge) }
        #expect(throws: CodingFault.tooLarge(at: 0)) { try Self.read([0x5b] + huge) }
        #expect(throws: CodingFault.tooLarge(at: 0)) { try Self.read([0x7b] + huge) }
        #expect(throws: CodingFault.tooLarge(at: 0)) { try Self.read([0x83, 1, 2]) }
        #expect(throws: CodingFault.truncated(at: 0)) { try Self.read([0x43, 1, 2]) }
    }

    @Test func `keeps to the limit of the reader's caller`() {
        #expect(throws: CodingFault.tooLarge(at: 0)) {
            var reader = CanonicalReader([0x83, 1, 2, 3])
            _ = try reader.array(of: UInt64.self, upTo: 2)
        }
        #expect(throws: CodingFault.invalidValue(at: 1, field: "seat")) {
            var reader = CanonicalReader([9])
            _ = try reader.integer(upTo: 8, field: "seat")
        }
        #expect(throws: CodingFault.invalidValue(at: 3, field: "nonce")) {
            var reader = CanonicalReader([0x42, 1, 2])
            _ = try reader.byteString(count: 3, field: "nonce")
        }
    }

    @Test func `names what it expected`() {
        #expect(throws: CodingFault.unexpectedType(at: 0)) {
            var reader = CanonicalReader([0x60])
            _ = try reader.unsigned()
        }
        #expect(throws: CodingFault.wrongCount(at: 0, expected: 3, found: 2)) {
            var reader = CanonicalReader([0x82, 1, 2])
            try reader.beginArray(count: 3)
        }
        #expect(throws: CodingFault.wrongCount(at: 0, expected: 1, found: 2)) {
            var reader = CanonicalReader([0x82, 1, 2])
            _ = try reader.optional(UInt64.self)
        }
        #expect(throws: CodingFault.invalidValue(at: 1, field: "flag")) {
            var reader = CanonicalReader([2])
            _ = try reader.flag()
        }
        #expect(throws: CodingFault.forbiddenType(at: 0)) {
            var reader = CanonicalReader([0x20])
            _ = try reader.unsigned()
        }
    }

    @Test func `a value that decodes from two forms is refused by the comparison`() {
        #expect(throws: CodingFault.notCanonical) { try Lenient(canonical: [0x01]) }
        #expect(throws: Never.self) { try Lenient(canonical: [0x00]) }
    }

    @Test func `every fault has a code and a description of its own`() {
        let faults: [CodingFault] = [
            .truncated(at: 7), .trailingBytes(at: 7), .notShortest(at: 7), .forbiddenType(at: 7),
            .unexpectedType(at: 7), .malformedText(at: 7),
            .wrongCount(at: 7, expected: 1, found: 2), .tooDeep(at: 7), .tooLarge(at: 7),
            .invalidValue(at: 7, field: "x"), .notCanonical,
        ]
        #expect(faults.map(\.code) == Array(1_101...1_111))
        #expect(Set(faults.map(\.description)).count == faults.count)
    }
}

/// Reads any number as zero: the kind of decoder that the comparison is there for.
private struct Lenient: CanonicalCodable {
    init(from reader: inout CanonicalReader) throws(CodingFault) { _ = try reader.unsigned() }
    func encode(into writer: inout CanonicalWriter) { writer.unsigned(0) }
}
