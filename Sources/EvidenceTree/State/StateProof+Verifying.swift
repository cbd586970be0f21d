import Sealing

extension StateProof {
    /// Checks the proof for a key against a state root.
    ///
    /// Throws the first fault in the order of `ProofFault`. The value itself is still to be compared
    /// with the digest that was found; `verify(root:key:value:suite:)` does both.
    package func verify(
        root: Digest, key: [UInt8], suite: CryptoSuite
    ) throws(ProofFault) -> StateFinding {
        let hasher = StateHasher(suite: suite)
        let keyDigest = hasher.key(key)
        let emptyDigest = hasher.empty
        let announced = bitmap.reduce(0) { $0 + $1.nonzeroBitCount }
        guard bitmap.count <= Limits.maximumSiblings / 8, bitmap.last != 0,
            announced == siblings.count
        else { throw .siblingCount }
        guard !siblings.contains(emptyDigest) else { throw .emptySibling }
        try checkNeighbour(of: keyDigest)

        var hash =
            switch end {
            case .value(let digest): hasher.leaf(key: keyDigest, value: digest)
            case .empty: emptyDigest
            case .neighbour(let other, let digest): hasher.leaf(key: other, value: digest)
            }
        var next = siblings.count
        for level in stride(from: depth - 1, through: 0, by: -1) {
            var sibling = emptyDigest
            if hasSibling(atLevel: level) {
                next -= 1
                sibling = siblings[next]
            }
            hash =
                keyDigest.bit(at: level)
                ? hasher.branch(sibling, hash) : hasher.branch(hash, sibling)
        }
        guard hash == root else { throw .wrongRoot }
        if case .value(let digest) = end { return .present(valueDigest: digest) }
        return .absent
    }

    /// Checks that the state holds this value for the key; nil means that it holds none.
    package func verify(
        root: Digest, key: [UInt8], value: [UInt8]?, suite: CryptoSuite
    ) throws(ProofFault) {
        let hasher = StateHasher(suite: suite)
        switch (try verify(root: root, key: key, suite: suite), value) {
        case (.absent, nil): return
        case (.absent, _): throw .absent
        case (.present(let digest), let value):
            guard let value, digest == hasher.value(value) else { throw .wrongValue }
        }
    }

    private func checkNeighbour(of keyDigest: Digest) throws(ProofFault) {
        guard case .neighbour(let other, _) = end else { return }
        guard other != keyDigest else { throw .neighbourIsKey }
        for level in 0..<depth where other.bit(at: level) != keyDigest.bit(at: level) {
            throw .neighbourElsewhere
        }
    }
}
