/// The syllables of Chinese characters, without tones.
enum SyllableReadings {
    private static let readings: [UInt32: [String]] = {
        var table: [UInt32: [String]] = [:]
        for rows in [firstRows, lastRows] {
            for row in rows.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
                let syllable = String(row.prefix { $0.isASCII })
                for sign in row.unicodeScalars.dropFirst(syllable.unicodeScalars.count) {
                    table[sign.value, default: []] += Self.spellings(syllable)
                }
            }
        }
        return table
    }()

    /// `lv` is also written lu, lyu and, with its mark folded away, lu.
    private static func spellings(_ syllable: String) -> [String] {
        guard let place = syllable.firstIndex(of: "v") else { return [syllable] }
        let (head, tail) = (syllable[..<place], syllable[syllable.index(after: place)...])
        return ["v", "u", "yu"].map { head + $0 + tail }
    }

    /// Most spellings of one name that are looked for.
    private static let most = 12

    /// What a text of characters is read as, each reading a list of syllables; empty where a
    /// character has none.
    static func readings(of text: [UInt32]) -> [[String]] {
        var found: [[String]] = [[]]
        for scalar in text {
            guard let syllables = readings[TraditionalForms.simplified(scalar)] else { return [] }
            found = Array(found.flatMap { head in syllables.map { head + [$0] } }.prefix(most))
        }
        return found
    }
}
