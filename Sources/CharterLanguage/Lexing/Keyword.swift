/// A word of the language, in both languages: one token each.
package enum Keyword: UInt8, Hashable, Sendable, CaseIterable {
    case charter, version, supersedes, use, vocabulary, effective, to, zone, budget
    case rule, basis, redLine, emergency, permit, forbid, escalate, within, overrides
    case when, unless, require, waivable, by
    case mask, encrypt, log, count, notify, review, expire, retain
    case pseudonym, generalise, redact
    case minutes, hours, days, working, months, round, down, up
    case and, or, not, `is`, isNot, `in`, overlaps, contains
    case record, states, transition, on, from, any, quorum, of, set, timeout
    case party, instant, int, bool, ruleName, text, setOf
    case scenario, test, given, with, having, expect, deny, `default`, waived, satisfied, yes, no
    case assert, never, always
    case quote, timeline
    case article, paragraph, item
    case type, attr, law

    /// The English word. `is not` has two, `isNot` is therefore empty here.
    package var english: String {
        switch self {
        case .redLine: "redline"
        case .isNot: ""
        case .ruleName: "rule_name"
        case .setOf: "set"
        case .having: "with"
        case .quote: "text"
        case .article: "art"
        case .paragraph: "para"
        default: "\(self)"
        }
    }

    /// The Chinese word; empty where Chinese writes it another way (articles of law) or where a
    /// vocabulary keeps the English word.
    package var chinese: String {
        Self.chineseWords[Int(rawValue)]
    }

    package func text(_ language: SurfaceLanguage) -> String {
        language == .english ? english : chinese
    }

    private static let chineseWords: [String] = [
        "章程", "版本", "取代", "引用", "词表", "生效", "至", "时区", "计量上限",
        "规则", "依据", "红线", "应急", "准许", "禁止", "提请", "限期", "优先于",
        "当", "除非", "须", "可豁免", "由",
        "脱敏", "加密", "存证", "计次", "通知", "复核", "失效", "留存",
        "假名", "泛化", "遮蔽",
        "分钟", "小时", "日", "工作日", "个月", "取整", "向下", "向上",
        "且", "或", "不", "为", "非", "属于", "含任一", "包含",
        "记录", "状态", "流转", "于", "自", "任一", "表决", "之", "置", "到期",
        "当事方", "时刻", "整数", "真假", "规则名", "文本", "集合",
        "情景", "测试", "设", "改", "附", "应得", "拒绝", "缺省", "已豁免", "已裁决", "是", "否",
        "断言", "绝不", "必定",
        "条文", "时序",
        "", "", "",
        "", "", "",
    ]

    /// Words a declared name must not be: an expression could no longer be read one way.
    static func isReservedName(_ text: String) -> Bool {
        reserved.contains(text)
    }

    private static let reserved: [String] = [Keyword.not, .any, .default, .yes, .no]
        .flatMap { [$0.english, $0.chinese] }

    /// Every Chinese word, longest first: for the hint about a missing space.
    static let chineseByLength: [String] = chineseWords.filter { !$0.isEmpty }
        .sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
}
