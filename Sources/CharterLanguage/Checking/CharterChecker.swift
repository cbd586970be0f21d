/// The static check of a charter, on its canonical tree: the same for a source text and for bytes
/// that arrive in a transaction.
///
/// It also resolves names to slots, so what passed can be compiled without further questions.
struct CharterChecker {
    let charter: Charter
    let index: VocabularyIndex
    var issues: [CharterIssue] = []
    var rules: [ResolvedRule?] = []
    var guards: [Condition?] = []
    var effects: [[ResolvedEffect]] = []
    var timeouts: [Condition?] = []
    var assertions: [Condition?] = []
    var nodes = 0
    let ruleIndices: [String: Int]
    let attributes: Scope

    init(_ charter: Charter, _ index: VocabularyIndex) {
        self.charter = charter
        self.index = index
        attributes = Scope(index)
        ruleIndices = Dictionary(
            charter.rules.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Suggestions are for authors; a flood of errors gets none, so that checking stays cheap.
    func nearMiss(for name: String, among names: @autoclosure () -> [String]) -> Message? {
        issues.count < 64 ? NearMiss.hint(for: name, among: names()) : nil
    }

    mutating func check() {
        // Counted first: what follows may take more than linear time.
        let size = charter.listSize
        if size > CharterLimits.nodes {
            nodes = size
            reportSize()
            return
        }
        checkHeader()
        checkRules()
        checkOverrides()
        checkCost()
        checkRecords()
        checkTransitions()
        checkTimeouts()
        checkScenarios()
        checkTests()
        checkAssertions()
        if nodes > CharterLimits.nodes { reportSize() }
    }

    private mutating func reportSize() {
        report(
            .tooManyNodes, CharterPlace(.header, 0, .id),
            Message(
                "the tree has \(nodes) nodes, at most \(CharterLimits.nodes) are allowed",
                "语法树有 \(nodes) 个节点，上限为 \(CharterLimits.nodes)"))
    }

    var hasErrors: Bool { issues.contains { !$0.code.isWarning } }

    mutating func report(
        _ code: DiagnosticCode, _ place: CharterPlace, _ message: Message, hint: Message? = nil
    ) {
        issues.append(CharterIssue(code, at: place, message, hint: hint))
    }

    private mutating func checkHeader() {
        let id = CharterPlace(.header, 0, .id)
        if !Identifier.isName(charter.id) {
            issues.append(.badIdentifier(charter.id, at: id))
        }
        if charter.vocabulary != index.vocabulary.id {
            report(
                .wrongVocabulary, CharterPlace(.header, 0, .vocabulary),
                Message(
                    "uses vocabulary `\(charter.vocabulary)`, given is `\(index.vocabulary.id)`",
                    "引用词表“\(charter.vocabulary)”，所给为“\(index.vocabulary.id)”"))
        }
        checkVersion()
        checkPeriod()
        if charter.budget > CharterLimits.budget || charter.budget == 0 {
            report(
                .budgetBeyondChain, CharterPlace(.header, 0, .budget),
                Message(
                    "a budget of \(charter.budget) is not between 1 and \(CharterLimits.budget)",
                    "计量上限 \(charter.budget) 不在 1 至 \(CharterLimits.budget) 之间"))
        }
        if charter.rules.isEmpty, charter.records.isEmpty {
            report(
                .noRules, id,
                Message("the charter has neither rules nor records", "章程既无规则也无记录"))
        }
    }

    private mutating func checkVersion() {
        let place = CharterPlace(.header, 0, .version)
        if charter.version == 0 || charter.version > UInt64(Int64.max) {
            report(
                .badVersion, place,
                Message(
                    "version \(charter.version) is not a version, they count from 1",
                    "版本 \(charter.version) 无效，版本自 1 起"))
        }
        if let old = charter.supersedes, old >= charter.version || old == 0 {
            report(
                .badVersion, place,
                Message(
                    "version \(charter.version) cannot supersede version \(old)",
                    "版本 \(charter.version) 不能取代版本 \(old)"),
                hint: Message("supersede an earlier version", "只能取代更早的版本"))
        }
    }

    private mutating func checkPeriod() {
        let place = CharterPlace(.header, 0, .effective)
        if !(-840...840).contains(charter.zoneMinutes) {
            report(
                .badDate, CharterPlace(.header, 0, .zone),
                Message(
                    "the offset is \(charter.zoneMinutes) minutes, at most 14 hours are allowed",
                    "时区偏移 \(charter.zoneMinutes) 分钟，不得超过 14 小时"))
        }
        checkInstant(charter.effectiveFrom, place)
        if let end = charter.effectiveUntil {
            checkInstant(end, place)
            if end <= charter.effectiveFrom {
                report(
                    .badPeriod, place,
                    Message("it ends before it begins", "终止不晚于生效"),
                    hint: Message("the end is exclusive", "终止时刻本身不含在内"))
            }
        }
    }

    /// An instant that a date literal of this charter can say.
    mutating func checkInstant(_ instant: Int64, _ place: CharterPlace) {
        let range = CivilTime.instants
        let shift = charter.zoneMinutes.clamped(to: -840...840) * CivilTime.millisecondsPerMinute
        let isInside =
            range.contains(instant) && range.contains(instant + shift)
        if !isInside {
            report(
                .outOfRange, place,
                Message("the time lies outside the years 1 to 9999", "时间不在公元 1 至 9999 年之间"))
        }
    }

    mutating func checkRole(_ name: String, _ place: CharterPlace) {
        checkMember(name, of: "Role", .unknownRole, place)
    }

    /// A member of a type that obligations, panels and signers refer to by convention.
    mutating func checkMember(
        _ name: String, of typeName: String, _ code: DiagnosticCode, _ place: CharterPlace
    ) {
        nodes += 1
        guard let type = index.type(named: typeName) else {
            report(
                .unknownType, place,
                Message(
                    "the vocabulary has no type `\(typeName)`, which `\(name)` must belong to",
                    "词表没有类型“\(typeName)”，无法解释“\(name)”"))
            return
        }
        let members = index.vocabulary.types[type].members
        // Only the id is canonical; the Chinese name is turned into it by the parser.
        guard !members.contains(where: { $0.id == name }) else { return }
        let names = members.flatMap { [$0.id, $0.chinese] }
        let label = index.vocabulary.types[type].name
        report(
            code, place,
            Message(
                "`\(name)` is not a member of \(label.id)",
                "“\(name)”不是\(label.chinese)的成员"),
            hint: nearMiss(for: name, among: names))
    }

    mutating func checkCitations(
        _ citations: [Citation], _ section: CharterPlace.Section, _ at: Int
    ) {
        for (position, citation) in citations.enumerated() {
            nodes += 1
            let place = CharterPlace(section, at, .basis, [position])
            guard let law = index.vocabulary.laws.first(where: { $0.name.id == citation.law })
            else {
                report(
                    .unknownLaw, place,
                    Message("unregistered law `\(citation.law)`", "未登记的法律《\(citation.law)》"),
                    hint: nearMiss(
                        for: citation.law,
                        among: index.vocabulary.laws.flatMap { [$0.name.id, $0.name.chinese] }))
                continue
            }
            let parts = [citation.article, citation.paragraph, citation.item].compactMap { $0 }
            if citation.article == nil && !parts.isEmpty || parts.contains(0) {
                report(
                    .badCitation, place,
                    Message(
                        "articles, paragraphs and items count from 1, each within the one before",
                        "条、款、项自 1 起，且款项须在条之下"))
            }
            if let article = citation.article, law.articles > 0, article > law.articles {
                report(
                    .articleBeyondLaw, place,
                    Message(
                        "\(citation.law) has only \(law.articles) articles, not \(article)",
                        "《\(law.name.chinese)》只有 \(law.articles) 条，没有第 \(article) 条"))
            }
        }
    }

    mutating func checkDuration(_ milliseconds: Int64, _ place: CharterPlace) {
        nodes += 1
        let isWhole = milliseconds % CivilTime.millisecondsPerMinute == 0
        if !isWhole || milliseconds <= 0 || milliseconds > CharterLimits.duration {
            report(
                .badDuration, place,
                Message(
                    "a deadline is at least a minute and at most a thousand years",
                    "期限至少一分钟，至多一千年"))
        }
    }

    mutating func notCanonical(_ place: CharterPlace) {
        report(
            .notCanonical, place,
            Message("the tree is not in its canonical form", "语法树不是规范形式"))
    }
}

extension Charter {
    /// How many elements its lists have, conditions left out: those are checked in linear time.
    fileprivate var listSize: Int {
        let ruleSize = rules.reduce(0) {
            $0 + 1 + $1.basis.count + $1.overrides.count + $1.obligations.dutyCount
        }
        let recordSize = records.reduce(0) { $0 + 1 + $1.fields.count + $1.edges.count }
        let transitionSize = transitions.reduce(0) {
            $0 + 1 + $1.basis.count + $1.signers.reduce(0) { $0 + 1 + $1.count }
                + $1.effects.count
        }
        let scenarioSize = scenarios.reduce(0) { $0 + 1 + $1.assignments.count }
        let testSize = tests.reduce(0) { $0 + 1 + $1.changes.count + $1.rules.count }
        return ruleSize + recordSize + transitionSize + scenarioSize + testSize
    }
}

extension Comparable {
    func clamped(to range: ClosedRange<Self>) -> Self {
        min(max(self, range.lowerBound), range.upperBound)
    }
}

/// A rule with its names resolved.
struct ResolvedRule: Sendable {
    let when: Condition
    let unless: Condition?

    /// When and not unless.
    var applies: Condition {
        guard let unless else { return when }
        return .all([when, .not(unless)])
    }
}

/// A field that a transition sets, resolved.
struct ResolvedEffect: Sendable {
    enum Value: Sendable {
        case word(Int64)
        case sum(LinearForm)
        /// The handle in another field.
        case copy(Int)
    }

    let slot: Int
    let value: Value
}
