/// What a name may be made of: fixed ranges of scalars, so that no Unicode table can move it.
///
/// ASCII letters, digits and `_`, U+3400–4DBF, U+4E00–9FFF; the first is not a digit. Paths join
/// two or more of them with `.`. Source: docs/reference/charter-language.md, "Lexing".
package enum Identifier {
    @inline(__always)
    static func isHan(_ scalar: UInt32) -> Bool {
        (0x3400...0x4dbf).contains(scalar) || (0x4e00...0x9fff).contains(scalar)
    }

    @inline(__always)
    static func isDigit(_ scalar: UInt32) -> Bool { (0x30...0x39).contains(scalar) }

    @inline(__always)
    static func isLetter(_ scalar: UInt32) -> Bool {
        (0x41...0x5a).contains(scalar) || (0x61...0x7a).contains(scalar) || scalar == 0x5f
            || isHan(scalar)
    }

    /// Spaces between tokens: the ASCII ones and the full-width one.
    static func isSpace(_ scalar: UInt32) -> Bool {
        scalar == 0x20 || scalar == 0x09 || scalar == 0x0a || scalar == 0x0d || scalar == 0x3000
    }

    /// Characters that hide what a reader sees: controls, bidi marks, zero-width, line separators,
    /// private use, surrogates of other spaces.
    static func isForbidden(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x0a, 0x0d, 0x09: false
        case 0...0x1f, 0x7f...0xa0, 0xad, 0x34f, 0x61c, 0x115f...0x1160, 0x17b4...0x17b5: true
        case 0x180b...0x180f, 0x2000...0x200f, 0x2028...0x202f, 0x205f...0x206f: true
        case 0x3164, 0xfe00...0xfe0f, 0xfeff, 0xffa0, 0xfff0...0xffff: true
        case 0xe000...0xf8ff: true
        default: scalar > 0x2fa1f
        }
    }

    /// Whether a text is one name.
    package static func isName(_ text: String) -> Bool {
        check(text, dots: false) { isLetter($0) }
    }

    /// Whether a text is one name of ASCII only.
    package static func isASCIIName(_ text: String) -> Bool {
        check(text, dots: false) { isLetter($0) && $0 < 0x80 }
    }

    /// Whether a text is a name or names joined by dots.
    package static func isPath(_ text: String) -> Bool {
        check(text, dots: true) { isLetter($0) }
    }

    package static func isASCIIPath(_ text: String) -> Bool {
        check(text, dots: true) { isLetter($0) && $0 < 0x80 }
    }

    private static func check(
        _ text: String, dots: Bool, _ isLetter: (UInt32) -> Bool
    ) -> Bool {
        guard (1...CharterLimits.identifierBytes).contains(text.utf8.count) else { return false }
        var isFirst = true
        for scalar in text.unicodeScalars {
            if dots, scalar == ".", !isFirst {
                isFirst = true
            } else if isLetter(scalar.value) || (!isFirst && isDigit(scalar.value)) {
                isFirst = false
            } else {
                return false
            }
        }
        return !isFirst
    }
}
