/// Bounds of proofs, so that a hostile one costs no more than its length.
public enum Limits {
    /// Longest path: a tree of 2⁶³ entries has an inclusion path of 63 hashes and a consistency
    /// path of one more.
    public static let maximumPath = 64
    /// Deepest leaf of the state map: one level a bit of the key digest.
    public static let maximumSiblings = 256
    /// Largest tree: sizes stay within a signed 64-bit number in every language.
    public static let maximumSize: UInt64 = 1 << 63
}
