/// Brings different writings of one character together: widths, scripts of digits, enclosed and
/// mathematical forms, look-alikes, traditional forms; takes invisible characters away.
///
/// Digits are told by what Unicode says of a character (general category Nd and numeric value), so
/// that no script is forgotten; letters and Han characters by own tables.
enum ScalarFolding {
    /// The text in lower case with every character in its plain form. The one folding of the gate:
    /// what is matched against it must be folded by it too.
    static func folded(_ text: String) -> [UInt32] { forms(of: text, lowering: true) }

    /// As `folded`, but capitals stay: they tell names from words in Latin writing.
    static func plain(_ text: String) -> [UInt32] { forms(of: text, lowering: false) }

    private static func forms(of text: String, lowering: Bool) -> [UInt32] {
        var result: [UInt32] = []
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            let value = scalar.value
            if value < 0x80 {
                let plain = value < 0x20 ? 0x20 : value
                result.append(lowering && plain >= 0x41 && plain <= 0x5a ? plain + 0x20 : plain)
                continue
            }
            let form = value <= 0xffff ? table[Int(value)] : plainForm(value)
            if form == hidden { continue }
            if form >= twoDigits {
                result.append(0x30 + (form - twoDigits) / 10)
                result.append(0x30 + (form - twoDigits) % 10)
            } else {
                result.append(lowering && form >= 0x41 && form <= 0x5a ? form + 0x20 : form)
            }
        }
        return result
    }

    private static let hidden: UInt32 = .max
    /// From here on a form is a number of two digits.
    private static let twoDigits: UInt32 = 0x0100_0000
    private static let table: [UInt32] = (0...0xffff).map { plainForm($0) }

    /// How many characters of the text cannot be seen.
    static func invisibleCount(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + (isInvisible($1.value) ? 1 : 0) }
    }

    /// Tag characters spell hidden text that a program can read.
    static func hasTags(_ text: String) -> Bool {
        text.unicodeScalars.contains { (0xe0000...0xe007f).contains($0.value) }
    }

    private static let invisible: [ClosedRange<UInt32>] = [
        0x00ad...0x00ad, 0x0300...0x036f, 0x034f...0x034f, 0x061c...0x061c, 0x115f...0x1160,
        0x17b4...0x17b5, 0x180b...0x180f, 0x1ab0...0x1aff, 0x1dc0...0x1dff, 0x200b...0x200f,
        0x202a...0x202e, 0x2060...0x206f, 0x20d0...0x20ff, 0x3164...0x3164, 0xfe00...0xfe0f,
        0xfe20...0xfe2f, 0xfeff...0xfeff, 0xffa0...0xffa0, 0xfff0...0xfffb, 0x283c...0x283c,
        0xe0000...0xe0fff,
        0x1d173...0x1d17a, 0x1bca0...0x1bca3,
    ]

    private static func isInvisible(_ scalar: UInt32) -> Bool {
        scalar >= 0xad && invisible.contains { $0.contains(scalar) }
    }

    private static func plainForm(_ scalar: UInt32) -> UInt32 {
        if scalar < 0x80 { return scalar < 0x20 ? 0x20 : scalar }
        if isInvisible(scalar) { return hidden }
        if (0xff01...0xff5e).contains(scalar) { return scalar - 0xfee0 }
        if let plain = single[scalar] ?? accented[scalar] { return plain }
        if let letter = letter(scalar) { return letter }
        return number(scalar) ?? scalar
    }

    /// Digits of every script and numerals in one character: circled, Roman, counting rods.
    private static func number(_ scalar: UInt32) -> UInt32? {
        if (0x2680...0x2685).contains(scalar) { return scalar - 0x2680 + 0x31 }
        guard !Scan.isHan(scalar), let properties = Unicode.Scalar(scalar)?.properties,
            properties.numericType != nil, let value = properties.numericValue,
            value >= 0, value < 100, value == value.rounded(.down)
        else { return nil }
        let whole = UInt32(value)
        return whole < 10 ? 0x30 + whole : twoDigits + whole
    }

    /// Braille cells for one … nine and zero, as they stand behind the number sign.
    private static let braille: [UInt32] = [
        0x281a, 0x2801, 0x2803, 0x2809, 0x2819, 0x2811, 0x280b, 0x281b, 0x2813, 0x280a,
    ]

    /// Letters with tone marks and accents as letters.
    private static let accented: [UInt32: UInt32] = {
        var table: [UInt32: UInt32] = [:]
        for (base, forms) in [
            ("a", "āáǎàâäãåăąạảấầẩẫậắằẳẵặÀÁÂÃÄÅĀĂĄ"), ("c", "çćčÇĆČ"), ("d", "đďĐĎð"),
            ("e", "ēéěèêëęėẹẻẽếềểễệÈÉÊËĒĘĚ"), ("g", "ğĝģĞ"), ("i", "īíǐìîïįıịỉĩÌÍÎÏĪİ"),
            ("l", "łľĺļŁ"), ("n", "ńňñņǹÑŃŇ"), ("o", "ōóǒòôöõøőơọỏốồổỗộớờởỡợÒÓÔÕÖØŌŐ"),
            ("r", "řŕŘ"), ("s", "śšşșßŚŠŞȘ"), ("t", "ťţțŤŢ"),
            ("u", "ūúǔùûüųůűưǖǘǚǜụủũứừửữựÙÚÛÜŪŮŰ"),
            ("y", "ýÿỳỷỹỵÝ"), ("z", "źżžŹŻŽ"),
        ] {
            let plain = base.unicodeScalars.first!.value
            for form in forms.unicodeScalars {
                let isCapital = form.properties.isUppercase
                table[form.value] = isCapital ? plain - 0x20 : plain
            }
        }
        for (digit, cell) in braille.enumerated() { table[cell] = 0x30 + UInt32(digit) }
        return table
    }()

    private static func letter(_ scalar: UInt32) -> UInt32? {
        switch scalar {
        case 0x24b6...0x24cf: scalar - 0x24b6 + 0x61
        case 0x24d0...0x24e9: scalar - 0x24d0 + 0x61
        case 0x249c...0x24b5: scalar - 0x249c + 0x61
        case 0x1f110...0x1f129: scalar - 0x1f110 + 0x61
        case 0x1f130...0x1f149: scalar - 0x1f130 + 0x61
        case 0x1f150...0x1f169: scalar - 0x1f150 + 0x61
        case 0x1f170...0x1f189: scalar - 0x1f170 + 0x61
        case 0x1d400...0x1d6a3: (scalar - 0x1d400) % 26 + 0x61
        default: nil
        }
    }

    private static let single: [UInt32: UInt32] = {
        var table: [UInt32: UInt32] = [:]
        func map(_ from: String, _ to: String) {
            for (source, target) in zip(from.unicodeScalars, to.unicodeScalars) {
                table[source.value] = target.value
            }
        }
        map("аеорсхуіѕјкмнтвАЕОРСХУІЅЈКМНТВ", "aeopcxyisjkmhtbaeopcxyisjkmhtb")
        map("αορνικΑΒΕΖΗΙΚΜΝΟΡΤΧΥ", "aopvikabezhikmnoptxy")
        let pairs = traditional.unicodeScalars.map(\.value)
        for index in stride(from: 0, to: pairs.count - 1, by: 2) {
            table[pairs[index]] = pairs[index + 1]
        }
        map("⼀⼆⼋⼗⼾⾨⾥⼩⼤⼭⽔⽂⽼⽣⾦⽩⿈⾼⻢⻩", "一二八十户门里小大山水文老生金白黄高马黄")
        map("。．｡·•‧∙・⋅", ".........")
        map("，、；：？！（）【】「」『』《》“”‘’", ",,;:?!()[][][]<>\"\"''")
        map("‐‑‒–—―−﹣－～〜", "-----------")
        map("﹫﹒﹕\u{2044}\u{2215}", "@.://")
        for blank: UInt32 in [0xa0, 0x1680, 0x202f, 0x205f, 0x3000, 0x2028, 0x2029, 0x85] {
            table[blank] = 0x20
        }
        for blank: UInt32 in 0x2000...0x200a { table[blank] = 0x20 }
        return table
    }()
}
