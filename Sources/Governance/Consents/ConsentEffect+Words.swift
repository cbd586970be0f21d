import Bilingual
import LedgerTypes

extension ConsentHindrance.Cause {
    /// The name by which programs know it. Source: docs/reference/node-api.md.
    package var name: String {
        switch self {
        case .withdrawn: "withdrawn"
        case .superseded: "superseded"
        case .early: "not-yet"
        case .over: "over"
        case .purposes: "purposes-unknown"
        case .fields: "fields-unknown"
        case .actions: "actions-unknown"
        case .receivers: "receivers-inactive"
        case .takenBack: "taken-back"
        case .refused: "refused"
        case .notAsked: "not-asked"
        case .notSeparate: "not-separate"
        case .guardianUnknown: "guardian-unknown"
        case .guardianKnown: "guardian-known"
        }
    }
}

extension ConsentHindrance.Reach {
    package var name: String {
        switch self {
        case .nothing: "nothing"
        case .part: "part"
        case .all: "all"
        }
    }
}

extension ConsentHindrance: Worded {
    package var english: String {
        switch cause {
        case .withdrawn: "it was withdrawn"
        case .superseded: "a later consent replaced it"
        case .early(let start): "it begins at \(CalendarTime.text(start))"
        case .over(let end): "it ended at \(CalendarTime.text(end))"
        case .purposes(let names): "no vocabulary in force has \(Self.listed(names)) as a purpose"
        case .fields(let names): "no vocabulary in force has \(Self.listed(names)) as a field"
        case .actions(let names): "no vocabulary in force has \(Self.listed(names)) as an action"
        case .receivers(let members):
            "\(Self.listed(members.map(\.text))) cannot ask now: suspended, or no member"
        case .takenBack:
            """
            the patient's own key took \(reach == .all ? "this" : "a part of this") back: only a \
            consent by that key gives it again
            """
        case .refused(let ids):
            "\(reach == .all ? "a refusal covers all of it" : "a refusal takes out a part"): "
                + ids.map(\.description).joined(separator: ", ")
        case .notAsked: "no charter in force asks for consent"
        case .notSeparate:
            "it was not given separately for sensitive data, which charters in force ask for"
        case .guardianUnknown:
            "a parent or guardian gave it, and no guardian of the patient is on record"
        case .guardianKnown:
            """
            it is attested as the patient's own word, and a guardian is on record: below 14 years \
            the guardian gives it
            """
        }
    }

    package var chinese: String {
        switch cause {
        case .withdrawn: "已撤回"
        case .superseded: "已被后来的同意取代"
        case .early(let start): "自 \(CalendarTime.text(start)) 起才生效"
        case .over(let end): "已于 \(CalendarTime.text(end)) 到期"
        case .purposes(let names): "现行词表中没有目的 \(Self.listed(names))"
        case .fields(let names): "现行词表中没有字段 \(Self.listed(names))"
        case .actions(let names): "现行词表中没有行为 \(Self.listed(names))"
        case .receivers(let members):
            "\(Self.listed(members.map(\.text))) 目前不能提出请求：已停用或不是成员"
        case .takenBack:
            "患者本人密钥已收回\(reach == .all ? "这些使用" : "其中一部分")：须由该密钥重新同意"
        case .refused(let ids):
            "\(reach == .all ? "全部内容已被拒绝" : "其中一部分已被拒绝")："
                + ids.map(\.description).joined(separator: "、")
        case .notAsked: "现行章程均不要求同意"
        case .notSeparate: "未就敏感信息单独同意，而现行章程要求单独同意"
        case .guardianUnknown: "由父母或监护人作出，但患者没有登记监护人"
        case .guardianKnown: "以患者本人名义由持有方与见证人证明，但患者登记有监护人：未满十四周岁须由监护人作出"
        }
    }

    private static func listed(_ names: [String]) -> String {
        names.map { "`\($0)`" }.joined(separator: ", ")
    }
}

extension ConsentEffect: Worded {
    private var isPartial: Bool { hindrances.contains { $0.reach == .part } }

    package var english: String {
        let what = permits ? "this consent" : "this refusal"
        let causes = hindrances.filter { !isNone || $0.reach == .all }.map(\.english)
            .joined(separator: "; ")
        if isNone { return "\(what) has no effect because \(causes)" }
        guard !hindrances.isEmpty else { return "\(what) has effect" }
        return "\(what) has effect\(isPartial ? ", not in every part" : ""): \(causes)"
    }

    package var chinese: String {
        let what = permits ? "该同意" : "该拒绝"
        let causes = hindrances.filter { !isNone || $0.reach == .all }.map(\.chinese)
            .joined(separator: "；")
        if isNone { return "\(what)没有效力，因为：\(causes)" }
        guard !hindrances.isEmpty else { return "\(what)有效力" }
        return "\(what)有效力\(isPartial ? "，但并非每一部分" : "")：\(causes)"
    }
}
