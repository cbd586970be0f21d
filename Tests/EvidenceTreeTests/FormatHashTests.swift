import CanonicalCoding
import EvidenceTree
import Sealing
import TestSupport
import Testing

/// The hash of 4,096 seeded encodings of each type: any change of a format shows here.
@Suite struct `Formats of trees and proofs` {
    let suite = CryptoSuite.ed25519SHA256

    func formatHash<Value: CanonicalCodable & Equatable>(
        _ make: (inout SeededGenerator) -> Value
    ) throws -> String {
        var generator = SeededGenerator(seed: 4_096)
        let hash = IncrementalHash(suite)
        for _ in 0..<4_096 {
            let value = make(&generator)
            let bytes = value.canonicalBytes
            #expect(try Value(canonical: bytes) == value)
            hash.update(bytes)
        }
        return hash.finish().short
    }

    func digests(_ generator: inout SeededGenerator, upTo count: Int) -> [Digest] {
        (0..<generator.below(count)).map { _ in Digest(generator.bytes(32))! }
    }

    @Test func `inclusion proof`() throws {
        let hash = try formatHash { generator in
            InclusionProof(
                index: generator.next() >> UInt64(generator.below(64)), size: generator.next(),
                path: digests(&generator, upTo: 5))
        }
        #expect(hash == "e30220f1")
    }

    @Test func `consistency proof`() throws {
        let hash = try formatHash { generator in
            ConsistencyProof(
                from: generator.next() >> UInt64(generator.below(64)), to: generator.next(),
                path: digests(&generator, upTo: 6))
        }
        #expect(hash == "ed2bbc17")
    }

    @Test func `frontier`() throws {
        var frontier = TreeFrontier(suite: suite)
        let hash = try formatHash { generator in
            frontier.append(Digest(generator.bytes(32))!)
            return frontier
        }
        #expect(hash == "1823f552")
    }

    @Test func `state proof`() throws {
        let hash = try formatHash { generator in
            let siblings = digests(&generator, upTo: 8)
            let end: StateProof.End =
                switch generator.below(3) {
                case 0: .empty
                case 1: .value(digest: Digest(generator.bytes(32))!)
                default:
                    .neighbour(
                        keyDigest: Digest(generator.bytes(32))!,
                        valueDigest: Digest(generator.bytes(32))!)
                }
            let bitmap = siblings.isEmpty ? [] : [UInt8(0xff << (8 - siblings.count) & 0xff)]
            return StateProof(end: end, bitmap: bitmap, siblings: siblings)
        }
        #expect(hash == "1da665ab")
    }
}
