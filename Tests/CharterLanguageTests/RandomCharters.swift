import CharterLanguage
import TestSupport

/// Small random charters over a small vocabulary, and facts for them.
struct RandomCharters {
    var generator: SeededGenerator
    let vocabulary: Vocabulary
    let index: VocabularyIndex

    /// Few values an attribute, so that every combination can be tried.
    init(seed: UInt64) throws {
        generator = SeededGenerator(seed: seed)
        func name(_ id: String, _ chinese: String) -> BilingualName {
            BilingualName(id: id, chinese: chinese)
        }
        vocabulary = Vocabulary(
            id: "small",
            types: [
                EnumType(
                    name: name("Action", "操作"),
                    members: [name("read", "读取"), name("export", "导出"), name("train", "训练")]),
                EnumType(
                    name: name("Field", "字段"),
                    members: [name("glucose", "血糖"), name("phone", "电话"), name("address", "住址")]),
                EnumType(
                    name: name("Role", "角色"),
                    members: [name("committee", "委员会"), name("patient", "患者")]),
            ],
            attributes: [
                Attribute(
                    name: name("request.action", "请求.操作"), type: .enumeration("Action"),
                    source: .request),
                Attribute(
                    name: name("request.fields", "请求.字段"), type: .set("Field"), source: .request),
                Attribute(
                    name: name("actor.licensed", "主体.执业"), type: .bool, source: .registry),
                Attribute(
                    name: name("data.level", "数据.级别"), type: .integer(from: 1, through: 5),
                    source: .asset),
                Attribute(
                    name: name("data.rows", "数据.行数"), type: .integer(from: -3, through: 3),
                    source: .asset),
                Attribute(name: name("grant.until", "授权.截止"), type: .instant, source: .grant),
                Attribute(name: name("now", "现在"), type: .instant, source: .chain),
            ],
            laws: [Law(name: name("PIPL", "个人信息保护法"), articles: 74)])
        index = try VocabularyIndex(vocabulary)
    }

    static let times: [Int64] = [0, 1, 86_400_000, 86_400_001, 172_800_000]

    mutating func pick<Element>(_ list: [Element]) -> Element { list[generator.below(list.count)] }

    mutating func names(_ list: [String]) -> [String] {
        let names = list.filter { _ in generator.oneIn(2) }
        return names.isEmpty ? [list[generator.below(list.count)]] : names.sorted()
    }

    mutating func expression(_ depth: Int) -> Expression {
        if depth > 0, generator.oneIn(2) {
            switch generator.below(3) {
            case 0: return .not(expression(depth - 1))
            case 1:
                return Self.joined(
                    (0..<2 + generator.below(2)).map { _ in expression(depth - 1) }, any: true)
            default:
                return Self.joined(
                    (0..<2 + generator.below(2)).map { _ in expression(depth - 1) }, any: false)
            }
        }
        return atom()
    }

    /// Takes parts of the same kind in, as the parser does.
    static func joined(_ parts: [Expression], any: Bool) -> Expression {
        let flat = parts.flatMap { part -> [Expression] in
            switch part {
            case .any(let inner) where any: inner
            case .all(let inner) where !any: inner
            default: [part]
            }
        }
        return any ? .any(flat) : .all(flat)
    }

    private mutating func atom() -> Expression {
        let actions = ["export", "read", "train"]
        let fields = ["address", "glucose", "phone"]
        let comparison = pick([Comparison.less, .atMost, .greater, .atLeast])
        switch generator.below(9) {
        case 0: return .membership("request.action", .equal, [pick(actions)])
        case 1: return .membership("request.action", .unequal, [pick(actions)])
        case 2: return .membership("request.action", .within, names(actions))
        case 3: return .membership("request.fields", .overlaps, names(fields))
        case 4: return .membership("request.fields", .contains, [pick(fields)])
        case 5: return .truth("actor.licensed")
        case 6:
            return .comparison(
                Term([Summand(.path("data.level"))]), comparison,
                Term([Summand(.integer(Int64(1 + generator.below(5))))]))
        case 7:
            return .comparison(
                Term([Summand(.path("data.level")), Summand(factor: -1, .path("data.rows"))]),
                comparison, Term([Summand(.integer(Int64(generator.below(6))))]))
        default:
            return .comparison(
                Term([Summand(.path("grant.until")), Summand(factor: -1, .path("now"))]),
                comparison, Term([Summand(.duration(pick([0, 86_400_000])))]))
        }
    }

    mutating func obligations() -> Obligations {
        Obligations(
            masks: generator.oneIn(2)
                ? [
                    FieldMask(
                        field: pick(["phone", "address"]),
                        method: pick([.pseudonym, .generalise, .redact]))
                ]
                : [],
            encrypt: generator.oneIn(3), log: generator.oneIn(2), count: generator.oneIn(3),
            notify: generator.oneIn(3)
                ? [
                    Deadline(
                        party: pick(["committee", "patient"]),
                        withinMilliseconds: 60_000 * Int64(1 + generator.below(9)))
                ]
                : [],
            review: generator.oneIn(4)
                ? [
                    Deadline(
                        party: "committee",
                        withinMilliseconds: 60_000 * Int64(1 + generator.below(9)))
                ]
                : [],
            expireMilliseconds: generator.oneIn(3) ? 60_000 * Int64(1 + generator.below(9)) : nil,
            retainMilliseconds: generator.oneIn(3) ? 60_000 * Int64(1 + generator.below(9)) : nil)
    }

    mutating func rule(_ id: String, overriding targets: [String]) -> Rule {
        let effect = pick([
            Effect.permit, .forbid, .permit, .forbid, .escalate(panel: "committee", within: 60_000),
        ])
        let isRedLine = effect == .forbid && generator.oneIn(4)
        return Rule(
            id: id, basis: [Citation(law: "PIPL", article: UInt64(1 + generator.below(74)))],
            rank: isRedLine ? .redLine : .ordinary, effect: effect, overrides: targets,
            when: expression(2), unless: generator.oneIn(4) ? expression(1) : nil,
            obligations: obligations(),
            waivableBy: !isRedLine && generator.oneIn(3) ? "committee" : nil)
    }

    mutating func charter(rules count: Int, assertions: Int = 0) -> Charter {
        var rules: [Rule] = []
        for at in 0..<count {
            // Only earlier, defeasible rules are overridden, so there is no cycle; order is
            // shuffled afterwards.
            let targets = rules.filter { $0.rank != .redLine && generator.oneIn(4) }.map(\.id)
            rules.append(rule("r\(at)", overriding: targets.sorted()))
        }
        for at in rules.indices.reversed() { rules.swapAt(at, generator.below(at + 1)) }
        return Charter(
            id: "random", version: 1, supersedes: nil, vocabulary: "small", effectiveFrom: 0,
            effectiveUntil: nil, zoneMinutes: 480, budget: 20_000, rules: rules,
            assertions: (0..<assertions).map { _ in
                Assertion(
                    always: generator.oneIn(2), outcome: pick(Outcome.allCases),
                    when: expression(1))
            })
    }

    mutating func facts(_ charter: Charter) throws -> Facts {
        var facts = Facts(index)
        try facts.set("request.action", .member(generator.below(3)))
        try facts.set("request.fields", .set(UInt64(generator.below(8))))
        try facts.set("actor.licensed", .bool(generator.oneIn(2)))
        try facts.set("data.level", .integer(Int64(1 + generator.below(5))))
        try facts.set("data.rows", .integer(Int64(generator.below(7)) - 3))
        try facts.set("grant.until", .instant(pick(Self.times)))
        try facts.set("now", .instant(pick(Self.times)))
        facts.waived = charter.rules.map(\.id).filter { _ in generator.oneIn(3) }
        facts.satisfiedEscalations = charter.rules.map(\.id).filter { _ in generator.oneIn(4) }
        return facts
    }
}
