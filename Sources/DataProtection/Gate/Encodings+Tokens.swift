import Sealing

extension Encodings {
    /// What a token says as base 64, base 32 or hexadecimal; nothing where none gives a text.
    static func decodings(of token: [UInt32]) -> [String] {
        var found: [String] = []
        if token.count >= 12, let bytes = Hex.decode(Scan.string(token)) {
            found += printable(bytes)
        }
        found += printable(base64(token))
        if token.count >= 12 { found += printable(base32(token)) }
        return found
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

    private static func base64(_ token: [UInt32]) -> [UInt8] {
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
    static func printable(_ bytes: [UInt8]) -> [String] {
        guard bytes.count >= 4 else { return [] }
        let zeros = bytes.filter { $0 == 0 }.count
        let compact = zeros * 3 >= bytes.count ? bytes.filter { $0 != 0 } : bytes
        if let text = String(validating: compact, as: UTF8.self),
            text.unicodeScalars.allSatisfy({ $0.value >= 0x20 || [9, 10, 13].contains($0.value) })
        {
            return [text]
        }
        let ascii = compact.filter { (0x20...0x7e).contains($0) }
        guard ascii.count * 5 >= compact.count * 4, ascii.count >= 10 else { return [] }
        let spaced = compact.map { (0x20...0x7e).contains($0) ? $0 : 0x20 }
        return [String(decoding: spaced, as: UTF8.self)]
    }
}
