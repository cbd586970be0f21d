/// Bounds of proofs, so that a hostile one costs no more than its length.
package enum Limits {
    /// Longest path: a tree of 2⁶³ entries has an inclusion path of 63 hashes and a consistency
    /// path of one more.
    package static let maximumPath = 64
    /// Deepest leaf of the state map: one level a bit of the key digest.
    package static let maximumSiblings = 256
    /// Largest tree: sizes stay within a signed 64-bit number in every language.
    package static let maximumSize: UInt64 = 1 << 63
}
