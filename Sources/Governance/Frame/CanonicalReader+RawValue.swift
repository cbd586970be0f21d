import CanonicalCoding

extension CanonicalReader {
    /// Reads a case of an enumeration by its number.
    mutating func rawValue<Value: RawRepresentable>(
        of type: Value.Type = Value.self, field: StaticName
    ) throws(CodingFault) -> Value where Value.RawValue == UInt64 {
        guard let value = Value(rawValue: try unsigned()) else {
            throw .invalidValue(at: offset, field: field)
        }
        return value
    }
}
