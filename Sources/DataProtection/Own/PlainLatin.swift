/// Letters of alphabets without their marks and in lower case: a name is one name with and without.
enum PlainLatin {
    private static let rows = [
        "aàáâãäåāăąǎǟǡǻȁȃȧạảấầẩẫậắằẳẵặ", "bɓ", "cçćĉċč", "dďđḍḑ", "eèéêëēĕėęěȅȇȩẹẻẽếềểễệ",
        "gĝğġģǧǵ", "hĥħḥḩḫẖ", "iìíîïĩīĭįıǐȉȋịỉ", "jĵǰ", "kķǩḳƙ", "lĺļľŀłḷ", "mḿṃ",
        "nñńņňŉǹṇṅ", "oòóôõöøōŏőơǒǫǭȍȏȫȭȯọỏốồổỗộớờởỡợ", "pṕ", "rŕŗřṛ", "sśŝşšșṣṡ",
        "tţťŧțṭẗ", "uùúûüũūŭůűųưǔǖǘǚǜȕȗụủứừửữự", "wŵẁẃẅ", "yýÿŷȳẏẙỳỵỷỹ", "zźżžẓƶ",
    ]

    private static let table: [UInt32: [UInt32]] = {
        var table: [UInt32: [UInt32]] = [:]
        for row in rows {
            let scalars = Scan.scalars(row)
            for marked in scalars.dropFirst() { table[marked] = [scalars[0]] }
        }
        for (sign, letters) in ["ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"] {
            table[Scan.scalars(sign)[0]] = Scan.scalars(letters)
        }
        return table
    }()

    private static let pairs: [UInt32: String] = Dictionary(
        uniqueKeysWithValues: [
            ("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ø", "oe"), ("å", "aa"), ("Ä", "Ae"),
            ("Ö", "Oe"),
            ("Ü", "Ue"), ("Ø", "Oe"), ("Å", "Aa"),
        ].map { (Scan.scalars($0.0)[0], $0.1) })

    /// A text with two letters for each marked one that is also written so, as in documents of travel;
    /// nil where there is none.
    static func writtenOut(_ text: String) -> String? {
        let scalars = text.unicodeScalars
        guard scalars.contains(where: { pairs[$0.value] != nil }) else { return nil }
        return scalars.reduce(into: "") { $0 += pairs[$1.value] ?? String($1) }
    }

    /// What a scalar is written as; other scripts stay, in lower case.
    static func plain(_ scalar: UInt32) -> [UInt32] {
        guard scalar >= 0xc0, scalar < 0x2000, let sign = Unicode.Scalar(scalar) else {
            return [scalar]
        }
        let lower = sign.properties.lowercaseMapping.unicodeScalars.map(\.value)
        guard lower.count == 1 else { return lower.filter { !(0x300...0x36f).contains($0) } }
        return table[lower[0]] ?? lower
    }
}
