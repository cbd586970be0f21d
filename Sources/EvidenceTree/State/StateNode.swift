import Sealing

/// A node of the map; never changed once made, so that any number of versions share it.
enum StateNode: Sendable {
    case empty
    case leaf(StateLeaf)
    case branch(StateBranch)

    var count: Int {
        switch self {
        case .empty: 0
        case .leaf: 1
        case .branch(let branch): branch.count
        }
    }

    func isSame(as other: StateNode) -> Bool {
        switch (self, other) {
        case (.empty, .empty): true
        case (.leaf(let left), .leaf(let right)): left === right
        case (.branch(let left), .branch(let right)): left === right
        default: false
        }
    }
}

/// A key with its value.
final class StateLeaf: Sendable {
    let key: [UInt8]
    let value: [UInt8]
    let keyDigest: Digest
    let valueDigest: Digest
    let digest: Digest

    init(key: [UInt8], value: [UInt8], keyDigest: Digest, hasher: StateHasher) {
        self.key = key
        self.value = value
        self.keyDigest = keyDigest
        valueDigest = hasher.value(value)
        digest = hasher.leaf(key: keyDigest, value: valueDigest)
    }
}

/// Two subtrees; all keys below share their digest's bits above this level.
///
/// INVARIANT: at least two leaves below; a subtree of one leaf is that leaf.
final class StateBranch: Sendable {
    let left: StateNode
    let right: StateNode
    let count: Int
    let digest: Digest

    init(left: StateNode, right: StateNode, digest: Digest) {
        self.left = left
        self.right = right
        self.digest = digest
        count = left.count + right.count
        precondition(count >= 2, "a branch over \(count) leaves")
    }
}
