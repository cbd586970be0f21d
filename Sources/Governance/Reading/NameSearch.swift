import CanonicalCoding
import Sealing

/// Looks for names of 32 bytes in bytes that somebody else chose: in canonical bytes, and in strings
/// that are canonical bytes themselves.
///
/// Each string inside another is read again, so that what a sender may nest is bounded: by depth, and
/// by all the bytes that one search reads.
struct NameSearch {
    /// Most strings inside one another that are looked into; the ledger's own are two deep.
    static let depth = 4
    /// Fewest bytes with a name in them: its own, and how long they are.
    private static let shortest = Digest.byteCount + 2

    /// How many bytes may yet be read.
    private(set) var left: Int
    /// True once something was not looked into: it may name anybody.
    private(set) var isCut = false

    init(bytes: Int = 16 * 1024 * 1024) { left = bytes }

    mutating func names(in bytes: [UInt8]) -> Set<Digest> {
        var found: Set<Digest> = []
        var waiting: [(value: CanonicalValue, depth: Int)] = []
        if let value = read(bytes) { waiting.append((value, 0)) }
        while let (value, depth) = waiting.popLast() {
            switch value {
            case .array(let values): waiting += values.map { ($0, depth) }
            case .bytes(let inner):
                if let name = Digest(inner) {
                    found.insert(name)
                } else if inner.count >= Self.shortest {
                    if depth == Self.depth {
                        isCut = true
                    } else if let value = read(inner) {
                        waiting.append((value, depth + 1))
                    }
                }
            case .unsigned, .text: break
            }
        }
        return found
    }

    /// The canonical value of some bytes; nil where they are none, or too many.
    private mutating func read(_ bytes: [UInt8]) -> CanonicalValue? {
        guard bytes.count <= left else {
            isCut = true
            return nil
        }
        left -= bytes.count
        return try? CanonicalValue(canonical: bytes)
    }
}
