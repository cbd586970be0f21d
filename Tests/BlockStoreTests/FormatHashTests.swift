import CanonicalCoding
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import BlockStore

/// The hash of 4,096 seeded encodings of each type: any change of a format shows here.
@Suite struct `Formats of the store` {
    func formatHash<Value: CanonicalCodable & Equatable>(
        _ make: (inout SeededGenerator) -> Value
    ) throws -> String {
        var generator = SeededGenerator(seed: 4_096)
        let hash = IncrementalHash(ChainMaker.suite)
        for _ in 0..<4_096 {
            let value = make(&generator)
            #expect(try Value(canonical: value.canonicalBytes) == value)
            hash.update(value.canonicalBytes)
        }
        return hash.finish().short
    }

    func number(_ generator: inout SeededGenerator) -> UInt64 {
        generator.next() >> UInt64(generator.below(64))
    }

    @Test func `description of a segment`() throws {
        let hash = try formatHash { generator in
            SegmentDescription(
                chain: ChainID(Digest(generator.bytes(32))!), number: number(&generator),
                firstHeight: Height(number(&generator)))
        }
        #expect(hash == "f3203387")
    }

    @Test func `seal`() throws {
        let hash = try formatHash { generator in
            var offsets: [Int] = []
            for _ in 0...generator.below(6) {
                offsets.append((offsets.last ?? 90) + 1 + generator.below(10_000))
            }
            return SegmentSeal(
                number: number(&generator), firstHeight: Height(number(&generator)),
                size: offsets[offsets.count - 1] + 1 + generator.below(999),
                digest: Digest(generator.bytes(32))!, offsets: offsets)
        }
        #expect(hash == "df647de2")
    }

    @Test func `record of the vote log`() throws {
        let hash = try formatHash { generator in
            let height = Height(number(&generator))
            return VoteLog.Record(
                height: height, payload: generator.bytes(generator.below(30)))
        }
        #expect(hash == "e2523cbe")
    }

    @Test func `entry of the signer register`() throws {
        let hash = try formatHash { generator in
            let position = SignerPosition(
                height: Height(number(&generator)), round: Round(number(&generator)),
                step: SignedStep.allCases[generator.below(4)])
            return SignerRegister.Entry(
                position: position, message: Digest(generator.bytes(32))!,
                signature: Signature(generator.bytes(64)))
        }
        #expect(hash == "2570207d")
    }

    @Test func `a frame`() throws {
        // The salt is random in files; a file that is read has the salt of its bytes.
        let salt = [UInt8](0..<16)
        var file = FramedFile(kind: "tally/test/v1")
        let line = Array("tally/test/v1\n".utf8)
        _ = file.image(description: [1])
        let key = SecretBytes(salt)
        let checksum = KeyedHash.blake2b(
            [0, 0, 0, 0, 0, 0, 0, 30, 0, 0, 0, 1, 7], key: key, count: 8)
        let frame = FramedFile.marker + [0, 0, 0, 1] + checksum + [7]
        let bytes = line + salt + frame
        let opened = try FramedFile.open(bytes, kind: "tally/test/v1", path: "x")
        #expect(opened.description == [7] && opened.file.bodyStart == 47)
        #expect(Hex.encode(checksum) == "2f992848f10f15cf")
    }
}
