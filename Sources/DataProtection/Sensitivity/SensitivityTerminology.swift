/// The one judge of what is about the special diseases: words in any text, codes in any system.
///
/// Selection asks it for every field and the gate for every text. It is linear in the text.
package enum SensitivityTerminology {
    /// What the words of a text name; nil where they name none of these diseases, or only deny or
    /// suspect it.
    package static func category(ofText text: String) -> SensitiveCategory? {
        category(inFolded: ScalarFolding.folded(text))
    }

    /// The same for a text that is folded already; codes of ICD-10 and LOINC in it count too.
    static func category(inFolded folded: [UInt32]) -> SensitiveCategory? {
        CodeTokens.category(in: folded) ?? category(inWords: PreparedText(folded: folded))
    }

    private enum Role: Sendable {
        case word(SensitiveCategory)
        /// Longer words that hold one of the above and mean something else.
        case harmless
        /// What follows is denied: as far as the sentence goes.
        case denial
        /// What follows is denied if it is said to be a history: 无…史.
        case absence
        /// Ends a denial.
        case affirmation
        /// Denies or suspects what stands right before it.
        case afterwards
        /// What stands before it was prevented, not had.
        case vaccine
        case history
    }

    private struct Entry: Sendable {
        let role: Role
        let mayFollow: Bool
        let mayGoOn: Bool
        let isClause: Bool
    }

    private static let automaton: WordAutomaton<Entry> = {
        var entries: [(word: [UInt32], value: Entry)] = []
        func add(_ role: Role, _ words: [String]) {
            for word in words {
                let isClause = word.hasPrefix("=")
                let mayFollow = word.hasPrefix("*")
                let mayGoOn = word.hasSuffix("*")
                let core = word.unicodeScalars.map(\.value).filter { $0 != 0x2a && $0 != 0x3d }
                let entry = Entry(
                    role: role, mayFollow: mayFollow, mayGoOn: mayGoOn, isClause: isClause)
                entries.append((core, entry))
            }
        }
        for list in SensitiveWords.all { add(.word(list.category), list.words) }
        add(.harmless, SensitiveWords.harmless)
        add(.denial, SensitiveWords.denials)
        add(.absence, SensitiveWords.absences)
        add(.affirmation, SensitiveWords.affirmations)
        add(.afterwards, SensitiveWords.afterwards)
        add(.vaccine, SensitiveWords.vaccines)
        add(.history, SensitiveWords.histories)
        return WordAutomaton(entries)
    }()

    private static func category(inWords text: PreparedText) -> SensitiveCategory? {
        let matches = automaton.matches(in: text.scalars).filter { holds($0, in: text) }
        guard matches.contains(where: { if case .word = $0.value.role { true } else { false } })
        else { return nil }
        var harmless: [Int: Int] = [:]
        for match in matches {
            if case .harmless = match.value.role {
                harmless[match.start] = max(harmless[match.start] ?? 0, match.end)
            }
        }
        let covers = harmless.sorted { $0.key < $1.key }
        var furthest: [(start: Int, end: Int)] = []
        for cover in covers where cover.value > furthest.last?.end ?? 0 {
            furthest.append((cover.key, cover.value))
        }
        return firstSaid(matches, furthest, text)
    }

    /// Whether a match keeps to the ends of its word.
    private static func holds(
        _ match: WordAutomaton<Entry>.Match, in text: PreparedText
    ) -> Bool {
        let (scalars, entry) = (text.scalars, match.value)
        if !entry.mayFollow, match.start > 0, Scan.isWord(scalars[match.start]),
            Scan.isWord(scalars[match.start - 1])
        {
            return false
        }
        if !entry.mayGoOn, match.end < scalars.count, Scan.isWord(scalars[match.end - 1]),
            Scan.isWord(scalars[match.end])
        {
            return false
        }
        return !entry.isClause || text.opens[match.start] && text.closes(at: match.end)
    }

    /// The first word that is said, rather than denied, suspected or prevented.
    private static func firstSaid(
        _ matches: [WordAutomaton<Entry>.Match], _ covers: [(start: Int, end: Int)],
        _ text: PreparedText
    ) -> SensitiveCategory? {
        var denied: WordAutomaton<Entry>.Match?
        var affirmed = 0
        var cover = 0
        for (index, match) in matches.enumerated() {
            switch match.value.role {
            case .denial, .absence: denied = match
            case .affirmation where denied?.end != match.end: affirmed = match.end
            case .word(let category):
                while cover < covers.count, covers[cover].end < match.end { cover += 1 }
                if cover < covers.count, covers[cover].start <= match.start { continue }
                let reach = follow(match, matches, index, text)
                if reach.isTakenBack { continue }
                guard let denial = denied, denial.end > affirmed, denial.end <= match.start,
                    text.sentences[denial.start] == text.sentences[match.start],
                    match.start - denial.end <= Limits.maximumDenial
                else { return category }
                if case .absence = denial.value.role, !reach.isHistory { return category }
            case .affirmation, .harmless, .afterwards, .vaccine, .history: break
            }
        }
        return nil
    }

    /// What stands soon after a word: something that takes it back, or that calls it a history.
    private static func follow(
        _ match: WordAutomaton<Entry>.Match, _ matches: [WordAutomaton<Entry>.Match],
        _ index: Int, _ text: PreparedText
    ) -> (isTakenBack: Bool, isHistory: Bool) {
        var isHistory = false
        for later in matches[(index + 1)...].prefix(Limits.maximumCues) {
            guard later.start >= match.start,
                text.sentences[later.start] == text.sentences[match.start]
            else { continue }
            let distance = later.start - match.end
            guard distance <= Limits.maximumDenial else { break }
            switch later.value.role {
            case .affirmation where distance >= 0: return (false, isHistory)
            case .afterwards where (0...3).contains(distance): return (true, isHistory)
            case .vaccine where (-1...8).contains(distance): return (true, isHistory)
            case .history where distance >= 0: isHistory = true
            default: break
            }
        }
        return (false, isHistory)
    }
}
