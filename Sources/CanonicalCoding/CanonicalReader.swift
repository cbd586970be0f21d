/// Reads the canonical form and refuses everything else; costs no more than the length of the bytes.
package struct CanonicalReader: Sendable {
    private let bytes: [UInt8]
    private let end: Int
    /// How far the bytes have been read.
    package private(set) var offset: Int
    private var depth = 0

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        end = bytes.count
        offset = 0
    }

    /// Refuses bytes after the outermost item.
    package func finish() throws(CodingFault) {
        guard offset == end else { throw .trailingBytes(at: offset) }
    }

    /// The type of the next item, unread.
    package func peekType() throws(CodingFault) -> CanonicalType {
        guard offset < end else { throw .truncated(at: offset) }
        switch bytes[offset] >> 5 {
        case 0: return .unsigned
        case 2: return .bytes
        case 3: return .text
        case 4: return .array
        default: throw .forbiddenType(at: offset)
        }
    }

    package mutating func unsigned() throws(CodingFault) -> UInt64 {
        try head(major: 0)
    }

    /// Reads a zigzag integer.
    package mutating func signed() throws(CodingFault) -> Int64 {
        let raw = try head(major: 0)
        return Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1)
    }

    /// Reads a number no larger than `maximum`, which also fits an `Int`.
    package mutating func integer(
        upTo maximum: Int = .max, field: StaticName
    ) throws(CodingFault) -> Int {
        let value = try head(major: 0)
        guard value <= UInt64(maximum) else { throw .invalidValue(at: offset, field: field) }
        return Int(value)
    }

    package mutating func flag(field: StaticName = "flag") throws(CodingFault) -> Bool {
        switch try head(major: 0) {
        case 0: return false
        case 1: return true
        default: throw .invalidValue(at: offset, field: field)
        }
    }

    package mutating func byteString() throws(CodingFault) -> [UInt8] {
        Array(bytes[try span(major: 2)])
    }

    /// Reads a byte string of a fixed length.
    package mutating func byteString(
        count: Int, field: StaticName
    ) throws(CodingFault) -> [UInt8] {
        let span = try span(major: 2)
        guard span.count == count else { throw .invalidValue(at: offset, field: field) }
        return Array(bytes[span])
    }

    package mutating func text() throws(CodingFault) -> String {
        let start = offset
        let span = try span(major: 3)
        guard let value = String(validating: bytes[span], as: UTF8.self) else {
            throw .malformedText(at: start)
        }
        return value
    }

    /// Enters an array of any length up to what the bytes could hold; balance with `endArray`.
    package mutating func beginArray() throws(CodingFault) -> Int {
        let start = offset
        let count = try head(major: 4)
        guard count <= UInt64(end - offset) else { throw .tooLarge(at: start) }
        depth += 1
        guard depth <= Limits.maximumDepth else { throw .tooDeep(at: start) }
        return Int(count)
    }

    /// Enters an array of exactly `count` elements; balance with `endArray`.
    package mutating func beginArray(count: Int) throws(CodingFault) {
        let start = offset
        let found = try beginArray()
        guard found == count else {
            throw .wrongCount(at: start, expected: UInt64(count), found: UInt64(found))
        }
    }

    package mutating func endArray() {
        depth -= 1
    }

    /// Reads an array of values, at most `maximum`.
    package mutating func array<Element: CanonicalDecodable>(
        of type: Element.Type = Element.self, upTo maximum: Int = .max
    ) throws(CodingFault) -> [Element] {
        let start = offset
        let count = try beginArray()
        guard count <= maximum else { throw .tooLarge(at: start) }
        var values: [Element] = []
        values.reserveCapacity(min(count, 4_096))
        for _ in 0..<count { values.append(try Element(from: &self)) }
        endArray()
        return values
    }

    /// Reads an optional: an array of zero or one element.
    package mutating func optional<Wrapped: CanonicalDecodable>(
        _ type: Wrapped.Type = Wrapped.self
    ) throws(CodingFault) -> Wrapped? {
        let start = offset
        let count = try beginArray()
        defer { endArray() }
        switch count {
        case 0: return nil
        case 1: return try Wrapped(from: &self)
        default: throw .wrongCount(at: start, expected: 1, found: UInt64(count))
        }
    }

    private mutating func span(major: UInt8) throws(CodingFault) -> Range<Int> {
        let start = offset
        let count = try head(major: major)
        guard count <= UInt64(end - offset) else {
            throw count > UInt64(Limits.maximumBytes) ? .tooLarge(at: start) : .truncated(at: start)
        }
        let span = offset..<(offset + Int(count))
        offset = span.upperBound
        return span
    }

    private mutating func head(major: UInt8) throws(CodingFault) -> UInt64 {
        let start = offset
        guard offset < end else { throw .truncated(at: start) }
        let lead = bytes[offset]
        guard lead >> 5 == major else {
            let isKnown = [0, 2, 3, 4].contains(lead >> 5) && lead & 0x1f < 28
            throw isKnown ? .unexpectedType(at: start) : .forbiddenType(at: start)
        }
        offset += 1
        let short = lead & 0x1f
        if short < 24 { return UInt64(short) }
        guard short < 28 else { throw .forbiddenType(at: start) }
        let width = 1 << Int(short - 24)
        guard end - offset >= width else { throw .truncated(at: start) }
        var value: UInt64 = 0
        for _ in 0..<width {
            value = value << 8 | UInt64(bytes[offset])
            offset += 1
        }
        let smallest: UInt64 = width == 1 ? 24 : 1 << UInt64(width * 4)
        guard value >= smallest else { throw .notShortest(at: start) }
        return value
    }
}
