import Sealing

/// One change of the map; a nil value deletes the key.
package struct StateWrite: Hashable, Sendable {
    package let key: [UInt8]
    package let value: [UInt8]?

    package init(key: [UInt8], value: [UInt8]?) {
        self.key = key
        self.value = value
    }
}

/// The authenticated state: a binary trie over the digests of its keys, with one root for one
/// content whatever the order of writes.
///
/// A value: `applying` leaves the map as it was and shares all subtrees that did not change, so a
/// copy is a snapshot and costs nothing. Source: docs/reference/evidence-tree.md, "State map".
package struct StateMap: Sendable {
    let hasher: StateHasher
    let emptyDigest: Digest
    let top: StateNode

    /// An empty map.
    package init(suite: CryptoSuite) {
        hasher = StateHasher(suite: suite)
        emptyDigest = hasher.empty
        top = .empty
    }

    init(hasher: StateHasher, emptyDigest: Digest, top: StateNode) {
        self.hasher = hasher
        self.emptyDigest = emptyDigest
        self.top = top
    }

    package var suite: CryptoSuite { hasher.suite }

    /// Number of keys. Complexity: O(1).
    package var count: Int { top.count }

    /// The digest of the whole content. Complexity: O(1).
    package var root: Digest { digest(of: top) }

    /// The value of a key, or nil. Complexity: O(log n) and one hash.
    package func value(for key: [UInt8]) -> [UInt8]? {
        let keyDigest = hasher.key(key)
        var node = top
        var depth = 0
        while true {
            switch node {
            case .empty: return nil
            case .leaf(let leaf): return leaf.keyDigest == keyDigest ? leaf.value : nil
            case .branch(let branch):
                node = keyDigest.bit(at: depth) ? branch.right : branch.left
                depth += 1
            }
        }
    }

    /// All keys with their values, in the order of their digests: the same on every node.
    /// Complexity: O(n).
    package var entries: [(key: [UInt8], value: [UInt8])] {
        var result: [(key: [UInt8], value: [UInt8])] = []
        result.reserveCapacity(count)
        visit { result.append((key: $0.key, value: $0.value)) }
        return result
    }

    func visit(_ body: (StateLeaf) -> Void) {
        var pending = [top]
        while let node = pending.popLast() {
            switch node {
            case .empty: continue
            case .leaf(let leaf): body(leaf)
            case .branch(let branch):
                pending.append(branch.right)
                pending.append(branch.left)
            }
        }
    }

    func digest(of node: StateNode) -> Digest {
        switch node {
        case .empty: emptyDigest
        case .leaf(let leaf): leaf.digest
        case .branch(let branch): branch.digest
        }
    }
}

extension StateMap: Equatable {
    /// True if both hold the same content, by their roots.
    package static func == (left: StateMap, right: StateMap) -> Bool {
        left.hasher == right.hasher && left.root == right.root
    }
}
