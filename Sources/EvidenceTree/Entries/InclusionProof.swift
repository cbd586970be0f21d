import CanonicalCoding
import Sealing

/// Shows that a leaf stands at an index of a tree of a given size.
package struct InclusionProof: Hashable, Sendable {
    package let index: UInt64
    /// Number of leaves of the tree.
    package let size: UInt64
    /// The neighbours from the leaf up to the root.
    package let path: [Digest]

    package init(index: UInt64, size: UInt64, path: [Digest]) {
        self.index = index
        self.size = size
        self.path = path
    }

    /// Checks the proof of a leaf hash against a root.
    ///
    /// Throws the first fault in the order of `ProofFault`. Source: RFC 9162 section 2.1.3.2.
    package func verify(
        leafHash: Digest, root: Digest, hasher: TreeHasher
    ) throws(ProofFault) {
        guard size > 0 else { throw .emptyTree }
        guard index < size else { throw .indexBeyondSize }
        var position = index
        var last = size - 1
        var hash = leafHash
        for sibling in path {
            guard last > 0 else { throw .pathTooLong }
            if position & 1 == 1 || position == last {
                hash = hasher.node(sibling, hash)
                // The right edge has no neighbours where the tree is not full: skip those levels.
                while position & 1 == 0, position != 0 {
                    position >>= 1
                    last >>= 1
                }
            } else {
                hash = hasher.node(hash, sibling)
            }
            position >>= 1
            last >>= 1
        }
        guard last == 0 else { throw .pathTooShort }
        guard hash == root else { throw .wrongRoot }
    }

    /// Checks the proof of a leaf's bytes: what can be computed is not taken from the proof.
    package func verify(leaf: [UInt8], root: Digest, hasher: TreeHasher) throws(ProofFault) {
        try verify(leafHash: hasher.leaf(leaf), root: root, hasher: hasher)
    }
}

extension InclusionProof: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        writer.unsigned(index)
        writer.unsigned(size)
        writer.array(path)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        index = try reader.unsigned()
        size = try reader.unsigned()
        path = try reader.array(upTo: Limits.maximumPath)
        reader.endArray()
    }
}
