import Foundation

/// What words that people wrote beside codes may do to a consent.
///
/// Nobody can list every way to say no: words of which each is known to say nothing against a consent
/// are plain, and all others are not.
enum FormWording: Hashable {
    /// A name of a form or of a law: nothing follows from it.
    case plain
    /// It says no, takes something back, or limits.
    case objects
    /// It may say anything.
    case unknown

    init(_ text: String) {
        let folded = text.folding(
            options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
        let runs = folded.split { !$0.isLetter && !$0.isNumber }
        var words: [String] = []
        var signs = ""
        for run in runs {
            let latin = run.filter(\.isASCII)
            if !latin.isEmpty { words.append(String(latin)) }
            signs += run.filter { !$0.isASCII }
        }
        let joined = words.joined()
        if Self.objecting.contains(where: joined.contains)
            || words.contains(where: Self.objectingWords.contains)
            || Self.objectingSigns.contains(where: signs.contains)
        {
            self = .objects
        } else {
            let isPlain = words.allSatisfy { Self.isPlain($0) } && Self.isPlain(signs: signs)
            self = isPlain ? .plain : .unknown
        }
    }

    private static func isPlain(_ word: String) -> Bool {
        plainWords.contains(word) || word.allSatisfy(\.isNumber)
    }

    /// Whether nothing is left when words of forms are taken away one after the other.
    private static func isPlain(signs: String) -> Bool {
        var rest = Substring(signs)
        while !rest.isEmpty {
            guard let word = plainSigns.first(where: rest.hasPrefix) else { return false }
            rest = rest.dropFirst(word.count)
        }
        return true
    }

    /// Letters that say no wherever they stand, in the languages of HL7's examples.
    private static let objecting = [
        "optout", "optedout", "refus", "revo", "object", "dissent", "withdr", "widerspr",
        "widerruf", "ablehn", "abgelehnt", "verweiger", "declin", "deny", "denied", "denia",
        "denega", "reject", "opposi", "oppose", "retrait", "retir", "retract", "rescind",
        "rescission",
        "cancel", "prohibit", "forbid", "verbot", "untersag", "rechaz", "weiger", "intrek",
        "bezwaar", "terminat", "disagree", "noconsent", "noshare", "exclu",
        "except", "restrict", "unless",
    ]

    private static let objectingWords: Set<String> = [
        "no", "not", "non", "none", "never", "dont", "don", "nothing", "nobody", "without", "only",
        "solely", "stop", "against", "nein", "nicht", "kein", "keine", "keinen", "ohne", "nur",
        "ne", "pas", "sans", "seulement", "niet", "geen", "sin", "solo", "nunca", "void", "nao",
        "nessun",
    ]

    private static let objectingSigns = [
        "拒", "撤", "不", "反对", "反對", "否", "禁", "未", "无", "無", "勿", "停", "退出", "终止",
        "終止", "取消", "作废", "作廢", "收回", "异议", "異議", "仅", "僅", "只", "除", "限",
    ]

    private static let plainWords: Set<String> = [
        "a", "an", "and", "as", "by", "for", "in", "of", "on", "or", "the", "to", "with", "under",
        "access", "act", "acknowledgement", "agreement", "authorization", "authorisation",
        "basic", "broad", "care", "clinical", "collection", "consent", "consents", "data",
        "disclosure", "document", "exchange", "form", "general", "health", "healthcare",
        "hipaa", "information", "informed", "law", "medical", "notice", "opt", "optin", "patient",
        "permission", "personal", "policies", "policy", "practice", "practices", "privacy",
        "processing", "protection", "record", "records", "regulation", "release", "research",
        "rule",
        "rules", "says", "sharing", "statement", "study", "treatment", "use", "version",
        "einwilligung", "patienteneinwilligung", "einwilligungserklarung", "consentement",
        "consentimiento", "toestemming", "gdpr", "pipl",
    ]

    /// Longer ones before those that they begin with.
    private static let plainSigns: [String] = [
        "个人信息", "知情同意", "同意书", "授权书", "告知书", "健康", "医疗", "数据", "信息", "资料", "使用",
        "提供", "对外", "共享", "收集", "处理", "患者", "病人", "隐私", "保护", "知情", "同意", "授权",
        "科研", "研究", "诊疗", "临床", "政策", "规定", "制度", "法", "书", "表", "与", "和", "及", "的",
    ].sorted { $0.count > $1.count }
}
