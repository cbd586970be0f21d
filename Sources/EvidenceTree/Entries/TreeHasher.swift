import Sealing

/// The hash rules of a tree of entries.
///
/// Leaf = H(0x00 ‖ bytes), node = H(0x01 ‖ left ‖ right), empty tree = H(nothing); a tree with a
/// domain of its own hashes its domain line in front of each. Source: RFC 9162 section 2.1.1.
package struct TreeHasher: Hashable, Sendable {
    package let suite: CryptoSuite
    /// Nil for the tree of all entries, whose hashes are those of the RFC.
    package let domain: DigestDomain?

    package init(suite: CryptoSuite, domain: DigestDomain? = nil) {
        self.suite = suite
        self.domain = domain
    }

    /// The root of a tree without leaves.
    package var emptyRoot: Digest { hash([]) }

    /// The hash of a leaf's bytes.
    package func leaf(_ bytes: [UInt8]) -> Digest {
        hash([0x00] + bytes)
    }

    /// The hash of two neighbours.
    package func node(_ left: Digest, _ right: Digest) -> Digest {
        guard let domain else { return suite.hash(prefix: 0x01, left, right) }
        return suite.digest(domain, [0x01] + left.bytes + right.bytes)
    }

    private func hash(_ bytes: [UInt8]) -> Digest {
        guard let domain else { return suite.hash(bytes) }
        return suite.digest(domain, bytes)
    }
}
