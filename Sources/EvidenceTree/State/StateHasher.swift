import Sealing

/// The hash rules of the state map; each kind of node has a domain of its own.
///
/// Source: docs/reference/evidence-tree.md, "State map".
struct StateHasher: Hashable, Sendable {
    let suite: CryptoSuite

    private static let keyDomain = DigestDomain("tally/state-key/v1")
    private static let valueDomain = DigestDomain("tally/state-value/v1")
    private static let leafDomain = DigestDomain("tally/state-leaf/v1")
    private static let branchDomain = DigestDomain("tally/state-branch/v1")
    private static let emptyDomain = DigestDomain("tally/state-empty/v1")

    func key(_ key: [UInt8]) -> Digest { suite.digest(Self.keyDomain, key) }

    func value(_ value: [UInt8]) -> Digest { suite.digest(Self.valueDomain, value) }

    var empty: Digest { suite.digest(Self.emptyDomain, []) }

    func leaf(key: Digest, value: Digest) -> Digest {
        suite.digest(Self.leafDomain, pair: key, value)
    }

    func branch(_ left: Digest, _ right: Digest) -> Digest {
        suite.digest(Self.branchDomain, pair: left, right)
    }
}
