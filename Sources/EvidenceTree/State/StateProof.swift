import CanonicalCoding
import Sealing

/// Shows what the state holds for a key, or that it holds nothing; exactly one proof holds for a
/// root and a key.
///
/// Source: docs/reference/evidence-tree.md, "State map".
package struct StateProof: Hashable, Sendable {
    /// Where the path of the key ends.
    package enum End: Hashable, Sendable {
        /// At the key's own leaf.
        case value(digest: Digest)
        /// At an empty subtree: the key is absent.
        case empty
        /// At the only leaf of a subtree, which is another key's: the key is absent.
        case neighbour(keyDigest: Digest, valueDigest: Digest)
    }

    package let end: End
    /// Bit i, counted from the most significant one of the first byte, is set if the sibling at
    /// level i below the root is not empty; at most 32 bytes, the last one not zero. The deepest
    /// sibling is never empty, so the highest level that is set is the length of the path.
    package let bitmap: [UInt8]
    /// The siblings that are not empty, from the root down.
    package let siblings: [Digest]

    package init(end: End, bitmap: [UInt8], siblings: [Digest]) {
        self.end = end
        self.bitmap = bitmap
        self.siblings = siblings
    }

    /// Number of levels between the root and the end of the path.
    package var depth: Int {
        guard let last = bitmap.last else { return 0 }
        return bitmap.count * 8 - last.trailingZeroBitCount
    }

    func hasSibling(atLevel level: Int) -> Bool {
        bitmap[level >> 3] >> UInt8(7 - level & 7) & 1 == 1
    }
}

/// What a proof shows of a key.
package enum StateFinding: Hashable, Sendable {
    case present(valueDigest: Digest)
    case absent
}

extension StateMap {
    /// Proves what the map holds for a key. Complexity: O(log n).
    package func prove(_ key: [UInt8]) -> StateProof {
        let keyDigest = hasher.key(key)
        var bitmap = [UInt8](repeating: 0, count: Limits.maximumSiblings / 8)
        var siblings: [Digest] = []
        var node = top
        var depth = 0
        while case .branch(let branch) = node {
            let goesRight = keyDigest.bit(at: depth)
            let sibling = goesRight ? branch.left : branch.right
            if case .empty = sibling {
            } else {
                bitmap[depth >> 3] |= 0x80 >> UInt8(depth & 7)
                siblings.append(digest(of: sibling))
            }
            node = goesRight ? branch.right : branch.left
            depth += 1
        }
        while bitmap.last == 0 { bitmap.removeLast() }
        let end: StateProof.End =
            switch node {
            case .leaf(let leaf) where leaf.keyDigest == keyDigest:
                .value(digest: leaf.valueDigest)
            case .leaf(let leaf):
                .neighbour(keyDigest: leaf.keyDigest, valueDigest: leaf.valueDigest)
            default: .empty
            }
        return StateProof(end: end, bitmap: bitmap, siblings: siblings)
    }
}
