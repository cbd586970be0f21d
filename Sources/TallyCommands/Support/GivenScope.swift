import Governance
import LedgerTypes
import WrittenText

/// Parts of scopes as people write them; what could never match anything is refused.
extension Given {
    /// Short codes of categories, or their Chinese names, separated by commas.
    static func categories(_ text: String, _ option: String) throws -> [DataCategory] {
        try names(text).map { word in
            let all = DataCategory.allCases
            if let found = all.first(where: { $0.code == word || $0.chinese == word }) {
                return found
            }
            throw unknown(
                word, option, "category-unknown",
                among: all.map { (id: $0.code, chinese: $0.chinese) })
        }
    }

    static func relation(_ text: String, _ option: String) throws -> GrantorRelation {
        let all = GrantorRelation.allCases.map { (relation: $0, words: $0.words) }
        if let found = all.first(where: { $0.words.id == text || $0.words.chinese == text }) {
            return found.relation
        }
        throw unknown(text, option, "relation-unknown", among: all.map(\.words))
    }

    /// When a scope holds: from a day, until a day that is out again; nil without an end.
    static func openValidity(
        from: String, until: String, now: BlockTime
    ) throws -> (from: BlockTime, until: BlockTime?) {
        guard !openEnds.contains(until) else { return (try time(from, "--from"), nil) }
        return try validity(from: from, until: until, now: now)
    }

    /// The same of what always ends; without a first day from the beginning.
    static func validity(
        from: String?, until: String, now: BlockTime
    ) throws -> (from: BlockTime, until: BlockTime) {
        let start = try from.map { try time($0, "--from") } ?? BlockTime(0)
        let end = try time(until, "--until")
        try requireOrder(start, end, "--from", "--until")
        guard now < end else {
            throw Failure(
                .usage, code: "period-over", zh: "--until：`\(until)` 已过，登记后没有效力",
                en: "--until: `\(until)` is past, so that it would have no effect")
        }
        return (start, end)
    }

    /// Of when the data are, inside of the time in which the scope holds.
    static func dataPeriod(
        from: String?, until: String?, heldUntil end: BlockTime?
    ) throws -> DataPeriod {
        let period = DataPeriod(
            from: try from.map { try time($0, "--data-from") },
            until: try until.map { try time($0, "--data-until") })
        if let from = period.from, let until = period.until {
            try requireOrder(from, until, "--data-from", "--data-until")
        }
        // There are no data of a time that comes after the last use.
        if let from = period.from, let end {
            try requireOrder(from, end, "--data-from", "--until")
        }
        return period
    }

    /// A charter in force, by its name.
    static func charter(_ text: String, among known: [String]) throws -> String {
        guard !known.contains(text) else { return text }
        throw unknown(
            text, "--charter", "charter-unknown", among: known.map { (id: $0, chinese: $0) })
    }

    private static let openEnds = ["open", "无期限"]

    private static func requireOrder(
        _ first: BlockTime, _ second: BlockTime, _ one: String, _ other: String
    ) throws {
        guard first < second else {
            throw Failure(
                .usage, code: "period-empty", zh: "\(one) 须早于 \(other)：否则没有任何一天",
                en: "\(one) is earlier than \(other), or no day is left")
        }
    }

    private static func unknown(
        _ word: String, _ option: String, _ code: String,
        among known: [(id: String, chinese: String)]
    ) -> Failure {
        let nearest = NearestName.best(for: word, among: known.flatMap { [$0.id, $0.chinese] })
        let listed = (
            zh: known.map { "\($0.chinese)（\($0.id)）" }.joined(separator: "、"),
            en: known.map(\.id).joined(separator: ", ")
        )
        return Failure(
            .usage, code: code,
            zh: "\(option)：没有“\(word)”；"
                + (nearest.map { "是否指 \($0)？" } ?? "可用：\(listed.zh)"),
            en: "\(option): there is no `\(word)`; "
                + (nearest.map { "is `\($0)` meant?" } ?? "there are: \(listed.en)"))
    }
}

extension GrantorRelation {
    /// The word of the command line, and in Chinese.
    var words: (id: String, chinese: String) {
        switch self {
        case .oneself: ("oneself", "本人")
        case .parent: ("parent", "父母")
        case .guardian: ("guardian", "监护人")
        case .spouse: ("spouse", "配偶")
        case .child: ("child", "子女")
        case .authorised: ("authorised", "受托人")
        }
    }
}
