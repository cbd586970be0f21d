import CanonicalCoding
import Sealing
import TestSupport
import Testing

@testable import EvidenceTree

@Suite struct `State proofs` {
    let suite = CryptoSuite.ed25519SHA256
    let map: StateMap
    static let count = 64

    init() {
        map = StateMap(suite: .ed25519SHA256).applying(
            (0..<Self.count).map { StateWrite(key: Self.key($0), value: [UInt8($0)]) })
    }

    static func key(_ number: Int) -> [UInt8] { Array("subject/\(number)".utf8) }

    func fault(
        _ proof: StateProof, _ number: Int, value: [UInt8]?, root: Digest? = nil
    ) -> ProofFault? {
        do {
            try proof.verify(
                root: root ?? map.root, key: Self.key(number), value: value, suite: suite)
            return nil
        } catch { return error }
    }

    @Test func `hold for every key, present or absent, in maps of every size`() throws {
        var map = StateMap(suite: suite)
        for size in 0..<40 {
            for number in 0..<44 {
                let proof = map.prove(Self.key(number))
                let decoded = try StateProof(canonical: proof.canonicalBytes)
                #expect(decoded == proof)
                let value: [UInt8]? = number < size ? [UInt8(number)] : nil
                #expect(fault(proof, number, value: value, root: map.root) == nil)
                let other: [UInt8]? = value == nil ? [1] : nil
                let wrong: ProofFault = value == nil ? .absent : .wrongValue
                #expect(fault(proof, number, value: other, root: map.root) == wrong)
            }
            map = map.setting(Self.key(size), to: [UInt8(size)])
        }
    }

    @Test func `both kinds of absence occur`() {
        let proofs = (0..<400).map { map.prove(Self.key(Self.count + $0)) }
        let empty = proofs.filter { $0.end == .empty }.count
        #expect(empty > 10 && empty < 390)
    }

    @Test func `the finding names the digest of the value`() throws {
        let finding = try map.prove(Self.key(3)).verify(
            root: map.root, key: Self.key(3), suite: suite)
        #expect(finding == .present(valueDigest: StateHasher(suite: suite).value([3])))
    }

    @Test func `the wrong key's proof`() {
        for number in 1..<Self.count {
            #expect(fault(map.prove(Self.key(0)), number, value: [0]) != nil)
            #expect(fault(map.prove(Self.key(0)), number, value: nil) != nil)
            #expect(fault(map.prove(Self.key(0)), number, value: [UInt8(number)]) != nil)
        }
    }

    @Test func `absence of a key that is present`() {
        let proof = map.prove(Self.key(5))
        let hidden = StateProof(end: .empty, bitmap: proof.bitmap, siblings: proof.siblings)
        #expect(fault(hidden, 5, value: nil) == .wrongRoot)
        for number in 0..<Self.count where number != 5 {
            let other = map.prove(Self.key(number))
            guard case .value(let digest) = other.end else { continue }
            let keyDigest = suite.digest(DigestDomain("tally/state-key/v1"), Self.key(number))
            let end = StateProof.End.neighbour(keyDigest: keyDigest, valueDigest: digest)
            let forged = StateProof(end: end, bitmap: other.bitmap, siblings: other.siblings)
            #expect(fault(forged, 5, value: nil) == .neighbourElsewhere)
            let here = StateProof(end: end, bitmap: proof.bitmap, siblings: proof.siblings)
            #expect(fault(here, 5, value: nil) != nil)
        }
    }

    @Test func `the key as its own neighbour`() {
        let proof = map.prove(Self.key(5))
        let end = StateProof.End.neighbour(
            keyDigest: suite.digest(DigestDomain("tally/state-key/v1"), Self.key(5)),
            valueDigest: StateHasher(suite: suite).value([5]))
        let forged = StateProof(end: end, bitmap: proof.bitmap, siblings: proof.siblings)
        #expect(fault(forged, 5, value: nil) == .neighbourIsKey)
    }

    @Test func `a leaf presented as an inner node, and an inner node as a leaf`() {
        let single = StateMap(suite: suite).setting(Self.key(1), to: [1])
        let pair = single.setting(Self.key(2), to: [2])
        let proof = pair.prove(Self.key(1))
        // The branch of both leaves, claimed to be one leaf of the digests of its halves.
        let sibling = proof.siblings[0]
        let forged = StateProof(
            end: .neighbour(keyDigest: single.root, valueDigest: sibling), bitmap: [], siblings: [])
        #expect(fault(forged, 1, value: nil, root: pair.root) == .wrongRoot)
        // The only leaf, claimed to be a branch over the digests that it binds.
        let keyDigest = suite.digest(DigestDomain("tally/state-key/v1"), Self.key(1))
        for end in [StateProof.End.empty, .value(digest: keyDigest)] {
            let inner = StateProof(
                end: end, bitmap: [0x80], siblings: [StateHasher(suite: suite).value([1])])
            #expect(fault(inner, 1, value: nil, root: single.root) == .wrongRoot)
        }
    }

    @Test func `an empty node forged`() {
        let empty = StateMap(suite: suite)
        let proof = map.prove(Self.key(5))
        let padded = StateProof(
            end: proof.end, bitmap: proof.bitmap + [0x80], siblings: proof.siblings + [empty.root])
        #expect(fault(padded, 5, value: [5]) == .emptySibling)
        let none = StateProof(end: .empty, bitmap: [], siblings: [])
        #expect(fault(none, 5, value: nil) == .wrongRoot)
        #expect(fault(none, 5, value: nil, root: empty.root) == nil)
    }

    @Test func `a bitmap with a sibling too many or too few`() {
        let proof = map.prove(Self.key(5))
        for bit in 0..<256 {
            var bitmap = proof.bitmap + [UInt8](repeating: 0, count: 32 - proof.bitmap.count)
            bitmap[bit >> 3] ^= 0x80 >> UInt8(bit & 7)
            while bitmap.last == 0 { bitmap.removeLast() }
            let changed = StateProof(end: proof.end, bitmap: bitmap, siblings: proof.siblings)
            #expect(fault(changed, 5, value: [5]) == .siblingCount)
            var siblings = proof.siblings
            if bitmap.reduce(0, { $0 + $1.nonzeroBitCount }) > siblings.count {
                siblings.append(siblings[0])
            } else {
                siblings.removeLast()
            }
            let fitted = StateProof(end: proof.end, bitmap: bitmap, siblings: siblings)
            #expect(fault(fitted, 5, value: [5]) == .wrongRoot)
        }
        let zeroes = StateProof(
            end: proof.end, bitmap: proof.bitmap + [0], siblings: proof.siblings)
        #expect(fault(zeroes, 5, value: [5]) == .siblingCount)
        #expect((try? StateProof(canonical: zeroes.canonicalBytes)) == nil)
    }

    @Test func `siblings truncated, extended, reversed or flipped`() {
        let proof = map.prove(Self.key(5))
        func changed(_ siblings: [Digest]) -> StateProof {
            StateProof(end: proof.end, bitmap: proof.bitmap, siblings: siblings)
        }
        let siblings = proof.siblings
        #expect(fault(changed(Array(siblings.dropLast())), 5, value: [5]) == .siblingCount)
        #expect(fault(changed(siblings + [siblings[0]]), 5, value: [5]) == .siblingCount)
        #expect(fault(changed(siblings.reversed()), 5, value: [5]) == .wrongRoot)
        for place in siblings.indices {
            for bit in stride(from: 0, to: 256, by: 5) {
                var bytes = siblings[place].bytes
                bytes[bit >> 3] ^= 1 << UInt8(bit & 7)
                var flipped = siblings
                flipped[place] = Digest(bytes)!
                #expect(fault(changed(flipped), 5, value: [5]) == .wrongRoot)
            }
        }
    }

    @Test func `inclusion of an older root`() {
        let later = map.setting(Self.key(5), to: [99])
        #expect(fault(map.prove(Self.key(5)), 5, value: [5], root: later.root) == .wrongRoot)
        #expect(fault(later.prove(Self.key(5)), 5, value: [99]) == .wrongRoot)
    }

    @Test func `no single change of the bytes gives a second proof`() {
        for number in [5, 70, 71, 72, 73, 74] {
            let proof = map.prove(Self.key(number))
            let bytes = proof.canonicalBytes
            for bit in 0..<(bytes.count * 8) {
                var changed = bytes
                changed[bit >> 3] ^= 1 << UInt8(bit & 7)
                guard let other = try? StateProof(canonical: changed) else { continue }
                let found = try? other.verify(
                    root: map.root, key: Self.key(number), suite: suite)
                #expect(found == nil)
            }
        }
    }
}
