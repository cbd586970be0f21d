/// Small tools on texts as arrays of scalar values: the detectors are loops over integers.
enum Scan {
    static func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

    static func string(_ scalars: some Sequence<UInt32>) -> String {
        var view = String.UnicodeScalarView()
        for value in scalars {
            if let scalar = Unicode.Scalar(value) { view.append(scalar) }
        }
        return String(view)
    }

    static func isDigit(_ scalar: UInt32) -> Bool { scalar >= 0x30 && scalar <= 0x39 }

    static func isLetter(_ scalar: UInt32) -> Bool {
        let lower = scalar | 0x20
        return lower >= 0x61 && lower <= 0x7a
    }

    static func isWord(_ scalar: UInt32) -> Bool { isDigit(scalar) || isLetter(scalar) }

    static func isHan(_ scalar: UInt32) -> Bool {
        guard scalar >= 0x3007 else { return false }
        return scalar >= 0x4e00 && scalar <= 0x9fff || scalar == 0x3007
            || scalar >= 0x3400 && scalar <= 0x4dbf || scalar >= 0x20000 && scalar <= 0x323af
            || scalar >= 0xf900 && scalar <= 0xfaff
    }

    /// Whether the part stands at that place.
    static func has(_ part: [UInt32], in text: [UInt32], at start: Int) -> Bool {
        guard start >= 0, start + part.count <= text.count else { return false }
        var index = 0
        while index < part.count {
            if text[start + index] != part[index] { return false }
            index += 1
        }
        return true
    }

    /// All places where the part begins.
    static func places(of part: [UInt32], in text: [UInt32]) -> [Int] {
        guard let first = part.first, part.count <= text.count else { return [] }
        var found: [Int] = []
        var start = 0
        while start <= text.count - part.count {
            if text[start] == first, has(part, in: text, at: start) { found.append(start) }
            start += 1
        }
        return found
    }

    static func contains(_ text: [UInt32], _ part: [UInt32]) -> Bool {
        guard let first = part.first, part.count <= text.count else { return false }
        var start = 0
        while start <= text.count - part.count {
            if text[start] == first, has(part, in: text, at: start) { return true }
            start += 1
        }
        return false
    }

    /// Letters, digits and Han characters only: what is left when separators are taken away.
    static func squeezed(_ text: [UInt32]) -> [UInt32] {
        text.filter { isWord($0) || isHan($0) }
    }

    /// Without blanks; other separators stay.
    static func withoutBlanks(_ text: [UInt32]) -> [UInt32] {
        text.filter { $0 > 0x20 }
    }

    /// Maximal stretches of scalars of one kind.
    static func runs(in text: [UInt32], where belongs: (UInt32) -> Bool) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var start = -1
        var index = 0
        while index < text.count {
            if belongs(text[index]) {
                if start < 0 { start = index }
            } else if start >= 0 {
                found.append(start..<index)
                start = -1
            }
            index += 1
        }
        if start >= 0 { found.append(start..<text.count) }
        return found
    }
}

/// What a folded text is made of: which detectors have anything to look for.
struct TextTraits {
    private(set) var digits = 0
    private(set) var numerals = 0
    private(set) var letters = 0
    private(set) var words = 0
    private(set) var han = 0
    private(set) var dots = 0
    private(set) var colons = 0
    private(set) var dashes = 0
    private(set) var hasAt = false

    init(_ text: [UInt32]) {
        var wasLetter = false
        for scalar in text {
            var isLetter = false
            if Scan.isDigit(scalar) {
                digits += 1
                numerals += 1
            } else if Scan.isLetter(scalar) {
                isLetter = true
                letters += 1
                if !wasLetter { words += 1 }
            } else if scalar > 0x7f {
                if Scan.isHan(scalar) { han += 1 }
                if NumeralFolding.isNumeral(scalar) { numerals += 1 }
            } else {
                switch scalar {
                case 0x2e: dots += 1
                case 0x3a: colons += 1
                case 0x2d: dashes += 1
                case 0x40: hasAt = true
                default: break
                }
            }
            wasLetter = isLetter
        }
    }
}
