import Sealing

extension StateMap {
    /// The map after a list of writes; the last write of a key counts.
    ///
    /// Complexity: O(k log n) hashes, each node on the touched paths once; writes that change
    /// nothing touch nothing.
    package func applying(_ writes: [StateWrite]) -> StateMap {
        let changes = settled(writes)
        guard !changes.isEmpty else { return self }
        return StateMap(
            hasher: hasher, emptyDigest: emptyDigest, top: apply(changes[...], to: top, depth: 0))
    }

    /// The map after a list of writes, as pairs.
    package func applying(_ writes: [(key: [UInt8], value: [UInt8]?)]) -> StateMap {
        applying(writes.map { StateWrite(key: $0.key, value: $0.value) })
    }

    /// The map with one key set.
    package func setting(_ key: [UInt8], to value: [UInt8]?) -> StateMap {
        applying([StateWrite(key: key, value: value)])
    }

    private struct Change {
        let keyDigest: Digest
        let leaf: StateLeaf?
    }

    /// One change a key, sorted by key digest.
    private func settled(_ writes: [StateWrite]) -> [Change] {
        var ordered = writes.enumerated().map { (hasher.key($1.key), $0) }
        ordered.sort { $0.0 == $1.0 ? $0.1 < $1.1 : $0.0 < $1.0 }
        var changes: [Change] = []
        changes.reserveCapacity(ordered.count)
        for (place, item) in ordered.enumerated() {
            let isLast = place + 1 == ordered.count || ordered[place + 1].0 != item.0
            guard isLast else { continue }
            let write = writes[item.1]
            let leaf = write.value.map {
                StateLeaf(key: write.key, value: $0, keyDigest: item.0, hasher: hasher)
            }
            changes.append(Change(keyDigest: item.0, leaf: leaf))
        }
        return changes
    }

    private func apply(
        _ changes: ArraySlice<Change>, to node: StateNode, depth: Int
    ) -> StateNode {
        guard !changes.isEmpty else { return node }
        switch node {
        case .empty:
            return subtree(changes.compactMap(\.leaf)[...], depth: depth)
        case .leaf(let leaf):
            return subtree(merged(leaf, with: changes)[...], depth: depth)
        case .branch(let branch):
            let split = splitPoint(of: changes, depth: depth) { $0.keyDigest }
            let left = apply(changes[..<split], to: branch.left, depth: depth + 1)
            let right = apply(changes[split...], to: branch.right, depth: depth + 1)
            if left.isSame(as: branch.left), right.isSame(as: branch.right) { return node }
            return joined(left, right)
        }
    }

    /// The leaves that replace one leaf: itself stays unless a change names its key.
    private func merged(_ leaf: StateLeaf, with changes: ArraySlice<Change>) -> [StateLeaf] {
        var leaves: [StateLeaf] = []
        var isPlaced = false
        for change in changes {
            if !isPlaced, leaf.keyDigest <= change.keyDigest {
                isPlaced = true
                if leaf.keyDigest < change.keyDigest {
                    leaves.append(leaf)
                } else if let new = change.leaf, new.valueDigest == leaf.valueDigest {
                    leaves.append(leaf)
                    continue
                }
            }
            if let new = change.leaf { leaves.append(new) }
        }
        if !isPlaced { leaves.append(leaf) }
        return leaves
    }

    /// The subtree of sorted leaves that share their first `depth` bits.
    private func subtree(_ leaves: ArraySlice<StateLeaf>, depth: Int) -> StateNode {
        guard let first = leaves.first else { return .empty }
        guard leaves.count > 1 else { return .leaf(first) }
        let split = splitPoint(of: leaves, depth: depth) { $0.keyDigest }
        return joined(
            subtree(leaves[..<split], depth: depth + 1),
            subtree(leaves[split...], depth: depth + 1))
    }

    private func joined(_ left: StateNode, _ right: StateNode) -> StateNode {
        switch (left, right) {
        case (.empty, .empty): return .empty
        case (.leaf, .empty): return left
        case (.empty, .leaf): return right
        default:
            let digest = hasher.branch(self.digest(of: left), self.digest(of: right))
            return .branch(StateBranch(left: left, right: right, digest: digest))
        }
    }

    /// The first place whose digest has the bit of this level set; the slice is sorted.
    private func splitPoint<Element>(
        of slice: ArraySlice<Element>, depth: Int, digest: (Element) -> Digest
    ) -> Int {
        var low = slice.startIndex
        var high = slice.endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if digest(slice[middle]).bit(at: depth) {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return low
    }
}
