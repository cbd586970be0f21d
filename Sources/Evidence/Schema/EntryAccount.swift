import CanonicalCoding
import CharterLanguage
import Governance
import LedgerTypes
import Sealing

/// Puts one entry into words, decoded by the types that wrote it.
struct EntryAccount {
    let account: EventAccount

    init(_ entry: Entry, _ replay: inout DecisionReplay) {
        let transaction = entry.transaction.transaction
        var lines = Self.lines(transaction.kind, transaction.payload)
        if let decision = GovernanceSchema.decision(of: entry) {
            lines += Self.lines(decision, suite: transaction.suite, &replay)
        }
        if let refusal = Refusal.named(entry.receipt.code) {
            lines.append(.init("原因", "reason", "\(refusal.chinese) / \(refusal.english)"))
        }
        account = EventAccount(
            chinese: transaction.kind.chinese, english: transaction.kind.name, lines: lines,
            samePatient: Self.samePatient(transaction))
    }

    private static func samePatient(_ transaction: Transaction) -> [Pseudonym] {
        guard transaction.kind == .mergeSubjects,
            let body = try? Payload<MergeSubjects>(canonical: transaction.payload).body,
            case .merge(let first, let second) = body.content
        else { return [] }
        return [first, second]
    }

    typealias Line = EventAccount.Line

    static func lines(_ kind: TransactionKind, _ payload: [UInt8]) -> [Line] {
        switch kind {
        case .registerSubject: read(payload, subject)
        case .recoverSubject: read(payload, recovery)
        case .mergeSubjects: read(payload, merge)
        case .licence: read(payload, licence)
        case .registerAsset: read(payload, asset)
        case .label: read(payload, label)
        case .recordConsent: read(payload, consent)
        case .withdrawConsent:
            read(payload) { (body: WithdrawConsent) in
                [Line("撤回的同意", "consent", "\(body.consent)"), hand(body.inOwnHand)]
            }
        case .transition: read(payload, transition)
        case .request: read(payload, request)
        case .release: read(payload, release)
        case .acknowledge:
            read(payload) { (body: Acknowledge) in [Line("申请", "request", "\(body.permit)")] }
        case .egressBlock:
            read(payload) { (body: EgressBlock) in
                [
                    Line("申请", "request", "\(body.permit)"),
                    Line("拦截代码", "code", "\(body.reason)"),
                ]
            }
        case .answerWithdrawal: read(payload, answer)
        case .anchor: read(payload, anchor)
        case .exportSeal:
            read(payload) { (body: SealExport) in
                [
                    Line("文件摘要", "file", "\(body.file)"),
                    Line("截至高度", "up to height", "\(body.upTo)"),
                ]
            }
        case .declareOverride, .approveOverride, .writeUp, .review, .openCase, .recuse, .ballot,
            .issueCode, .redeemCode, .notified:
            caseLines(kind, payload)
        case .enrolMember, .enrolStaff, .suspend, .rotateKey, .seatChange, .parameters, .recover,
            .committeeSeat:
            []
        case .registerRight: read(payload, right)
        case .proposeVocabulary, .proposeCharter, .reportGate, .withdrawProposal:
            ruleLines(kind, payload)
        }
    }

    private static func caseLines(_ kind: TransactionKind, _ payload: [UInt8]) -> [Line] {
        switch kind {
        case .declareOverride: read(payload, override)
        case .approveOverride:
            read(payload) { (body: ApproveOverride) in
                [Line("紧急越权", "override", "\(body.override)")]
            }
        case .writeUp:
            read(payload) { (body: WriteUpOverride) in
                [Line("紧急越权", "override", "\(body.override)")]
            }
        case .review: read(payload, review)
        case .openCase: read(payload, opening)
        case .recuse:
            read(payload) { (body: RecuseFromCase) in [Line("案件", "case", "\(body.caseID)")] }
        case .ballot: read(payload, vote)
        case .issueCode: read(payload, code)
        case .redeemCode:
            read(payload) { (body: RedeemCode) in
                [Line("授权码", "code", "\(body.code)")] + request(body.request)
            }
        case .notified:
            read(payload) { (body: AcknowledgeNotice) in
                [Line("通知", "notice", "\(body.notice)")]
            }
        default: []
        }
    }

    static func read<Body: LedgerAction>(
        _ payload: [UInt8], _ tell: (Body) -> [Line]
    ) -> [Line] {
        (try? Payload<Body>(canonical: payload)).map { tell($0.body) } ?? []
    }

    private static func subject(_ body: RegisterSubject) -> [Line] {
        let subject = body.subject
        let none = "无 / none"
        let attending = subject.attending.map(\.description).joined(separator: ", ")
        return [
            patient(subject.pseudonym),
            Line("持有机构", "holder", "\(subject.holder)"),
            Line("患者密钥", "patient's key", subject.key?.id.description ?? none),
            Line("监护人假名", "guardian", subject.guardian?.description ?? none),
            Line("诊疗人员", "treating staff", attending.isEmpty ? none : attending),
            Line(
                "拒绝紧急使用", "refuses emergency use",
                body.subject.refusesEmergency ? "是 / yes" : "否 / no"),
        ]
    }

    private static func answer(_ body: AnswerWithdrawal) -> [Line] {
        let state = body.outcome.state
        let reason = body.reason.map {
            [Line("留存理由", "reason for keeping", "\($0.chinese) / \($0.name)")]
        }
        return [
            Line("申请", "request", "\(body.permit)"),
            Line("撤回依据", "withdrawal", "\(body.withdrawal)"),
            Line("答复", "answer", "\(state.chinese) / \(state.name)"),
        ] + (reason ?? []) + [Line("说明承诺", "note", "\(body.note)")]
    }

    /// Whose rights it is about.
    static func patient(_ pseudonym: Pseudonym) -> Line {
        Line("患者假名", "patient", "\(pseudonym)")
    }

    private static func recovery(_ body: RecoverSubject) -> [Line] {
        switch body {
        case .announce(let announced):
            [
                Line("步骤", "step", "公告 / announced"), patient(announced.subject),
                Line("原因", "reason", "\(announced.reason.chinese) / \(announced.reason.name)"),
                Line("新密钥", "new key", "\(announced.newKey.id)"),
                Line("身份核验", "identity check", "\(announced.identityCheck)"),
            ]
        case .cancel(let id):
            [Line("步骤", "step", "撤销 / cancelled"), Line("找回", "recovery", "\(id)")]
        }
    }

    /// Both names: who reads the history of one learns of the other.
    private static func merge(_ body: MergeSubjects) -> [Line] {
        let what: [Line]
        switch body.content {
        case .merge(let first, let second):
            what = [
                Line("步骤", "step", "两个假名属同一患者 / two names of one patient"),
                Line("假名", "name", "\(first)"), Line("假名", "name", "\(second)"),
            ]
        case .separate(let id):
            what = [
                Line("步骤", "step", "分开 / separated"), Line("合并", "merge", "\(id)"),
            ]
        }
        return what + [
            Line("审计管理员", "audit officer", "\(body.auditOfficer)"),
            Line("身份核验", "identity check", "\(body.check)"),
        ]
    }

    private static func asset(_ body: RegisterAsset) -> [Line] {
        let description = body.description
        return description.members.explicit.map(patient) + [
            Line("种类", "kind", description.kind.name),
            Line("类别", "category", category(description.category)),
            Line("级别", "level", "\(description.level)"),
            Line("内容摘要", "content", "\(description.content)"),
        ]
    }

    private static func label(_ body: LabelAsset) -> [Line] {
        [
            Line("数据集", "data set", "\(body.asset)"),
            Line("字段", "field", body.label.field),
            Line("类别", "category", category(body.label.category)),
            Line("级别", "level", "\(body.label.level)"),
        ]
    }

    private static func consent(_ body: RecordConsent) -> [Line] {
        let terms = body.terms
        let scope = terms.scope
        let about =
            switch terms.about {
            case .subject(let pseudonym): patient(pseudonym)
            case .cohort(let asset): Line("群组数据集", "data set of a group", "\(asset)")
            }
        var lines = [
            about, Line("表示", "says", terms.permits ? "同意 / consents" : "拒绝 / refuses"),
            Line("目的", "purposes", scope.purposes.joined(separator: ", ")),
            Line("最高级别", "highest level", "\(scope.maximumLevel)"),
            Line("起", "from", CalendarTime.text(scope.notBefore)),
            Line("止", "until", scope.notAfter.map(CalendarTime.text) ?? "无期限 / without an end"),
            Line("单独同意", "separate consent", terms.isSeparate ? "是 / yes" : "否 / no"),
            hand(terms.inOwnHand),
        ]
        if !scope.audiences.isEmpty {
            lines.append(
                Line("接收方", "audiences", scope.audiences.map(\.text).joined(separator: ", ")))
        }
        lines += only(scope.categories, scope.fields, scope.dataPeriod)
        if !scope.actions.isEmpty {
            lines.append(Line("行为", "actions", scope.actions.joined(separator: ", ")))
        }
        if let earlier = terms.supersedes {
            lines.append(Line("取代", "supersedes", "\(earlier)"))
        }
        return lines
    }

    /// What a scope or a grant names of data; nothing for what it leaves open.
    private static func only(
        _ categories: [DataCategory], _ fields: [String], _ period: DataPeriod
    ) -> [Line] {
        var lines: [Line] = []
        if !categories.isEmpty {
            let named = categories.map(category).joined(separator: ", ")
            lines.append(Line("类别", "categories", named))
        }
        if !fields.isEmpty {
            lines.append(Line("字段", "fields", fields.joined(separator: ", ")))
        }
        if !period.isAll { lines.append(Line("数据时间", "data of", text(period))) }
        return lines
    }

    /// `2026-01-01T… – 2026-07-01T…`, a bound that is open left out.
    static func text(_ period: DataPeriod) -> String {
        let from = period.from.map(CalendarTime.text) ?? ""
        let until = period.until.map(CalendarTime.text) ?? ""
        return "\(from) – \(until)"
    }

    /// By whose word it stands.
    private static func hand(_ isOwn: Bool) -> Line {
        Line(
            "由谁作出", "given by",
            isOwn
                ? "患者或监护人本人密钥 / the patient's or guardian's own key"
                : "持有方与见证人 / holder and witness")
    }

    private static func transition(_ body: TakeTransition) -> [Line] {
        let step = Line("步骤", "step", body.transition)
        switch body.target {
        case .record(let id): return [step, Line("记录", "record", "\(id)")]
        case .new(let record):
            var lines = [step, Line("规则", "charter", record.charter)]
            lines.append(Line("记录种类", "type", record.type))
            if let terms = record.terms {
                let grantees = terms.grantees.map(\.text).joined(separator: ", ")
                lines += terms.subjects.map(patient)
                lines += terms.assets.map { Line("数据集", "data set", "\($0)") }
                lines += [
                    Line("持有机构", "holder", "\(terms.holder)"),
                    Line("被授权方", "grantees", grantees),
                    Line("目的", "purposes", terms.purposes.joined(separator: ", ")),
                    Line("行为", "actions", terms.actions.joined(separator: ", ")),
                    Line("最高级别", "highest level", "\(terms.maximumLevel)"),
                    Line("止", "until", CalendarTime.text(terms.notAfter)),
                    Line("次数上限", "uses at most", "\(terms.maximumUses)"),
                ]
                lines += only(terms.categories, terms.fields, terms.dataPeriod)
                if !terms.deniedFields.isEmpty {
                    let denied = terms.deniedFields.joined(separator: ", ")
                    lines.append(Line("不提供的字段", "denied fields", denied))
                }
            }
            return lines
        }
    }

    private static func request(_ body: Request) -> [Line] {
        var about = body.subject.map { [patient($0)] } ?? []
        about += body.asset.map { [Line("数据集", "data set", "\($0)")] } ?? []
        return about + [
            Line("行为", "action", body.action), Line("目的", "purpose", body.purpose),
            Line("字段", "fields", body.fields.joined(separator: ", ")),
            Line("输出形式", "output", body.output),
        ]
    }

    private static func release(_ body: Release) -> [Line] {
        [
            Line("申请", "request", "\(body.permit)"),
            Line("已加密", "encrypted", body.isEncrypted ? "是 / yes" : "否 / no"),
            Line(
                "已遮蔽字段", "masked fields", body.masks.map(\.field).joined(separator: ", ")),
        ]
    }

    private static func anchor(_ body: AnchorDigest) -> [Line] {
        let names: [AnchorKind: String] = [
            .timestampToken: "时间戳 / time-stamp", .revocationList: "吊销列表 / revocation list",
            .exhibit: "原件 / exhibit", .custodyEvent: "保管交接 / custody",
            .platformStatement: "平台说明 / platform statement",
            .destroyedSalt: "盐值销毁 / destroyed salt",
        ]
        var lines = [
            Line("摘要种类", "digest of", names[body.what] ?? ""),
            Line("摘要", "digest", "\(body.digest)"),
        ]
        if let head = body.head {
            lines.append(
                head.kind == .subject
                    ? patient(Pseudonym(head.id)) : Line("数据集", "data set", "\(head.id)"))
        }
        return lines
    }

    private static func category(_ category: DataCategory) -> String {
        "\(category.chinese) (\(category.code))"
    }
}
