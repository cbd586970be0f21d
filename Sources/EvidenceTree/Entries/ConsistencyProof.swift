import CanonicalCoding
import Sealing

/// Shows that a larger tree begins with all leaves of a smaller one: nothing was taken back.
package struct ConsistencyProof: Hashable, Sendable {
    /// Number of leaves of the older tree, at least 1.
    package let from: UInt64
    /// Number of leaves of the newer tree.
    package let to: UInt64
    package let path: [Digest]

    package init(from: UInt64, to: UInt64, path: [Digest]) {
        self.from = from
        self.to = to
        self.path = path
    }

    /// Checks the proof against both roots.
    ///
    /// Throws the first fault in the order of `ProofFault`. Source: RFC 9162 section 2.1.4.2.
    package func verify(
        olderRoot: Digest, newerRoot: Digest, hasher: TreeHasher
    ) throws(ProofFault) {
        guard from > 0 else { throw .emptyTree }
        guard from <= to else { throw .sizesReversed }
        if from == to {
            guard path.isEmpty else { throw .pathTooLong }
            guard olderRoot == newerRoot else { throw .wrongRoot }
            return
        }
        // An older tree that is one full subtree is itself the first hash, and is left out.
        var hashes = from & (from - 1) == 0 ? [olderRoot] + path : path
        guard !path.isEmpty, let first = hashes.first else { throw .pathTooShort }
        hashes.removeFirst()
        let shared = (from - 1).trailingOneBitCount
        var position = (from - 1) >> UInt64(shared)
        var last = (to - 1) >> UInt64(shared)
        var older = first
        var newer = first
        for sibling in hashes {
            guard last > 0 else { throw .pathTooLong }
            if position & 1 == 1 || position == last {
                older = hasher.node(sibling, older)
                newer = hasher.node(sibling, newer)
                while position & 1 == 0, position != 0 {
                    position >>= 1
                    last >>= 1
                }
            } else {
                newer = hasher.node(newer, sibling)
            }
            position >>= 1
            last >>= 1
        }
        guard last == 0 else { throw .pathTooShort }
        guard newer == newerRoot else { throw .wrongRoot }
        guard older == olderRoot else { throw .wrongOlderRoot }
    }
}

extension ConsistencyProof: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        writer.unsigned(from)
        writer.unsigned(to)
        writer.array(path)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        from = try reader.unsigned()
        to = try reader.unsigned()
        path = try reader.array(upTo: Limits.maximumPath)
        reader.endArray()
    }
}
