import Sealing
import WrittenText

extension Encodings {
    /// Codes of characters one after the other: pairs of hexadecimal digits, octal and decimal
    /// numbers, eight bits each, with or without the name of a function before them.
    static func codeLists(_ text: [UInt32]) -> [String] {
        let all = Scan.runs(in: text, where: Scan.isWord)
        guard all.count >= 4, all.count <= 4_096 else { return wholeBits(text) }
        let words = all.map { Scan.string(text[$0]) }.drop { word in
            word.utf8.allSatisfy { $0 >= 0x41 }
                && !(word.utf8.count == 2 && word.utf8.allSatisfy(isHexadecimal))
        }
        guard words.count >= 4 else { return wholeBits(text) }
        var found: [String] = []
        let pairs = words.map { word in
            word.hasPrefix("0x") || word.hasPrefix("0X") ? String(word.dropFirst(2)) : word
        }
        if words.count >= 6, pairs.allSatisfy({ $0.utf8.count == 2 }) {
            found += printable(Hex.decode(pairs.joined()) ?? [])
        }
        let octal = words.compactMap { $0.utf8.count <= 3 ? UInt32($0, radix: 8) : nil }
        if octal.count == words.count { found += self.text(ofCodes: octal) }
        let codes = words.compactMap { $0.utf8.count <= 6 ? UInt32($0) : nil }
        if codes.count == words.count { found += self.text(ofCodes: codes) }
        if words.allSatisfy({ $0.utf8.count == 8 || $0.utf8.count == 7 }) {
            let bits = words.compactMap { UInt8($0, radix: 2) }
            if bits.count == words.count { found += printable(bits) }
        }
        return found
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        hexadecimalValue(UInt32(byte)) != nil
    }

    /// One unbroken row of bits.
    private static func wholeBits(_ text: [UInt32]) -> [String] {
        guard text.count >= 32, text.count % 8 == 0, text.count <= 4_096,
            text.allSatisfy({ $0 == 0x30 || $0 == 0x31 })
        else { return [] }
        let bytes = stride(from: 0, to: text.count, by: 8).map { start in
            text[start..<(start + 8)].reduce(UInt8(0)) { $0 << 1 | UInt8($1 - 0x30) }
        }
        return printable(bytes)
    }

    /// `0x…` as the decimal number that it is.
    static func hexadecimalNumbers(_ text: [UInt32]) -> [String] {
        Scan.runs(in: text, where: Scan.isWord).compactMap { run in
            guard (9...17).contains(run.count), text[run.lowerBound] == 0x30,
                text[run.lowerBound + 1] | 0x20 == 0x78
            else { return nil }
            return UInt64(Scan.string(text[run].dropFirst(2)), radix: 16).map { String($0) }
        }
    }

    /// `\\31 `: a backslash, up to six hexadecimal digits and a blank, as style sheets write it.
    static func withoutStyleEscapes(_ text: [UInt32]) -> [UInt32]? {
        numericEscapes(text, most: 6, radix: 16, takesBlank: true)
    }

    /// `\\061`: a backslash and three octal digits.
    static func withoutOctalEscapes(_ text: [UInt32]) -> [UInt32]? {
        guard let codes = numericEscapes(text, most: 3, radix: 8, takesBlank: false) else {
            return nil
        }
        // Bytes above ASCII are UTF-8 or a Chinese set.
        guard codes.allSatisfy({ $0 <= 0xff }), codes.contains(where: { $0 >= 0x80 }) else {
            return codes
        }
        return fromBytes(codes) ?? codes
    }

    private static func numericEscapes(
        _ text: [UInt32], most: Int, radix: UInt32, takesBlank: Bool
    ) -> [UInt32]? {
        guard text.contains(0x5c) else { return nil }
        var result: [UInt32] = []
        var index = 0
        var changed = false
        while index < text.count {
            let digits = text[(index + 1)...].prefix(most).prefix {
                (hexadecimalValue($0) ?? 99) < radix
            }
            guard text[index] == 0x5c, digits.count >= 2 else {
                result.append(text[index])
                index += 1
                continue
            }
            let value = digits.reduce(UInt32(0)) { $0 * radix + (hexadecimalValue($1) ?? 0) }
            result.append(Unicode.Scalar(value) == nil ? 0x20 : value)
            index += 1 + digits.count
            if takesBlank, index < text.count, text[index] == 0x20 { index += 1 }
            changed = true
        }
        return changed ? result : nil
    }

    /// Characters that are bytes of another encoding, shown one by one: read as UTF-8 or as a
    /// Chinese set.
    static func fromBytes(_ text: [UInt32]) -> [UInt32]? {
        guard text.contains(where: { $0 >= 0x80 }) else { return nil }
        var bytes: [UInt8] = []
        for scalar in text {
            if scalar <= 0xff {
                bytes.append(UInt8(scalar))
            } else if let byte = western[scalar] {
                bytes.append(byte)
            } else {
                return nil
            }
        }
        if let text = String(validating: bytes, as: UTF8.self) { return Scan.scalars(text) }
        return HanTables.texts(bytes).first.map { Scan.scalars($0) }
    }

    /// Signs of Windows 1252 with their bytes.
    private static let western: [UInt32: UInt8] = [
        0x20ac: 0x80, 0x201a: 0x82, 0x192: 0x83, 0x201e: 0x84, 0x2026: 0x85, 0x2020: 0x86,
        0x2021: 0x87, 0x2c6: 0x88, 0x2030: 0x89, 0x160: 0x8a, 0x2039: 0x8b, 0x152: 0x8c,
        0x17d: 0x8e, 0x2018: 0x91, 0x2019: 0x92, 0x201c: 0x93, 0x201d: 0x94, 0x2022: 0x95,
        0x2013: 0x96, 0x2014: 0x97, 0x2dc: 0x98, 0x2122: 0x99, 0x161: 0x9a, 0x203a: 0x9b,
        0x153: 0x9c, 0x17e: 0x9e, 0x178: 0x9f,
    ]

    /// The base 85 between `<~` and `~>`.
    static func base85(_ text: [UInt32]) -> [String] {
        guard let start = Scan.places(of: Scan.scalars("<~"), in: text).first,
            let end = Scan.places(of: Scan.scalars("~>"), in: text).first(where: { $0 > start })
        else { return [] }
        var digits = text[(start + 2)..<end].filter { $0 >= 0x21 && $0 <= 0x75 }
        guard digits.count >= 5, digits.count <= 4_096 else { return [] }
        let missing = (5 - digits.count % 5) % 5
        digits += Array(repeating: 0x75, count: missing)
        var bytes: [UInt8] = []
        for group in stride(from: 0, to: digits.count, by: 5) {
            let value = digits[group..<(group + 5)].reduce(UInt64(0)) {
                $0 * 85 + UInt64($1 - 0x21)
            }
            bytes += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt64($0)) }
        }
        return printable(bytes.dropLast(missing))
    }
}
