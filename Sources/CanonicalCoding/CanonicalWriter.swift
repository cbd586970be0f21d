/// Writes the canonical form: a subset of deterministic CBOR with four types, each in its shortest
/// form (RFC 8949 section 4.2.1; docs/reference/coding.md).
package struct CanonicalWriter: Sendable {
    /// What has been written so far.
    package private(set) var bytes: [UInt8] = []

    package init(reserving capacity: Int = 256) {
        bytes.reserveCapacity(capacity)
    }

    /// Writes an unsigned integer.
    package mutating func unsigned(_ value: UInt64) {
        head(major: 0, value)
    }

    /// Writes a signed integer in zigzag form: 0, −1, 1, −2 … become 0, 1, 2, 3 …
    package mutating func signed(_ value: Int64) {
        head(major: 0, UInt64(bitPattern: (value << 1) ^ (value >> 63)))
    }

    /// Writes a truth value as 0 or 1.
    package mutating func flag(_ value: Bool) {
        bytes.append(value ? 1 : 0)
    }

    /// Writes a byte string.
    package mutating func byteString(_ value: some Collection<UInt8>) {
        head(major: 2, UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    /// Writes a text as its UTF-8 bytes; nothing is normalised.
    package mutating func text(_ value: String) {
        let utf8 = value.utf8
        head(major: 3, UInt64(utf8.count))
        bytes.append(contentsOf: utf8)
    }

    /// Opens an array; exactly `count` items must follow.
    package mutating func array(count: Int) {
        head(major: 4, UInt64(count))
    }

    /// Writes an array of values.
    package mutating func array<Element: CanonicalEncodable>(_ values: some Collection<Element>) {
        array(count: values.count)
        for value in values { value.encode(into: &self) }
    }

    /// Writes an optional as an array of zero or one element.
    package mutating func optional<Wrapped: CanonicalEncodable>(_ value: Wrapped?) {
        array(count: value == nil ? 0 : 1)
        value?.encode(into: &self)
    }

    /// Appends bytes that are canonical already.
    package mutating func canonical(_ value: some Collection<UInt8>) {
        bytes.append(contentsOf: value)
    }

    private mutating func head(major: UInt8, _ value: UInt64) {
        let lead = major << 5
        switch value {
        case 0..<24:
            bytes.append(lead | UInt8(truncatingIfNeeded: value))
        case 24...0xff:
            bytes.append(lead | 24)
            bytes.append(UInt8(truncatingIfNeeded: value))
        case 0x100...0xffff:
            bytes.append(lead | 25)
            tail(value, width: 2)
        case 0x1_0000...0xffff_ffff:
            bytes.append(lead | 26)
            tail(value, width: 4)
        default:
            bytes.append(lead | 27)
            tail(value, width: 8)
        }
    }

    private mutating func tail(_ value: UInt64, width: Int) {
        for shift in stride(from: (width - 1) * 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
        }
    }
}
