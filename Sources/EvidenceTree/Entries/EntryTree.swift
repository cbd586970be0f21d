import Sealing

/// A tree with all its leaf hashes and all full subtrees: proves any leaf and any earlier size.
///
/// Complexity: 64 bytes a leaf; append is O(1) on average, roots and proofs O(log² n) at most.
/// A value: appending to a copy copies the hashes, so one owner keeps it.
package struct EntryTree: Sendable {
    package let hasher: TreeHasher
    // levels[k][i] is the root of the leaves i·2ᵏ ..< (i+1)·2ᵏ, once all of them are there.
    private var levels: [[Digest]]

    package init(suite: CryptoSuite) {
        self.init(hasher: TreeHasher(suite: suite))
    }

    package init(hasher: TreeHasher) {
        self.hasher = hasher
        levels = [[]]
    }

    /// A tree of the given leaf hashes.
    package init(hasher: TreeHasher, leafHashes: some Sequence<Digest>) {
        self.init(hasher: hasher)
        for leafHash in leafHashes { append(leafHash) }
    }

    /// Number of leaves.
    package var count: UInt64 { UInt64(levels[0].count) }

    /// The root of all leaves.
    package var root: Digest { subtreeRoot(start: 0, count: levels[0].count) }

    /// The hash of the leaf at an index, or nil beyond the end.
    package func leafHash(at index: UInt64) -> Digest? {
        index < count ? levels[0][Int(index)] : nil
    }

    /// Appends the hash of a leaf (`TreeHasher.leaf`).
    package mutating func append(_ leafHash: Digest) {
        var level = 0
        var merged = leafHash
        while true {
            if level == levels.count { levels.append([]) }
            levels[level].append(merged)
            let filled = levels[level].count
            guard filled % 2 == 0 else { return }
            merged = hasher.node(levels[level][filled - 2], merged)
            level += 1
        }
    }

    /// The root of the first `size` leaves; nil if there are fewer.
    package func root(size: UInt64) -> Digest? {
        size <= count ? subtreeRoot(start: 0, count: Int(size)) : nil
    }

    /// Proves a leaf to the root of the first `size` leaves; nil unless index < size ≤ count.
    /// Source: RFC 9162 section 2.1.3.1.
    package func inclusionProof(index: UInt64, size: UInt64) -> InclusionProof? {
        guard index < size, size <= count else { return nil }
        var path: [Digest] = []
        collectPath(to: Int(index), start: 0, count: Int(size), into: &path)
        return InclusionProof(index: index, size: size, path: path)
    }

    /// Proves that the first `to` leaves begin with the first `from`; nil unless
    /// 0 < from ≤ to ≤ count. Source: RFC 9162 section 2.1.4.1.
    package func consistencyProof(from: UInt64, to: UInt64) -> ConsistencyProof? {
        guard 0 < from, from <= to, to <= count else { return nil }
        var path: [Digest] = []
        collectConsistency(older: Int(from), start: 0, count: Int(to), isWhole: true, into: &path)
        return ConsistencyProof(from: from, to: to, path: path)
    }

    private func collectPath(to index: Int, start: Int, count: Int, into path: inout [Digest]) {
        guard count > 1 else { return }
        let split = splitPoint(count)
        if index < split {
            collectPath(to: index, start: start, count: split, into: &path)
            path.append(subtreeRoot(start: start + split, count: count - split))
        } else {
            collectPath(
                to: index - split, start: start + split, count: count - split, into: &path)
            path.append(subtreeRoot(start: start, count: split))
        }
    }

    private func collectConsistency(
        older: Int, start: Int, count: Int, isWhole: Bool, into path: inout [Digest]
    ) {
        if older == count {
            if !isWhole { path.append(subtreeRoot(start: start, count: count)) }
            return
        }
        let split = splitPoint(count)
        if older <= split {
            collectConsistency(
                older: older, start: start, count: split, isWhole: isWhole, into: &path)
            path.append(subtreeRoot(start: start + split, count: count - split))
        } else {
            collectConsistency(
                older: older - split, start: start + split, count: count - split, isWhole: false,
                into: &path)
            path.append(subtreeRoot(start: start, count: split))
        }
    }

    // INVARIANT: `start` is a multiple of the smallest power of two that is ≥ `count`, so that a
    // full subtree is an element of its level.
    private func subtreeRoot(start: Int, count: Int) -> Digest {
        guard count > 0 else { return hasher.emptyRoot }
        if count & (count - 1) == 0 {
            let level = count.trailingZeroBitCount
            return levels[level][start >> level]
        }
        let split = splitPoint(count)
        return hasher.node(
            subtreeRoot(start: start, count: split),
            subtreeRoot(start: start + split, count: count - split))
    }

    /// The largest power of two below `count`, which is at least 2.
    private func splitPoint(_ count: Int) -> Int {
        1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount)
    }
}
