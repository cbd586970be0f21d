/// Characters of a set, told by one bit each: for questions that are asked of every character.
struct ScalarSet: Sendable {
    private var bits = [UInt64](repeating: 0, count: 1_024)

    init(_ scalars: some Sequence<UInt32>) {
        for scalar in scalars where scalar <= 0xffff {
            bits[Int(scalar >> 6)] |= 1 << UInt64(scalar & 63)
        }
    }

    init(_ text: String) { self.init(Scan.scalars(text)) }

    func contains(_ scalar: UInt32) -> Bool {
        scalar <= 0xffff && bits[Int(scalar >> 6)] >> UInt64(scalar & 63) & 1 == 1
    }
}

/// Many words, found in one pass over a text.
struct WordList<Value: Sendable>: Sendable {
    private var entries: [(word: [UInt32], value: Value)] = []
    private var byFirst: [UInt32: [Int]] = [:]
    private let firsts: ScalarSet

    init(_ pairs: [(String, Value)]) {
        for (word, value) in pairs {
            let scalars = Scan.scalars(word)
            byFirst[scalars[0], default: []].append(entries.count)
            entries.append((scalars, value))
        }
        firsts = ScalarSet(byFirst.keys)
    }

    /// Every word of the list with the place where it begins, by place.
    func places(in text: [UInt32]) -> [(start: Int, end: Int, value: Value)] {
        var found: [(start: Int, end: Int, value: Value)] = []
        var start = 0
        while start < text.count {
            if firsts.contains(text[start]), let candidates = byFirst[text[start]] {
                for index in candidates where Scan.has(entries[index].word, in: text, at: start) {
                    found.append(
                        (start, start + entries[index].word.count, entries[index].value))
                }
            }
            start += 1
        }
        return found
    }

    /// The longest word that begins at that place; nil where none does.
    func longest(in text: [UInt32], at start: Int) -> (end: Int, value: Value)? {
        guard start >= 0, start < text.count, firsts.contains(text[start]),
            let candidates = byFirst[text[start]]
        else { return nil }
        var best: (end: Int, value: Value)?
        for index in candidates where Scan.has(entries[index].word, in: text, at: start) {
            let end = start + entries[index].word.count
            if end > best?.end ?? start { best = (end, entries[index].value) }
        }
        return best
    }

    func isIn(_ text: [UInt32]) -> Bool {
        var start = 0
        while start < text.count {
            if firsts.contains(text[start]), longest(in: text, at: start) != nil { return true }
            start += 1
        }
        return false
    }
}

extension WordList where Value == Bool {
    init(_ words: [String]) { self.init(words.map { ($0, true) }) }

    /// Words separated by blanks.
    init(words: String) { self.init(words.split(separator: " ").map { (String($0), true) }) }
}
