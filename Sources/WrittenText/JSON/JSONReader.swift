/// Reads RFC 8259 strictly: one value, no duplicate names, no half surrogates, bounded size.
///
/// The one reader of JSON: lenient readers keep one of two equal names, so that a file means one
/// thing to one program and another to the next, and they convert numbers.
package struct JSONReader: Sendable {
    let bytes: [UInt8]
    var offset = 0
    private var depth = 0
    private var count = 0
    /// The way to the value that is read; stays where it is when reading stops at a fault.
    private var path: [any CodingKey] = []

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The one value that the bytes hold.
    package static func read(_ bytes: [UInt8]) throws(JSONFault) -> JSONValue {
        guard bytes.count <= Limits.maximumJSONBytes else {
            throw .tooLarge(at: Limits.maximumJSONBytes)
        }
        var reader = JSONReader(bytes)
        return try reader.whole()
    }

    /// The same, with the place of a fault as people look for it.
    static func readPlaced(_ bytes: [UInt8]) throws(WrittenJSONFault) -> JSONValue {
        guard bytes.count <= Limits.maximumJSONBytes else {
            throw .text(.tooLarge(bytes: bytes.count, most: Limits.maximumJSONBytes))
        }
        var reader = JSONReader(bytes)
        do throws(JSONFault) {
            return try reader.whole()
        } catch {
            let line = LineEnds.stretch(around: min(error.offset, bytes.count), in: bytes)
            let before = bytes[line.range.lowerBound..<max(line.range.lowerBound, error.offset)]
            throw .syntax(
                error, path: JSONPath.text(reader.path), line: line.number,
                column: String(decoding: before, as: UTF8.self).unicodeScalars.count + 1)
        }
    }

    private mutating func whole() throws(JSONFault) -> JSONValue {
        skipBlanks()
        let value = try value()
        skipBlanks()
        guard offset == bytes.count else { throw .trailingBytes(at: offset) }
        return value
    }

    private mutating func skipBlanks() {
        while offset < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[offset]) { offset += 1 }
    }

    func peek() throws(JSONFault) -> UInt8 {
        guard offset < bytes.count else { throw .truncated(at: offset) }
        return bytes[offset]
    }

    private mutating func value() throws(JSONFault) -> JSONValue {
        count += 1
        guard count <= Limits.maximumValues else { throw .tooLarge(at: offset) }
        switch try peek() {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try word("true", .flag(true))
        case UInt8(ascii: "f"): return try word("false", .flag(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), 0x30...0x39: return try number()
        default: throw .unexpected(at: offset)
        }
    }

    private mutating func word(
        _ word: StaticString, _ value: JSONValue
    ) throws(JSONFault) -> JSONValue {
        for letter in String(describing: word).utf8 {
            guard try peek() == letter else { throw .unexpected(at: offset) }
            offset += 1
        }
        return value
    }

    private mutating func enter() throws(JSONFault) {
        depth += 1
        guard depth <= Limits.maximumDepth else { throw .tooDeep(at: offset) }
        offset += 1
        skipBlanks()
    }

    /// After an element: true when another follows, false at the closing bracket.
    private mutating func another(closing: UInt8) throws(JSONFault) -> Bool {
        skipBlanks()
        let next = try peek()
        guard next == closing || next == UInt8(ascii: ",") else { throw .unexpected(at: offset) }
        offset += 1
        if next == closing { depth -= 1 } else { skipBlanks() }
        return next != closing
    }

    private mutating func array() throws(JSONFault) -> JSONValue {
        try enter()
        var values: [JSONValue] = []
        if try peek() == UInt8(ascii: "]") {
            _ = try another(closing: UInt8(ascii: "]"))
            return .array([])
        }
        repeat {
            path.append(JSONPath.Step(values.count))
            values.append(try value())
            path.removeLast()
        } while try another(closing: UInt8(ascii: "]"))
        return .array(values)
    }

    private mutating func object() throws(JSONFault) -> JSONValue {
        try enter()
        var members: [JSONMember] = []
        // Compared by canonical equivalence, wider than bytes: two spellings of one name are one.
        var names: Set<String> = []
        if try peek() == UInt8(ascii: "}") {
            _ = try another(closing: UInt8(ascii: "}"))
            return .object([])
        }
        repeat {
            let start = offset
            guard try peek() == UInt8(ascii: "\"") else { throw .unexpected(at: offset) }
            let name = try text()
            path.append(JSONPath.Step(name))
            guard names.insert(name).inserted else { throw .duplicateName(at: start) }
            skipBlanks()
            guard try peek() == UInt8(ascii: ":") else { throw .unexpected(at: offset) }
            offset += 1
            skipBlanks()
            members.append(JSONMember(name, try value()))
            path.removeLast()
        } while try another(closing: UInt8(ascii: "}"))
        return .object(members)
    }

    private mutating func number() throws(JSONFault) -> JSONValue {
        let start = offset
        func isDigit(_ at: Int) -> Bool { at < bytes.count && (0x30...0x39).contains(bytes[at]) }
        if bytes[offset] == UInt8(ascii: "-") { offset += 1 }
        guard isDigit(offset) else { throw .malformedNumber(at: start) }
        if bytes[offset] == UInt8(ascii: "0") {
            offset += 1
        } else {
            while isDigit(offset) { offset += 1 }
        }
        if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
            offset += 1
            guard isDigit(offset) else { throw .malformedNumber(at: start) }
            while isDigit(offset) { offset += 1 }
        }
        if offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") {
            offset += 1
            if offset < bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[offset])
            {
                offset += 1
            }
            guard isDigit(offset) else { throw .malformedNumber(at: start) }
            while isDigit(offset) { offset += 1 }
        }
        guard !isDigit(offset), offset - start <= Limits.maximumNumberBytes else {
            throw .malformedNumber(at: start)
        }
        return .number(String(decoding: bytes[start..<offset], as: UTF8.self))
    }
}
