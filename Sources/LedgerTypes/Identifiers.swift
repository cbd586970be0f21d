import CanonicalCoding

/// A short ASCII name: lower-case letters, digits and inner hyphens, 1 … 64 characters.
package protocol LedgerName: Hashable, Comparable, Sendable, CanonicalCodable,
    CustomStringConvertible
{
    var text: String { get }
    init(unchecked text: String)
}

extension LedgerName {
    /// Nil unless the text has the form of a name.
    package init?(_ text: String) {
        guard Self.isWellFormed(text) else { return nil }
        self.init(unchecked: text)
    }

    static func isWellFormed(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard (1...Limits.maximumNameLength).contains(bytes.count), bytes.first != 0x2d,
            bytes.last != 0x2d
        else { return false }
        return bytes.allSatisfy {
            (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d
        }
    }

    package func encode(into writer: inout CanonicalWriter) { writer.text(text) }
    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        let text = try reader.text()
        guard Self.isWellFormed(text) else {
            throw .invalidValue(at: reader.offset, field: "name")
        }
        self.init(unchecked: text)
    }

    // Names are ASCII, so comparing their bytes is comparing them as people read them.
    package static func < (left: Self, right: Self) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
    package var description: String { text }
}

/// Names an institution of the consortium.
package struct MemberID: LedgerName {
    package let text: String
    package init(unchecked text: String) { self.text = text }
}

/// Names a person who acts for a member; unique within that member.
package struct StaffID: LedgerName {
    package let text: String
    package init(unchecked text: String) { self.text = text }
}
