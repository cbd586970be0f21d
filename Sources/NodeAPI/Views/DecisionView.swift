import CharterLanguage
import Governance
import LedgerTypes
import TallyClient

extension DecisionView {
    init(_ decision: Decision) {
        let ruling = decision.ruling
        self.init(
            outcome: decision.receiptOutcome.name,
            rules: ruling.reasons.map {
                Rule(
                    charter: $0.charter, version: $0.version, rule: $0.rule,
                    basis: $0.basis.map(\.text), isRedLine: $0.isRedLine)
            },
            duties: Duties(ruling.obligations),
            isEmergency: ruling.isEmergency,
            isMalformed: ruling.isMalformed,
            panel: ruling.escalation?.party,
            escalationMilliseconds: ruling.escalation?.withinMilliseconds,
            caseID: decision.caseID?.description,
            grant: decision.grant?.description,
            override: decision.override?.description,
            dataLimit: decision.dataLimit.map { $0.spans.map(PeriodView.init) },
            facts: Dictionary(
                decision.inputs.facts.map { ($0.attribute, $0.value.text) },
                uniquingKeysWith: { first, _ in first }),
            asOf: decision.asOf.value,
            stateRoot: decision.stateRoot.description,
            cost: ruling.cost)
    }
}

extension DecisionView.Duties {
    init(_ obligations: Obligations) {
        func deadlines(_ list: [Deadline]) -> [String: Int64] {
            Dictionary(
                list.map { ($0.party, $0.withinMilliseconds) }, uniquingKeysWith: { min($0, $1) })
        }
        self.init(
            encrypt: obligations.encrypt, log: obligations.log, count: obligations.count,
            masks: Dictionary(
                obligations.masks.map { ($0.field, $0.method.word) },
                uniquingKeysWith: { first, _ in first }),
            notify: deadlines(obligations.notify), review: deadlines(obligations.review),
            expireMilliseconds: obligations.expireMilliseconds)
    }
}

extension MaskMethod {
    /// The keyword of charters.
    var word: String {
        switch self {
        case .pseudonym: "pseudonym"
        case .generalise: "generalise"
        case .redact: "redact"
        }
    }
}

extension FactLiteral {
    /// As scripts write it; times in milliseconds.
    var text: String {
        switch self {
        case .flag(let value): value ? "yes" : "no"
        case .member(let id): id
        case .members(let ids): "{" + ids.joined(separator: ", ") + "}"
        case .integer(let value), .instant(let value): String(value)
        }
    }
}

extension Citation {
    /// The law's code with article, paragraph and item.
    var text: String {
        let parts = [article, paragraph, item].compactMap(\.self).map(String.init)
        return parts.isEmpty ? law : law + " " + parts.joined(separator: ".")
    }
}
