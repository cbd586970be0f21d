import CanonicalCoding

/// A closed list whose numbers are part of the format.
package protocol NumberedCase: RawRepresentable, CanonicalCodable, Hashable, Sendable, CaseIterable
where RawValue == UInt64 {}

extension NumberedCase {
    package func encode(into writer: inout CanonicalWriter) { writer.unsigned(rawValue) }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        guard let value = Self(rawValue: try reader.unsigned()) else {
            throw .invalidValue(at: reader.offset, field: "number of a closed list")
        }
        self = value
    }
}
