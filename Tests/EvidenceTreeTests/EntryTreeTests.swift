import EvidenceTree
import Sealing
import TestSupport
import Testing

@Suite struct `Tree of entries` {
    let suite = CryptoSuite.ed25519SHA256
    let hasher = TreeHasher(suite: .ed25519SHA256)
    static let largest = 64

    func leaves(seed: UInt64, count: Int) -> [[UInt8]] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in generator.bytes(generator.below(40)) }
    }

    @Test func `has the roots of the definition for all sizes up to 64`() {
        let leaves = leaves(seed: 1, count: Self.largest)
        let naive = NaiveTree(leaves: leaves)
        var tree = EntryTree(suite: suite)
        var frontier = TreeFrontier(suite: suite)
        for size in 0...leaves.count {
            let expected = naive.root(0..<size)
            #expect(tree.root == expected)
            #expect(frontier.root == expected)
            #expect(frontier.count == UInt64(size) && tree.count == UInt64(size))
            if size < leaves.count {
                tree.append(hasher.leaf(leaves[size]))
                frontier.append(hasher.leaf(leaves[size]))
            }
        }
        for size in 0...leaves.count {
            #expect(tree.root(size: UInt64(size)) == naive.root(0..<size))
        }
        #expect(tree.root(size: 65) == nil)
    }

    @Test func `proves every leaf of every size as the definition does`() throws {
        let leaves = leaves(seed: 2, count: Self.largest)
        let naive = NaiveTree(leaves: leaves)
        let tree = EntryTree(hasher: hasher, leafHashes: leaves.map(hasher.leaf))
        for size in 1...leaves.count {
            let root = try #require(tree.root(size: UInt64(size)))
            for index in 0..<size {
                let proof = try #require(
                    tree.inclusionProof(index: UInt64(index), size: UInt64(size)))
                try proof.verify(leaf: leaves[index], root: root, hasher: hasher)
                if size % 8 < 2 {
                    #expect(proof.path == naive.path(to: index, in: 0..<size))
                }
            }
        }
        #expect(tree.inclusionProof(index: 5, size: 5) == nil)
        #expect(tree.inclusionProof(index: 0, size: 65) == nil)
    }

    @Test func `proves every earlier size as the definition does`() throws {
        let leaves = leaves(seed: 3, count: Self.largest)
        let naive = NaiveTree(leaves: leaves)
        let tree = EntryTree(hasher: hasher, leafHashes: leaves.map(hasher.leaf))
        let roots = (0...leaves.count).map { tree.root(size: UInt64($0))! }
        for to in 1...leaves.count {
            for from in 1...to {
                let proof = try #require(
                    tree.consistencyProof(from: UInt64(from), to: UInt64(to)))
                try proof.verify(
                    olderRoot: roots[from], newerRoot: roots[to], hasher: hasher)
                if to % 8 < 2 {
                    #expect(proof.path == naive.consistency(older: from, in: 0..<to))
                }
            }
        }
        #expect(tree.consistencyProof(from: 0, to: 3) == nil)
        #expect(tree.consistencyProof(from: 4, to: 3) == nil)
        #expect(tree.consistencyProof(from: 1, to: 65) == nil)
    }

    @Test func `goes on from a stored frontier`() throws {
        var frontier = TreeFrontier(suite: suite)
        for leaf in leaves(seed: 4, count: 100) {
            frontier = try TreeFrontier(canonical: frontier.canonicalBytes)
            frontier.append(hasher.leaf(leaf))
        }
        let tree = EntryTree(
            hasher: hasher, leafHashes: leaves(seed: 4, count: 100).map(hasher.leaf))
        #expect(frontier.root == tree.root)
    }

    @Test func `refuses a frontier with another number of peaks`() {
        var frontier = TreeFrontier(suite: suite)
        frontier.append(hasher.leaf([1]))
        var bytes = frontier.canonicalBytes
        bytes[2] = 3
        #expect((try? TreeFrontier(canonical: bytes)) == nil)
    }

    @Test func `a domain of its own gives other hashes`() throws {
        let other = TreeHasher(suite: suite, domain: DigestDomain("tally/envelope-tree/v1"))
        #expect(other.leaf([1]) != hasher.leaf([1]))
        #expect(other.emptyRoot != hasher.emptyRoot)
        let tree = EntryTree(hasher: other, leafHashes: (0..<5).map { other.leaf([$0]) })
        let proof = try #require(tree.inclusionProof(index: 4, size: 5))
        try proof.verify(leaf: [4], root: tree.root, hasher: other)
        #expect(throws: ProofFault.wrongRoot) {
            try proof.verify(leaf: [4], root: tree.root, hasher: hasher)
        }
    }

    @Test func `known roots stay`() {
        // The first eight leaves of the reference trees of Certificate Transparency.
        let inputs = [
            "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
            "606162636465666768696a6b6c6d6e6f",
        ]
        let tree = EntryTree(
            hasher: hasher, leafHashes: inputs.map { hasher.leaf(Hex.decode($0)!) })
        #expect(
            tree.root.description
                == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")
        #expect(
            hasher.emptyRoot.description
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }
}
