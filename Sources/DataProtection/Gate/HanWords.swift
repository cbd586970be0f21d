/// Chinese words that begin like a name: with a character that is a surname too.
enum HanWords {
    /// Whether two characters are a word of medicine, or the beginning of one.
    static func isMedical(_ first: UInt32, _ second: UInt32) -> Bool {
        medical.contains(key(first, second))
    }

    /// Whether two characters are a word, of medicine or of every day.
    static func isWord(_ first: UInt32, _ second: UInt32) -> Bool {
        let key = key(first, second)
        return medical.contains(key) || everyday.contains(key)
    }

    /// Whether three characters are a word.
    static func isWord(_ first: UInt32, _ second: UInt32, _ third: UInt32) -> Bool {
        threes.contains(key(first, second) << 21 | UInt64(third))
    }

    private static func key(_ first: UInt32, _ second: UInt32) -> UInt64 {
        UInt64(first) << 21 | UInt64(second)
    }

    private static let medical = keys(medicalPairs, width: 1)
    private static let everyday = keys(everydayPairs, width: 1)
    private static let threes = keys(triples, width: 2)

    /// Groups separated by blanks: a first character and, each of `width`, what follows it.
    private static func keys(_ table: String, width: Int) -> Set<UInt64> {
        var keys: Set<UInt64> = []
        for group in Scan.scalars(table).split(separator: 0x20) {
            let first = group[group.startIndex]
            let rest = Array(group.dropFirst())
            for index in stride(from: 0, to: rest.count - width + 1, by: width) {
                let key = key(first, rest[index])
                keys.insert(width == 1 ? key : key << 21 | UInt64(rest[index + 1]))
            }
        }
        return keys
    }
}
