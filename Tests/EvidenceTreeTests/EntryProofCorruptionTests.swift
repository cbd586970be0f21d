import EvidenceTree
import Sealing
import TestSupport
import Testing

@Suite struct `Corrupted entry proofs` {
    let hasher = TreeHasher(suite: .ed25519SHA256)
    let tree: EntryTree
    static let size: UInt64 = 21

    init() {
        let hasher = TreeHasher(suite: .ed25519SHA256)
        tree = EntryTree(
            hasher: hasher, leafHashes: (0..<Self.size).map { hasher.leaf([UInt8($0)]) })
    }

    func fault(_ proof: InclusionProof, leaf: [UInt8], root: Digest? = nil) -> ProofFault? {
        do {
            try proof.verify(leaf: leaf, root: root ?? tree.root, hasher: hasher)
            return nil
        } catch { return error }
    }

    func proof(_ index: UInt64) -> InclusionProof {
        tree.inclusionProof(index: index, size: Self.size)!
    }

    func changed(_ proof: InclusionProof, path: [Digest]) -> InclusionProof {
        InclusionProof(index: proof.index, size: proof.size, path: path)
    }

    @Test func `truncated`() {
        for index in 0..<Self.size {
            let proof = proof(index)
            for count in 0..<proof.path.count {
                let shorter = changed(proof, path: Array(proof.path.prefix(count)))
                #expect(fault(shorter, leaf: [UInt8(index)]) == .pathTooShort)
                let beheaded = changed(proof, path: Array(proof.path.suffix(count)))
                #expect(fault(beheaded, leaf: [UInt8(index)]) == .pathTooShort)
            }
        }
    }

    @Test func `extended`() {
        for index in 0..<Self.size {
            let proof = proof(index)
            #expect(
                fault(changed(proof, path: proof.path + [tree.root]), leaf: [UInt8(index)])
                    == .pathTooLong)
            #expect(
                fault(changed(proof, path: [tree.root] + proof.path), leaf: [UInt8(index)]) != nil)
        }
    }

    @Test func `reversed`() {
        for index in 0..<Self.size {
            let proof = proof(index)
            #expect(
                fault(changed(proof, path: proof.path.reversed()), leaf: [UInt8(index)])
                    == .wrongRoot)
        }
    }

    @Test func `every single bit of a sibling flipped`() {
        let proof = proof(13)
        for (place, sibling) in proof.path.enumerated() {
            for bit in 0..<256 {
                var bytes = sibling.bytes
                bytes[bit >> 3] ^= 1 << UInt8(bit & 7)
                var path = proof.path
                path[place] = Digest(bytes)!
                #expect(fault(changed(proof, path: path), leaf: [13]) == .wrongRoot)
            }
        }
    }

    @Test func `another index or size`() {
        for index in 0..<Self.size {
            let proof = proof(index)
            for other in 0..<(Self.size + 3) where other != index {
                let moved = InclusionProof(index: other, size: Self.size, path: proof.path)
                #expect(fault(moved, leaf: [UInt8(index)]) != nil)
            }
        }
        let huge = InclusionProof(index: .max, size: .max, path: proof(0).path)
        #expect(fault(huge, leaf: [0]) == .indexBeyondSize)
        let none = InclusionProof(index: 0, size: 0, path: [])
        #expect(fault(none, leaf: [0], root: hasher.emptyRoot) == .emptyTree)
        let vast = InclusionProof(index: 0, size: .max, path: proof(0).path)
        #expect(fault(vast, leaf: [0]) == .pathTooShort)
    }

    @Test func `an inner node presented as a leaf`() {
        let left = hasher.leaf([0])
        let right = hasher.leaf([1])
        let inner = hasher.node(left, right)
        let path = Array(proof(0).path.dropFirst())
        // Its hash would fit a tree of half the size, but the leaf's own prefix forbids it.
        let small = EntryTree(hasher: hasher, leafHashes: [left, right, hasher.leaf([2])])
        let forged = InclusionProof(index: 0, size: 2, path: [hasher.leaf([2])])
        #expect(fault(forged, leaf: left.bytes + right.bytes, root: small.root) == .wrongRoot)
        #expect(fault(forged, leaf: [1] + left.bytes + right.bytes, root: small.root) == .wrongRoot)
        #expect(fault(changed(proof(0), path: path), leaf: inner.bytes) == .pathTooShort)
    }

    @Test func `the last leaf doubled`() {
        // CVE-2012-2459: a tree that repeats its last leaf must not have the same root.
        var doubled = tree
        doubled.append(hasher.leaf([UInt8(Self.size - 1)]))
        #expect(doubled.root != tree.root)
    }

    @Test func `inclusion in an older root`() {
        for older in 1..<Self.size {
            let root = tree.root(size: older)!
            #expect(fault(proof(0), leaf: [0], root: root) == .wrongRoot)
        }
    }

    @Test func `consistency with anything changed`() throws {
        for from in 1..<Self.size {
            let proof = tree.consistencyProof(from: from, to: Self.size)!
            let older = tree.root(size: from)!
            func fault(
                _ path: [Digest], from: UInt64, to: UInt64 = Self.size,
                older olderRoot: Digest? = nil, newer: Digest? = nil
            ) -> ProofFault? {
                do {
                    try ConsistencyProof(from: from, to: to, path: path).verify(
                        olderRoot: olderRoot ?? older, newerRoot: newer ?? tree.root, hasher: hasher
                    )
                    return nil
                } catch { return error }
            }
            #expect(fault(proof.path, from: from) == nil)
            #expect(fault([], from: from) == .pathTooShort)
            #expect(fault(Array(proof.path.dropLast()), from: from) == .pathTooShort)
            #expect(fault(proof.path + [older], from: from) == .pathTooLong)
            #expect(fault(proof.path, from: 0) == .emptyTree)
            #expect(fault(proof.path, from: Self.size, to: from) == .sizesReversed)
            #expect(fault(proof.path, from: from, older: tree.root, newer: older) != nil)
            #expect(fault(proof.path, from: from, older: hasher.emptyRoot) != nil)
            #expect(fault(proof.path, from: from, newer: older) == .wrongRoot)
            for place in proof.path.indices {
                var path = proof.path
                path[place] = hasher.leaf([0xff])
                #expect(fault(path, from: from) != nil)
            }
        }
        let equal = ConsistencyProof(from: 3, to: 3, path: [])
        #expect(throws: ProofFault.wrongRoot) {
            try equal.verify(
                olderRoot: tree.root, newerRoot: hasher.emptyRoot, hasher: hasher)
        }
    }

    @Test func `an older root that the newer tree does not begin with`() {
        // A full subtree older than a split history: the newer root fits, the older one does not.
        let proof = tree.consistencyProof(from: 13, to: Self.size)!
        #expect(throws: ProofFault.wrongOlderRoot) {
            try proof.verify(
                olderRoot: hasher.leaf([9]), newerRoot: tree.root, hasher: hasher)
        }
    }
}
