/// Text from a file as it may be shown: what would hide, reorder or break is written out.
enum VisibleText {
    /// Control, bidirectional, zero-width, private and unassigned characters become `<U+202E>`.
    static func text(_ value: String) -> String {
        var result = ""
        for scalar in value.unicodeScalars {
            if isVisible(scalar) {
                result.unicodeScalars.append(scalar)
            } else {
                let digits = String(scalar.value, radix: 16, uppercase: true)
                let padding = String(repeating: "0", count: max(0, 4 - digits.utf8.count))
                result += "<U+\(padding)\(digits)>"
            }
        }
        return result
    }

    /// The same, for the content of an element or a quoted attribute.
    static func html(_ value: String) -> String {
        var result = ""
        for scalar in text(value).unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// A quoted JSON text in ASCII. Source: RFC 8259 section 7.
    static func json(_ value: String) -> String {
        var result = "\""
        for unit in value.utf16 {
            switch unit {
            case 0x22: result += "\\\""
            case 0x5c: result += "\\\\"
            case 0x20...0x7e: result.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
            default:
                let digits = String(unit, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            }
        }
        return result + "\""
    }

    // An allow-list by ranges, not by Unicode properties: those change with the compiler.
    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        // ASCII and Latin letters; without the soft hyphen.
        case 0x20...0x7e, 0xa1...0xac, 0xae...0x24f: true
        // Greek, Cyrillic.
        case 0x391...0x3c9, 0x410...0x44f: true
        // Dashes, quotation marks, bullet, ellipsis, per mille.
        case 0x2010...0x2027, 0x2030, 0x203b: true
        // Numbers, arrows, mathematics, boxes and shapes.
        case 0x2103, 0x2116, 0x2160...0x217f, 0x2190...0x21ff, 0x2200...0x22ff: true
        case 0x2460...0x249b, 0x25a0...0x25ff: true
        // Chinese punctuation and characters, full-width forms.
        case 0x3001...0x3029, 0x3400...0x4dbf, 0x4e00...0x9fff: true
        case 0xff01...0xff5e, 0xffe5, 0x2_0000...0x2_ebe0: true
        default: false
        }
    }
}
