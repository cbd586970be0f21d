import CanonicalCoding
import Sealing
import TestSupport
import Testing

@Suite struct `Canonical round trips` {
    static func value(_ generator: inout SeededGenerator, depth: Int = 0) -> CanonicalValue {
        switch generator.below(depth < 4 ? 4 : 3) {
        case 0: return .unsigned(generator.next() >> UInt64(generator.below(64)))
        case 1: return .bytes(generator.bytes(generator.below(30)))
        case 2:
            let scalars = ["a", "z", "\u{0}", "é", "e\u{301}", "契", "\u{1F9EC}", "\u{202E}"]
            let parts = (0..<generator.below(12)).map { _ in scalars[generator.below(8)] }
            return .text(parts.joined())
        default:
            return .array((0..<generator.below(6)).map { _ in value(&generator, depth: depth + 1) })
        }
    }

    @Test func `decode what was encoded, for seeded values`() throws {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<4_000 {
            let value = Self.value(&generator)
            let bytes = value.canonicalBytes
            #expect(try CanonicalValue(canonical: bytes).canonicalBytes == bytes)
        }
    }

    @Test func `random bytes never crash, and what is read has no second form`() throws {
        var generator = SeededGenerator(seed: 2)
        var accepted = 0
        for _ in 0..<100_000 {
            let bytes = Self.hostile(&generator)
            guard let value = try? `Canonical reader`.read(bytes) else { continue }
            accepted += 1
            #expect(value.canonicalBytes == bytes)
        }
        #expect(accepted == 2_867)
    }

    /// Bytes that often look like items: heads of the four types, small numbers, noise.
    private static func hostile(_ generator: inout SeededGenerator) -> [UInt8] {
        (0..<generator.below(24)).map { _ in
            let noise = generator.next()
            return noise & 3 == 0
                ? UInt8(truncatingIfNeeded: noise >> 8)
                : [0x00, 0x40, 0x60, 0x80][Int(noise >> 2 & 3)] | UInt8(noise >> 8 & 3)
        }
    }

    @Test func `every truncation fails`() {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<300 {
            let bytes = Self.value(&generator).canonicalBytes
            for count in 0..<bytes.count {
                #expect((try? `Canonical reader`.read(Array(bytes.prefix(count)))) == nil)
            }
        }
    }

    @Test func `every flipped bit fails or gives another value with its own form`() {
        var generator = SeededGenerator(seed: 4)
        var kept = 0
        for _ in 0..<120 {
            let value = Self.value(&generator)
            let bytes = value.canonicalBytes
            for bit in 0..<(bytes.count * 8) {
                var flipped = bytes
                flipped[bit >> 3] ^= 1 << UInt8(bit & 7)
                guard let other = try? `Canonical reader`.read(flipped) else { continue }
                kept += 1
                #expect(other.canonicalBytes == flipped)
            }
        }
        #expect(kept > 1_000)
    }

    @Test func `signed numbers are zigzag`() throws {
        let pairs: [(Int64, [UInt8])] = [
            (0, [0]), (-1, [1]), (1, [2]), (-2, [3]), (-12, [23]), (12, [24, 24]),
            (.max, [0x1b] + [UInt8](repeating: 0xff, count: 7) + [0xfe]),
            (.min, [0x1b] + [UInt8](repeating: 0xff, count: 8)),
        ]
        for (value, bytes) in pairs {
            #expect(value.canonicalBytes == bytes)
            #expect(try Int64(canonical: bytes) == value)
        }
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<2_000 {
            let value = Int64(bitPattern: generator.next()) >> Int64(generator.below(64))
            #expect(try Int64(canonical: value.canonicalBytes) == value)
        }
    }

    @Test func `optionals are arrays of none or one`() throws {
        var writer = CanonicalWriter()
        writer.optional(nil as UInt64?)
        writer.optional(UInt64(7))
        #expect(writer.bytes == [0x80, 0x81, 7])
        var reader = CanonicalReader(writer.bytes)
        #expect(try reader.optional(UInt64.self) == nil)
        #expect(try reader.optional(UInt64.self) == 7)
        try reader.finish()
    }

    @Test func `boundaries of lengths take the next width`() throws {
        for count in [0, 23, 24, 255, 256, 65_535, 65_536] {
            let value = CanonicalValue.bytes([UInt8](repeating: 1, count: count))
            let head = count < 24 ? 1 : count < 256 ? 2 : count < 65_536 ? 3 : 5
            #expect(value.canonicalBytes.count == head + count)
            #expect(try CanonicalValue(canonical: value.canonicalBytes) == value)
        }
    }

    @Test func `the format stays`() {
        var generator = SeededGenerator(seed: 4_096)
        let hash = IncrementalHash(.ed25519SHA256)
        for _ in 0..<4_096 { hash.update(Self.value(&generator).canonicalBytes) }
        #expect(hash.finish().short == "fe25cb1f")
    }
}
