import Sealing

extension Encodings {
    /// What a token says as base 64, 32 or 58, as hexadecimal, or as packed bytes; nothing where
    /// none gives a text.
    static func decodings(of token: [UInt32]) -> [String] {
        var found: [String] = []
        let isWord = isPlainWord(token)
        if token.count >= 8, let bytes = Hex.decode(Scan.string(token)) {
            found += token.count >= 12 ? printable(bytes) : []
            if !token.allSatisfy(Scan.isDigit) { found += hidden(bytes) }
        }
        let bytes = base64(token)
        found += printable(bytes)
        // Times and measures are mostly digits, and bytes of anything read as some Han characters.
        let digits = token.filter(Scan.isDigit).count
        if !isWord, digits * 2 < token.count {
            found += hidden(bytes)
        }
        if !isWord {
            if token.first == 0x2b { found += printable(base64(Array(token.dropFirst()))) }
            found += numbers(in: bytes, of: token)
            found += base58(token)
        }
        if token.count >= 12 { found += printable(base32(token)) + printable(base32Hex(token)) }
        return found
    }

    /// Packed text, and text of Chinese character sets.
    private static func hidden(_ bytes: [UInt8]) -> [String] {
        var found: [String] = []
        if let unpacked = Inflation.unpacked(bytes) { found += printable(unpacked) }
        return found + HanTables.texts(bytes) + wide(bytes)
    }

    /// Han characters in two bytes each, of either order.
    private static func wide(_ bytes: [UInt8]) -> [String] {
        guard bytes.count >= 4, bytes.count % 2 == 0 else { return [] }
        return [0, 1].compactMap { high in
            let scalars = stride(from: 0, to: bytes.count, by: 2).map {
                UInt32(bytes[$0 + high]) << 8 | UInt32(bytes[$0 + 1 - high])
            }
            let text = scalars.first == 0xfeff ? Array(scalars.dropFirst()) : scalars
            let isText = text.allSatisfy {
                (0x20...0x7e).contains($0) || (0x4e00...0x9fa5).contains($0)
                    || (0xff01...0xff5e).contains($0) || (0x3000...0x3011).contains($0)
            }
            return isText && text.count >= 2 ? Scan.string(text) : nil
        }
    }

    /// A telephone number as the bytes of one whole number.
    private static func numbers(in bytes: [UInt8], of token: [UInt32]) -> [String] {
        guard (5...8).contains(bytes.count), token.last == 0x3d else { return [] }
        return [bytes, bytes.reversed()].compactMap { bytes in
            let value = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            let digits = Scan.scalars(String(value))
            return NumberDetector.isMobile(digits) ? Scan.string(digits) : nil
        }
    }

    /// Letters in one case, perhaps with a capital first: prose, not a code.
    static func isPlainWord(_ token: [UInt32]) -> Bool {
        token.count >= 4 && token.allSatisfy(Scan.isLetter)
            && token.dropFirst().allSatisfy { ($0 >= 0x61) == (token[1] >= 0x61) }
    }

    /// A code too long to be a word and too mixed to be one.
    static func isOpaque(_ token: [UInt32]) -> Bool {
        let parts = token.split { [0x2d, 0x5f, 0x2f].contains($0) }
        return parts.contains { part in
            let letters = part.filter(Scan.isLetter)
            let upper = letters.filter { $0 < 0x60 }.count
            let isMixed =
                part.contains(where: Scan.isDigit) || upper > 2 && upper + 2 < letters.count
            return part.count >= 28 && letters.count >= 6 && isMixed
        }
    }

    private static let base58Digits = Array(
        "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)

    /// The whole number that a token is in base 58, as bytes of text.
    private static func base58(_ token: [UInt32]) -> [String] {
        guard (12...44).contains(token.count), token.contains(where: Scan.isLetter) else {
            return []
        }
        var number = [UInt8](repeating: 0, count: 34)
        for scalar in token {
            guard scalar < 0x80, let digit = base58Digits.firstIndex(of: UInt8(scalar)) else {
                return []
            }
            var carry = digit
            for index in number.indices.reversed() {
                carry += Int(number[index]) * 58
                number[index] = UInt8(carry & 0xff)
                carry >>= 8
            }
        }
        let bytes = Array(number.drop { $0 == 0 })
        return bytes.count >= 8 && bytes.allSatisfy { (0x20...0x7e).contains($0) }
            ? printable(bytes) : []
    }

    /// The base 32 whose digits come first. Source: RFC 4648, 7.
    private static func base32Hex(_ token: [UInt32]) -> [UInt8] {
        base32(
            token.map { scalar in
                if scalar == 0x3d { return scalar }
                let lower = scalar | 0x20
                let value: UInt32
                switch lower {
                case 0x30...0x39: value = lower - 0x30
                case 0x61...0x76: value = lower - 0x61 + 10
                default: return 0x21
                }
                return value < 26 ? value + 0x61 : value - 26 + 0x32
            })
    }

    static func base64(_ token: [UInt32]) -> [UInt8] {
        var bytes: [UInt8] = []
        var (bits, count): (UInt32, UInt32) = (0, 0)
        for scalar in token {
            let value: UInt32
            switch scalar {
            case 0x41...0x5a: value = scalar - 0x41
            case 0x61...0x7a: value = scalar - 0x61 + 26
            case 0x30...0x39: value = scalar - 0x30 + 52
            case 0x2b, 0x2d: value = 62
            case 0x2f, 0x5f: value = 63
            default: continue
            }
            bits = bits << 6 | value
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> count))
            }
        }
        return bytes
    }

    private static func base32(_ token: [UInt32]) -> [UInt8] {
        var bytes: [UInt8] = []
        var (bits, count): (UInt32, UInt32) = (0, 0)
        for scalar in token where scalar != 0x3d {
            let value: UInt32
            switch scalar {
            case 0x41...0x5a: value = scalar - 0x41
            case 0x61...0x7a: value = scalar - 0x61
            case 0x32...0x37: value = scalar - 0x32 + 26
            default: return []
            }
            bits = bits << 5 | value
            count += 5
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> count))
            }
        }
        return bytes
    }

    /// The bytes as a text, also from UTF-16; of other bytes the stretches that are ASCII.
    static func printable(_ given: some Sequence<UInt8>) -> [String] {
        let bytes = Array(given)
        guard bytes.count >= 4 else { return [] }
        let zeros = bytes.filter { $0 == 0 }.count
        let compact = zeros * 3 >= bytes.count ? bytes.filter { $0 != 0 } : bytes
        if let text = String(validating: compact, as: UTF8.self),
            text.unicodeScalars.allSatisfy({ $0.value >= 0x20 || [9, 10, 13].contains($0.value) })
        {
            return [text]
        }
        if Inflation.isWrapped(bytes) { return ["data:packed"] }
        let ascii = compact.filter { (0x20...0x7e).contains($0) }
        guard ascii.count * 5 >= compact.count * 4, ascii.count >= 10 else { return [] }
        let spaced = compact.map { (0x20...0x7e).contains($0) ? $0 : 0x20 }
        return [String(decoding: spaced, as: UTF8.self)]
    }
}
