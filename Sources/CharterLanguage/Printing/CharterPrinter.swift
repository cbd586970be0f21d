/// Prints a canonical tree as source text in either language; compiling it gives the same bytes.
///
/// So a court can read in one language what was written in the other.
package struct CharterPrinter {
    let charter: Charter
    let index: VocabularyIndex
    let titles: CharterTitles?
    let language: SurfaceLanguage
    var lines: [String] = []
    /// The record whose fields names mean; nil in rules.
    var scope: RecordType?

    /// The source text; without titles each rule is titled by its id.
    package static func print(
        _ charter: CheckedCharter, _ language: SurfaceLanguage, titles: CharterTitles? = nil
    ) -> String {
        var printer = CharterPrinter(
            charter: charter.charter, index: charter.index, titles: titles, language: language)
        printer.printAll()
        return printer.lines.joined(separator: "\n") + "\n"
    }

    /// One condition of a rule, as it stands in a text.
    package static func print(
        _ expression: Expression, of charter: CheckedCharter, _ language: SurfaceLanguage
    ) -> String {
        CharterPrinter(
            charter: charter.charter, index: charter.index, titles: nil, language: language
        ).text(expression)
    }

    /// Duties, as they stand behind `require`.
    package static func print(
        _ obligations: Obligations, _ index: VocabularyIndex, _ language: SurfaceLanguage
    ) -> String {
        CharterPrinter(
            charter: Charter.empty, index: index, titles: nil, language: language
        ).text(obligations)
    }

    /// A citation as lawyers of the language write it: the law by its code or its title.
    package static func print(
        _ citation: Citation, _ index: VocabularyIndex, _ language: SurfaceLanguage
    ) -> String {
        CharterPrinter(
            charter: Charter.empty, index: index, titles: nil, language: language
        ).text(citation)
    }

    private init(
        charter: Charter, index: VocabularyIndex, titles: CharterTitles?,
        language: SurfaceLanguage
    ) {
        self.charter = charter
        self.index = index
        self.titles = titles
        self.language = language
    }

    func word(_ keyword: Keyword) -> String { keyword.text(language) }
    var comma: String { language == .english ? ", " : "，" }

    private mutating func printAll() {
        header()
        for (at, rule) in charter.rules.enumerated() { print(rule, at) }
        for record in charter.records { print(record) }
        for transition in charter.transitions { print(transition) }
        for timeout in charter.timeouts { print(timeout) }
        for scenario in charter.scenarios { print(scenario) }
        for (at, test) in charter.tests.enumerated() { print(test, at) }
        for (at, assertion) in charter.assertions.enumerated() { print(assertion, at) }
    }

    private mutating func header() {
        var first = "\(word(.charter)) \(charter.id) \(word(.version)) \(charter.version)"
        if let old = charter.supersedes { first += " \(word(.supersedes)) \(old)" }
        lines.append(first)
        lines.append("\(word(.use)) \(word(.vocabulary)) \(charter.vocabulary)")
        var period = "\(word(.effective)) \(date(charter.effectiveFrom))"
        if let end = charter.effectiveUntil { period += " \(word(.to)) \(date(end))" }
        lines.append("\(period) \(word(.zone)) \(offset)")
        lines.append("\(word(.budget)) \(charter.budget)")
    }

    private var offset: String {
        let minutes = abs(charter.zoneMinutes)
        let sign = charter.zoneMinutes < 0 ? "-" : "+"
        return sign + padded(minutes / 60, 2) + ":" + padded(minutes % 60, 2)
    }

    private mutating func print(_ rule: Rule, _ at: Int) {
        lines.append("")
        lines.append("\(word(.rule)) \(rule.id) \(quoted(titles?.rules[at] ?? rule.id))")
        lines.append("  \(word(.basis)) \(rule.basis.map(text).joined(separator: comma))")
        var effect: [String] = []
        if rule.rank == .redLine { effect.append(word(.redLine)) }
        if rule.rank == .emergency { effect.append(word(.emergency)) }
        effect.append(text(rule.effect))
        if !rule.overrides.isEmpty {
            effect.append(word(.overrides))
            effect.append(rule.overrides.joined(separator: comma))
        }
        lines.append("  " + effect.joined(separator: " "))
        lines.append("  \(word(.when)) \(text(rule.when))")
        if let unless = rule.unless { lines.append("  \(word(.unless)) \(text(unless))") }
        if !rule.obligations.isEmpty {
            lines.append("  \(word(.require)) \(text(rule.obligations))")
        }
        if let panel = rule.waivableBy {
            lines.append("  \(word(.waivable)) \(word(.by)) \(role(panel))")
        }
    }

    private func text(_ effect: Effect) -> String {
        switch effect {
        case .permit: word(.permit)
        case .forbid: word(.forbid)
        case .escalate(let panel, let within):
            "\(word(.escalate)) \(role(panel)) \(word(.within)) \(duration(within))"
        }
    }

    func quoted(_ title: String) -> String {
        let pairs =
            language == .english
            ? [("\"", "\""), ("“", "”"), ("「", "」")] : [("“", "”"), ("「", "」"), ("\"", "\"")]
        let pair = pairs.first { pair in
            !title.unicodeScalars.contains(pair.1.unicodeScalars.first!)
        }
        return (pair?.0 ?? "\"") + title + (pair?.1 ?? "\"")
    }
}

extension Charter {
    /// For printing parts that belong to no charter.
    fileprivate static let empty = Charter(
        id: "", version: 1, supersedes: nil, vocabulary: "", effectiveFrom: 0,
        effectiveUntil: nil, zoneMinutes: 0, budget: 1, rules: [])
}
