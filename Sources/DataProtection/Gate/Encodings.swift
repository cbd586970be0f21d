import Sealing
import WrittenText

/// The encodings that the gate reads: entities, percents, escapes, base 64, base 32, hexadecimal,
/// lists of character codes.
enum Encodings {
    static func isBase64(_ scalar: UInt32) -> Bool {
        Scan.isWord(scalar) || [0x2b, 0x2f, 0x2d, 0x5f, 0x3d].contains(scalar)
    }

    private static let names: [String: UInt32] = [
        "amp": 0x26, "lt": 0x3c, "gt": 0x3e, "quot": 0x22, "apos": 0x27, "nbsp": 0x20,
        "commat": 0x40, "period": 0x2e, "colon": 0x3a, "hyphen": 0x2d, "num": 0x23,
        "lpar": 0x28, "rpar": 0x29, "shy": 0xad, "zwj": 0x200d, "zwnj": 0x200c, "sol": 0x2f,
    ]

    /// `&#49;`, `&#x31;`, `&amp;`; nil where the text has none.
    static func withoutEntities(_ text: [UInt32]) -> [UInt32]? {
        replaced(text, at: 0x26) { rest in
            let body = rest.dropFirst().prefix(40).prefix { Scan.isWord($0) || $0 == 0x23 }
            let hasEnd = rest.dropFirst(1 + body.count).first == 0x3b
            let length = 1 + body.count + (hasEnd ? 1 : 0)
            let word = Array(body)
            if word.first == 0x23 {
                let isHex = word.count > 1 && word[1] | 0x20 == 0x78
                let digits = word.dropFirst(isHex ? 2 : 1).drop { $0 == 0x30 }
                guard let value = number(digits, radix: isHex ? 16 : 10) else { return nil }
                return (value, length)
            }
            // A name that is not known reads as a blank: most of them are one.
            guard hasEnd, word.count >= 2 else { return nil }
            return (names[Scan.string(word)] ?? 0x20, length)
        }
    }

    /// `%31` and the `=31` of quoted-printable, read as UTF-8.
    static func withoutPercents(_ text: [UInt32]) -> [UInt32]? {
        var bytes: [UInt8] = []
        var index = 0
        var changed = false
        while index < text.count {
            let isSign = text[index] == 0x25 || text[index] == 0x3d
            if isSign, index + 2 < text.count, let high = hexadecimalValue(text[index + 1]),
                let low = hexadecimalValue(text[index + 2])
            {
                bytes.append(UInt8(high << 4 | low))
                index += 3
                changed = true
            } else {
                bytes.append(contentsOf: Array(Scan.string([text[index]]).utf8))
                index += 1
            }
        }
        guard changed else { return nil }
        // Lines broken by quoted-printable end in a sign alone.
        let text = String(validating: bytes, as: UTF8.self) ?? HanTables.texts(bytes).first
        return Scan.scalars(text ?? String(decoding: bytes, as: UTF8.self))
    }

    /// `\u0031`, `\x31`, `\u{31}`, `U+0031` written out in a text.
    static func withoutBackslashes(_ text: [UInt32]) -> [UInt32]? {
        let slashed = replaced(text, at: 0x5c) { rest in escape(rest) }
        let base = slashed ?? text
        let named = replaced(base, at: 0x55) { rest in
            guard rest.dropFirst().first == 0x2b else { return nil }
            let digits = rest.dropFirst(2).prefix(6).prefix { hexadecimalValue($0) != nil }
            guard digits.count >= 4, let value = number(digits.prefix(4), radix: 16) else {
                return nil
            }
            return (value, 6)
        }
        return named ?? slashed
    }

    private static func escape(_ rest: ArraySlice<UInt32>) -> (UInt32, Int)? {
        let body = rest.dropFirst()
        guard let letter = body.first.map({ $0 | 0x20 }) else { return nil }
        let tail = body.dropFirst()
        if letter == 0x75, tail.first == 0x7b {
            let digits = tail.dropFirst().prefix(6).prefix { hexadecimalValue($0) != nil }
            return number(digits, radix: 16).map { ($0, digits.count + 4) }
        }
        let isLong = body.first == 0x55
        let width = isLong ? 8 : letter == 0x75 ? 4 : letter == 0x78 ? 2 : 0
        let digits = tail.prefix(width)
        guard width > 0, digits.count == width,
            let value = number(digits.drop { $0 == 0x30 }, radix: 16)
        else {
            return nil
        }
        return (value, width + 2)
    }

    /// Without anything between `<` and `>`.
    static func withoutTags(_ text: [UInt32]) -> [UInt32]? {
        guard text.contains(0x3c), text.contains(0x3e) else { return nil }
        var result: [UInt32] = []
        var open: Int?
        for scalar in text {
            if scalar == 0x3c, open == nil { open = result.count }
            result.append(scalar)
            guard let start = open else { continue }
            if scalar == 0x3e {
                result.removeSubrange(start...)
                open = nil
            } else if result.count - start > 200 {
                open = nil
            }
        }
        return result.count == text.count ? nil : result
    }

    private static func replaced(
        _ text: [UInt32], at sign: UInt32, _ read: (ArraySlice<UInt32>) -> (UInt32, Int)?
    ) -> [UInt32]? {
        guard text.contains(sign) else { return nil }
        var result: [UInt32] = []
        var index = 0
        var changed = false
        while index < text.count {
            if text[index] == sign, let (value, length) = read(text[index...]) {
                result.append(value)
                index += length
                changed = true
            } else {
                result.append(text[index])
                index += 1
            }
        }
        return changed ? result : nil
    }

    private static func number(_ digits: some Collection<UInt32>, radix: UInt32) -> UInt32? {
        guard (1...7).contains(digits.count) else { return nil }
        var value: UInt32 = 0
        for digit in digits {
            guard let part = hexadecimalValue(digit), part < radix else { return nil }
            value = value * radix + part
        }
        return Unicode.Scalar(value) == nil ? nil : value
    }

    /// The text of character codes; nothing unless all of them are printable.
    static func text(ofCodes codes: [UInt32]) -> [String] {
        let isText = codes.allSatisfy { (0x20...0x7e).contains($0) || Scan.isHan($0) }
        return isText && codes.count >= 2 ? [Scan.string(codes)] : []
    }
}
