import Governance
import LedgerTypes
import Sealing

/// Emergencies, cases, charters and codes.
extension EntryAccount {
    static func override(_ body: DeclareOverride) -> [EventAccount.Line] {
        switch body.content {
        case .offline(let signed):
            return [
                patient(signed.record.scope.subject),
                .init("方式", "how", "离线声明，补锚定 / offline, anchored later"),
            ]
        case .online(let declaration):
            return [
                patient(declaration.scope.subject),
                .init(
                    "理由", "reason", "\(declaration.reason.chinese) / \(declaration.reason.english)"),
                .init("目的", "purpose", declaration.scope.purpose),
                .init("字段", "fields", declaration.scope.fields.joined(separator: ", ")),
                .init("持有机构", "holder", "\(declaration.scope.holder)"),
                .init("止", "until", CalendarTime.text(declaration.expires)),
            ]
        }
    }

    static func review(_ body: ReviewOverride) -> [EventAccount.Line] {
        let verdict =
            switch body.verdict {
            case .justified: "正当 / justified"
            case .unjustified: "不正当 / unjustified"
            }
        return [
            .init("紧急越权", "override", "\(body.override)"),
            .init("审查结论", "finding", verdict),
        ]
    }

    static func opening(_ body: OpenCase) -> [EventAccount.Line] {
        let type =
            switch body.type {
            case .design: "制定 / design"
            case .dispute: "争议 / dispute"
            case .override: "紧急越权 / override"
            case .escalation: "提交审议 / escalation"
            case .exemption: "豁免 / exemption"
            case .upgrade: "升级 / upgrade"
            case .appeal: "申诉 / appeal"
            }
        var lines: [EventAccount.Line] = [.init("案件种类", "type", type)]
        if let reference = body.reference {
            lines.append(.init("所涉记录", "about", "\(reference)"))
        }
        if !body.parties.isEmpty {
            let names = body.parties.map(\.text).joined(separator: ", ")
            lines.append(.init("其他当事方", "other parties", names))
        }
        return lines
    }

    static func vote(_ body: CastVote) -> [EventAccount.Line] {
        let choice =
            switch body.choice {
            case .approve: "赞成 / approve"
            case .reject: "反对 / reject"
            case .abstain: "弃权 / abstain"
            }
        return [.init("案件", "case", "\(body.caseID)"), .init("表决", "ballot", choice)]
    }

    static func code(_ body: IssueCode) -> [EventAccount.Line] {
        [
            patient(body.subject),
            .init("使用方", "audience", "\(body.audience)"),
            .init("目的", "purpose", body.purpose),
            .init("最高级别", "highest level", "\(body.maximumLevel)"),
            .init("次数上限", "uses at most", "\(body.uses)"),
            .init("止", "until", CalendarTime.text(body.expires)),
        ]
    }
}
