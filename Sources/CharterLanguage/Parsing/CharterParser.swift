/// Thrown where an item cannot be read on; the diagnostic is already noted.
struct ParseStop: Error {}

/// A value and where it stands.
struct Parsed<Value> {
    let value: Value
    let tree: RangeTree
}

/// Reads tokens of either language into one canonical tree; names become ids on the way.
struct CharterParser {
    let tokens: [Token]
    let index: VocabularyIndex
    var at = 0
    var diagnostics: [Diagnostic] = []
    var map = SourceMap()
    var titles = CharterTitles()
    var language = SurfaceLanguage.english
    var zoneMinutes: Int64 = 0
    /// The record whose fields names may mean; nil in rules.
    var scope: RecordType?
    /// Tokens that begin an item (true) or a clause (false), for the formatter.
    var marks: [Int: Bool] = [:]

    var rules: [Rule] = []
    var records: [RecordType] = []
    var transitions: [Transition] = []
    var timeouts: [Timeout] = []
    var scenarios: [Scenario] = []
    var tests: [TestCase] = []
    var assertions: [Assertion] = []

    init(_ tokens: [Token], _ index: VocabularyIndex) {
        self.tokens = tokens
        self.index = index
        if case .word(Keyword.charter.chinese)? = tokens.first?.kind { language = .chinese }
    }

    /// The charter; nil where the header cannot be read. Errors are in `diagnostics`.
    mutating func parse() -> Charter? {
        var header: CharterHeader?
        do { header = try parseHeader() } catch { skipToItem() }
        while token.kind != .end {
            let start = at
            do { try parseItem() } catch { skipToItem(after: start) }
            scope = nil
        }
        guard let header else { return nil }
        return Charter(
            id: header.id, version: header.version, supersedes: header.supersedes,
            vocabulary: header.vocabulary, effectiveFrom: header.from,
            effectiveUntil: header.until, zoneMinutes: zoneMinutes, budget: header.budget,
            rules: rules, records: records, transitions: transitions, timeouts: timeouts,
            scenarios: scenarios, tests: tests, assertions: assertions)
    }

    static let items: [Keyword] = [
        .rule, .record, .transition, .timeout, .scenario, .test, .assert, .quote,
    ]

    /// Goes on at the next line that begins with an item's keyword.
    private mutating func skipToItem(after start: Int = -1) {
        if at == start { at += 1 }
        while token.kind != .end {
            if token.startsLine, Self.items.contains(where: { isAt($0) }) { return }
            at += 1
        }
        at = tokens.count - 1
    }

    private mutating func parseItem() throws(ParseStop) {
        marks[at] = true
        if isAt(.rule) { return try parseRule() }
        if isAt(.record) { return try parseRecord() }
        if isAt(.transition) { return try parseTransition() }
        if isAt(.timeout) { return try parseTimeout() }
        if isAt(.scenario) { return try parseScenario() }
        if isAt(.test) { return try parseTest() }
        if isAt(.assert) { return try parseAssertion() }
        if isAt(.quote) { throw unsupported("quotes of article text", "条文引述") }
        throw unexpected(
            "a rule, record, transition, timeout, scenario, test or assert",
            "规则、记录、流转、到期、情景、测试或断言")
    }

    mutating func unsupported(_ english: String, _ chinese: String) -> ParseStop {
        report(
            .unsupported, token.range,
            Message("\(english) are not part of this version", "本版本尚不支持\(chinese)"))
        return ParseStop()
    }
}

struct CharterHeader {
    var id: String
    var version: UInt64
    var supersedes: UInt64?
    var vocabulary: String
    var from: Int64
    var until: Int64?
    var budget: UInt64
}

extension CharterParser {
    private mutating func parseHeader() throws(ParseStop) -> CharterHeader {
        marks[at] = true
        try expect(.charter)
        let id = try name("a name", "名称")
        map.set(.header, 0, .id, RangeTree(range: id.range))
        let start = at
        try expect(.version)
        let version = try unsigned()
        var supersedes: UInt64?
        if accept(.supersedes) { supersedes = try unsigned() }
        map.set(.header, 0, .version, RangeTree(range: range(from: start)))
        clause()
        try expect(.use)
        try expect(.vocabulary)
        let vocabulary = try name("the name of a vocabulary", "词表名称")
        map.set(.header, 0, .vocabulary, RangeTree(range: vocabulary.range))
        clause()
        let period = at
        try expect(.effective)
        let from = try localDate()
        var until: Int64?
        if accept(.to) { until = try localDate() }
        map.set(.header, 0, .effective, RangeTree(range: range(from: period)))
        let zone = at
        try expect(.zone)
        zoneMinutes = try offset()
        map.set(.header, 0, .zone, RangeTree(range: range(from: zone)))
        var budget = CharterLimits.budget
        if isAt(.budget) {
            clause()
            at += 1
            let start = at
            budget = try unsigned()
            map.set(.header, 0, .budget, RangeTree(range: range(from: start)))
        }
        let shift = zoneMinutes * CivilTime.millisecondsPerMinute
        return CharterHeader(
            id: id.text, version: version, supersedes: supersedes, vocabulary: vocabulary.text,
            from: from - shift, until: until.map { $0 - shift }, budget: budget)
    }

    private mutating func localDate() throws(ParseStop) -> Int64 {
        guard case .date(let local) = token.kind else {
            throw unexpected("a date such as 2026-06-01", "日期，如 2026-06-01")
        }
        at += 1
        return local
    }

    private mutating func offset() throws(ParseStop) -> Int64 {
        guard case .offset(let minutes) = token.kind else {
            throw unexpected("an offset such as +08:00", "时区偏移，如 +08:00")
        }
        at += 1
        return minutes
    }
}
