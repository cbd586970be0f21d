import CharterLanguage
import Governance
import LedgerTypes
import Sealing

extension EntryAccount {
    /// The rules that decided, with their legal basis in the words of the vocabulary, and duties.
    static func lines(
        _ decision: Decision, suite: CryptoSuite, _ replay: inout DecisionReplay
    ) -> [EventAccount.Line] {
        var laws: [String: String] = [:]
        for consulted in decision.inputs.charters {
            guard let checked = replay.checked(consulted.digest, suite: suite) else { continue }
            for law in checked.vocabulary.laws where laws[law.name.id] == nil {
                laws[law.name.id] = law.name.chinese
            }
        }
        let ruling = decision.ruling
        var lines: [EventAccount.Line] = ruling.reasons.map { reason in
            let basis = reason.basis.map { text($0, laws) }.joined(separator: "、")
            let rank = reason.isRedLine ? "（红线 / red line）" : ""
            return .init(
                "依据规则", "rule",
                "\(reason.charter) v\(reason.version) \(reason.rule)\(rank) [\(basis)]")
        }
        if ruling.reasons.isEmpty {
            lines.append(
                .init(
                    "依据规则", "rule",
                    ruling.isMalformed
                        ? "缺少事实 / a fact was lacking" : "无规则准许 / no rule permits"))
        }
        let duties = text(ruling.obligations)
        if !duties.isEmpty { lines.append(.init("义务", "duties", duties)) }
        if let panel = ruling.escalation {
            lines.append(.init("审议机构", "panel", panel.party))
        }
        if ruling.isEmergency { lines.append(.init("紧急", "emergency", "是 / yes")) }
        if let grant = decision.grant { lines.append(.init("授权", "grant", "\(grant)")) }
        if let limit = decision.dataLimit {
            let spans = limit.spans.map(text).joined(separator: ", ")
            lines.append(.init("数据时间", "data of", spans))
        }
        lines.append(.init("事实截至高度", "facts as of height", "\(decision.asOf)"))
        return lines
    }

    private static func text(_ citation: Citation, _ laws: [String: String]) -> String {
        var text = laws[citation.law].map { "《\($0)》" } ?? citation.law
        if let article = citation.article { text += "第\(article)条" }
        if let paragraph = citation.paragraph { text += "第\(paragraph)款" }
        if let item = citation.item { text += "第\(item)项" }
        return text
    }

    private static func text(_ duties: Obligations) -> String {
        var parts = duties.masks.map { "遮蔽 mask \($0.field)" }
        if duties.encrypt { parts.append("加密 encrypt") }
        if duties.log { parts.append("记录 log") }
        if duties.count { parts.append("计数 count") }
        parts += duties.notify.map { "通知 notify \($0.party)" }
        parts += duties.review.map { "审查 review \($0.party)" }
        return parts.joined(separator: ", ")
    }
}
