import CanonicalCoding

/// The level of health data, 1 (public) … 5 (minimal: severe harm on disclosure).
///
/// Source: GB/T 39725-2020 §6.2.
package struct DataLevel: Hashable, Sendable, Comparable {
    package let number: UInt64

    package static let one = DataLevel(unchecked: 1)
    package static let two = DataLevel(unchecked: 2)
    package static let three = DataLevel(unchecked: 3)
    package static let four = DataLevel(unchecked: 4)
    package static let five = DataLevel(unchecked: 5)
    /// What data have that nobody has labelled: as if they named the person.
    package static let unlabelled = four

    /// Nil outside 1 … 5.
    package init?(_ number: UInt64) {
        guard (1...5).contains(number) else { return nil }
        self.number = number
    }

    private init(unchecked number: UInt64) { self.number = number }

    package static func < (left: DataLevel, right: DataLevel) -> Bool { left.number < right.number }
}

extension DataLevel: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) { writer.unsigned(number) }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        let number = try reader.unsigned()
        guard let level = DataLevel(number) else {
            throw .invalidValue(at: reader.offset, field: "data level")
        }
        self = level
    }
}

extension DataLevel: CustomStringConvertible {
    package var description: String { "level \(number)" }
}
