extension JSONReader {
    /// Reads a text with all its escapes; the offset is at the opening quote.
    mutating func text() throws(JSONFault) -> String {
        let start = offset
        offset += 1
        var decoded: [UInt8] = []
        while true {
            let byte = try peek()
            offset += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: decoded, as: UTF8.self) else {
                    throw .malformedText(at: start)
                }
                return text
            case UInt8(ascii: "\\"): decoded.append(contentsOf: Array(String(try escape()).utf8))
            case 0..<0x20: throw .controlCharacter(at: offset - 1)
            default: decoded.append(byte)
            }
        }
    }

    private mutating func escape() throws(JSONFault) -> Unicode.Scalar {
        let start = offset - 1
        let letter = try peek()
        offset += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let first = try fourDigits(start)
            if let scalar = Unicode.Scalar(first) { return scalar }
            guard first < 0xdc00, try peek() == UInt8(ascii: "\\") else {
                throw .malformedEscape(at: start)
            }
            offset += 1
            guard try peek() == UInt8(ascii: "u") else { throw .malformedEscape(at: start) }
            offset += 1
            let second = try fourDigits(start)
            guard (0xdc00...0xdfff).contains(second),
                let scalar = Unicode.Scalar(
                    0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00))
            else { throw .malformedEscape(at: start) }
            return scalar
        default: throw .malformedEscape(at: start)
        }
    }

    private mutating func fourDigits(_ start: Int) throws(JSONFault) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            let digit = try peek()
            offset += 1
            guard let part = hexadecimalValue(UInt32(digit)) else {
                throw .malformedEscape(at: start)
            }
            value = value << 4 | part
        }
        return value
    }
}

/// The value of a hexadecimal digit; nil for other characters.
package func hexadecimalValue(_ scalar: UInt32) -> UInt32? {
    switch scalar {
    case 0x30...0x39: scalar - 0x30
    case 0x61...0x66: scalar - 0x61 + 10
    case 0x41...0x46: scalar - 0x41 + 10
    default: nil
    }
}
