/// Brings different writings of one character together: widths, scripts of digits, enclosed and
/// mathematical forms, look-alikes, traditional forms; takes invisible characters away.
///
/// Own tables rather than Unicode's, which change with the compiler.
enum ScalarFolding {
    /// The text in lower case with every character in its plain form.
    static func folded(_ text: String) -> [UInt32] {
        var result: [UInt32] = []
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars where !isInvisible(scalar.value) {
            let plain = plainForm(scalar.value)
            result.append((0x41...0x5a).contains(plain) ? plain + 0x20 : plain)
        }
        return result
    }

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
        0xfe20...0xfe2f, 0xfeff...0xfeff, 0xffa0...0xffa0, 0xfff0...0xfffb, 0xe0000...0xe0fff,
        0x1d173...0x1d17a, 0x1bca0...0x1bca3,
    ]

    private static func isInvisible(_ scalar: UInt32) -> Bool {
        scalar >= 0xad && invisible.contains { $0.contains(scalar) }
    }

    private static func plainForm(_ scalar: UInt32) -> UInt32 {
        if scalar < 0x80 { return scalar < 0x20 ? 0x20 : scalar }
        if (0xff01...0xff5e).contains(scalar) { return scalar - 0xfee0 }
        if let digit = digit(scalar) { return 0x30 + digit }
        if let letter = letter(scalar) { return letter }
        return single[scalar] ?? scalar
    }

    /// First characters of ten consecutive digits, by script.
    private static let zeros: [UInt32] = [
        0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6,
        0x0d66, 0x0de6, 0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0,
        0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0x2080, 0xa620, 0xa8d0, 0xa900, 0xa9d0,
        0xa9f0, 0xaa50, 0xabf0, 0x104a0, 0x11066, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6,
        0x1e950, 0x1fbf0,
    ]

    /// First characters of nine consecutive signs for one … nine.
    private static let ones: [UInt32] = [
        0x2460, 0x2474, 0x2488, 0x24f5, 0x2776, 0x2780, 0x278a, 0x3220, 0x3280, 0x1f102,
    ]

    private static func digit(_ scalar: UInt32) -> UInt32? {
        for zero in zeros where scalar >= zero && scalar - zero < 10 { return scalar - zero }
        for one in ones where scalar >= one && scalar - one < 9 { return scalar - one + 1 }
        switch scalar {
        case 0x24ea, 0x24ff, 0x1f100, 0x1f101, 0x2070: return 0
        case 0x00b9: return 1
        case 0x00b2: return 2
        case 0x00b3: return 3
        case 0x2074...0x2079: return scalar - 0x2070
        default: return nil
        }
    }

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
        map(
            "號樓單區縣鎮鄉門電話機聯繫護照證碼郵編滬陳張劉楊趙黃吳鄭馮蕭許鄧葉蘇呂盧蔣賈鍾譚陸馬羅孫",
            "号楼单区县镇乡门电话机联系护照证码邮编沪陈张刘杨赵黄吴郑冯萧许邓叶苏吕卢蒋贾钟谭陆马罗孙")
        map("姓戶莊灣園東廣蘭鳳龍國華寶滙環陽長興隊組層幢棟", "姓户庄湾园东广兰凤龙国华宝汇环阳长兴队组层幢栋")
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
