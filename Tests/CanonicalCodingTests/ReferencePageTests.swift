import CanonicalCoding
import Sealing
import TestSupport
import Testing

@Suite struct `Page on coding` {
    @Test func `its accepted vectors are what their values give`() throws {
        func optional(_ value: UInt64?) -> [UInt8] {
            var writer = CanonicalWriter()
            writer.optional(value)
            return writer.bytes
        }
        func flag(_ value: Bool) -> [UInt8] {
            var writer = CanonicalWriter()
            writer.flag(value)
            return writer.bytes
        }
        let nested = CanonicalValue.array([
            .unsigned(1), .array([.unsigned(2), .bytes([])]), .text("x"),
        ])
        let known: [String: [UInt8]] = [
            "zero": UInt64(0).canonicalBytes, "twenty-three": UInt64(23).canonicalBytes,
            "twenty-four": UInt64(24).canonicalBytes, "largest": UInt64.max.canonicalBytes,
            "bytes": ByteString([0, 255]).canonicalBytes, "text": "契 tally".canonicalBytes,
            "array": nested.canonicalBytes, "signed-minus-one": Int64(-1).canonicalBytes,
            "signed-largest": Int64.max.canonicalBytes,
            "signed-smallest": Int64.min.canonicalBytes, "no-value": optional(nil),
            "some-seven": optional(7), "false": flag(false), "true": flag(true),
        ]
        let vectors = try ReferencePage.vectors("coding", block: 0)
        #expect(vectors.count == known.count)
        for (name, hex) in vectors {
            #expect(known[name].map { Hex.encode($0) } == hex, "\(name)")
            let bytes = try #require(Hex.decode(hex))
            #expect(try CanonicalValue(canonical: bytes).canonicalBytes == bytes)
        }
        let digest = CryptoSuite.ed25519SHA256.digest(
            DigestDomain("tally/header/v1"),
            of: CanonicalValue.array([.unsigned(1), .unsigned(2), .unsigned(3)]))
        #expect(try ReferencePage.vectors("coding", block: 1)[0].hex == digest.description)
    }

    @Test func `its refused vectors have the codes of the page`() throws {
        let codes: [String: UInt64] = [
            "bytes-cut-off": 1_101, "trailing": 1_102, "not-shortest": 1_103, "indefinite": 1_104,
            "negative": 1_104, "map": 1_104, "tag": 1_104, "float": 1_104, "null": 1_104,
            "bad-text": 1_106, "too-deep": 1_108, "count-beyond-the-bytes": 1_109,
            "elements-cut-off": 1_109,
        ]
        let vectors = try ReferencePage.vectors("coding", block: 2)
        #expect(vectors.count == codes.count)
        for (name, hex) in vectors {
            let bytes = try #require(Hex.decode(hex))
            var code: UInt64?
            do { _ = try CanonicalValue(canonical: bytes) } catch { code = error.code }
            #expect(code == codes[name], "\(name)")
        }
    }
}
