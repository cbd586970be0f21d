import CanonicalCoding
import Sealing

/// What is needed of a tree in order to append to it and to know its root: the roots of its full
/// subtrees, largest first.
///
/// Complexity: O(log n) space; append is O(1) on average, `root` O(log n).
package struct TreeFrontier: Hashable, Sendable {
    package let hasher: TreeHasher
    /// Number of leaves.
    package private(set) var count: UInt64
    // INVARIANT: one peak for each bit that is set in `count`, from the highest to the lowest.
    private var peaks: [Digest]

    /// A tree without leaves.
    package init(suite: CryptoSuite) {
        self.init(hasher: TreeHasher(suite: suite))
    }

    package init(hasher: TreeHasher) {
        self.hasher = hasher
        count = 0
        peaks = []
    }

    /// Appends the hash of a leaf (`TreeHasher.leaf`).
    package mutating func append(_ leafHash: Digest) {
        precondition(count < Limits.maximumSize, "a tree of \(count) leaves is full")
        var merged = leafHash
        for _ in 0..<count.trailingOneBitCount {
            merged = hasher.node(peaks.removeLast(), merged)
        }
        peaks.append(merged)
        count += 1
    }

    /// The root of all leaves.
    package var root: Digest {
        guard var root = peaks.last else { return hasher.emptyRoot }
        for peak in peaks.dropLast().reversed() { root = hasher.node(peak, root) }
        return root
    }
}

extension UInt64 {
    /// How many bits below the lowest zero are set: as many subtrees merge at the next append.
    var trailingOneBitCount: Int { (~self).trailingZeroBitCount }
}

extension TreeFrontier: CanonicalCodable {
    // A frontier is local state (snapshots), only of the tree of all entries: its domain is nil.
    package func encode(into writer: inout CanonicalWriter) {
        precondition(hasher.domain == nil, "only the tree of all entries is stored")
        writer.array(count: 3)
        hasher.suite.encode(into: &writer)
        writer.unsigned(count)
        writer.array(peaks)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        hasher = TreeHasher(suite: try CryptoSuite(from: &reader))
        count = try reader.unsigned()
        peaks = try reader.array(upTo: Limits.maximumPath)
        guard count <= Limits.maximumSize, peaks.count == count.nonzeroBitCount else {
            throw .invalidValue(at: reader.offset, field: "peaks")
        }
        reader.endArray()
    }
}
