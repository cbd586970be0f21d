import Bilingual
import DataProtection
import Governance
import LedgerTypes
import WrittenText

/// A notice as the member's own messenger takes it: whom to tell, what happened, until when.
///
/// JSON: notice, audience, subject or null, the patient's other names, about, due (milliseconds and
/// as a date), and what to say in both languages.
struct NoticeFile {
    let bytes: [UInt8]

    init(_ notice: Notice, on ledger: LedgerState) {
        let name = Self.name(of: notice.audience)
        let due = CalendarTime.text(notice.due)
        let what = Self.event(of: notice, on: ledger)
        let english = "Tell the \(name.english) by \(due): \(what.english)"
        let chinese = "请在 \(due) 前告知\(name.chinese)：\(what.chinese)"
        bytes = JSONWriter.write(
            .object([
                JSONMember("notice", .text("\(notice.id)")),
                JSONMember("audience", .text(name.english)),
                JSONMember("subject", notice.subject.map { .text($0.description) } ?? .null),
                JSONMember(
                    "otherNames",
                    .array(
                        (notice.subject.map(GovernanceQueries(ledger).otherNames) ?? [])
                            .map { .text($0.description) })),
                JSONMember("about", .text("\(notice.about)")),
                JSONMember("due", .number("\(notice.due.value)")),
                JSONMember("dueTime", .text(due)),
                JSONMember("english", .text(english)), JSONMember("chinese", .text(chinese)),
            ]))
    }

    /// What the ledger says happened.
    private static func event(of notice: Notice, on ledger: LedgerState) -> Wording {
        let short = notice.about.digest.short
        if let taken = withdrawal(notice, on: ledger) { return event(taken) }
        if notice.audience == .governance {
            return Wording(
                english: "a seat signed what excludes one another (evidence \(short)); the members "
                    + "decide about the seat.",
                chinese: "某席位签署了相互矛盾的消息，证据 \(short)，请议定是否变更席位。")
        }
        if let override = ledger.get(Tables.overrides, notice.about) { return event(override) }
        if let recovery = ledger.get(Tables.subjectRecoveries, notice.about) {
            return event(recovery)
        }
        if let merge = ledger.get(Tables.subjectMerges, notice.about) { return event(merge) }
        if let permit = ledger.get(Tables.permits, notice.about) { return event(permit, short) }
        return Wording(
            english: "ledger record \(short) concerns them.", chinese: "账本记录 \(short) 涉及其权益。")
    }

    /// The licence of the member's people that was taken back in the record of a notice.
    private static func withdrawal(_ notice: Notice, on ledger: LedgerState) -> LicenceSpan? {
        guard notice.audience == .governance else { return nil }
        for person in GovernanceQueries(ledger).staff(of: notice.responsible) {
            let spans = ledger.get(Tables.licences, person.reference)?.spans ?? []
            if let found = spans.last(where: { $0.withdrawal?.record == notice.about }) {
                return found
            }
        }
        return nil
    }

    private static func event(_ taken: LicenceSpan) -> Wording {
        let licence = taken.licence
        let by = taken.withdrawal?.authority ?? licence.authority
        return Wording(
            english: "\(by) took the \(licence.kind.name)'s licence of \(licence.person) back; "
                + "until an authority attests it again they declare and approve no override, and ask "
                + "for nothing in that role. Where that is an error, speak to \(by).",
            chinese: "\(by) 已撤回 \(licence.person) 的\(licence.kind.chinese)；再经发证机关证明之前，"
                + "其不得声明或批准应急越权，也不得以该岗位请求数据。如有误，请与 \(by) 联系。")
    }

    private static func event(_ override: Override) -> Wording {
        let scope = override.scope
        let (opened, expires) = (
            CalendarTime.text(override.opened), CalendarTime.text(override.expires)
        )
        let reason = override.reason
        let fields = scope.fields.joined(separator: ", ")
        var english =
            "on \(opened) \(override.physician) declared an emergency (\(reason.english)) to read "
            + "\(fields) of patient \(scope.subject.digest.short) at \(scope.holder), purpose "
            + "\(scope.purpose), until \(expires)"
        var chinese =
            "\(override.physician) 于 \(opened) 声明急情（\(reason.chinese)），调阅 \(scope.holder) 所持患者 "
            + "\(scope.subject.digest.short) 的 \(fields)，用途 \(scope.purpose)，至 \(expires) 止"
        if override.againstRefusal {
            english += "; the patient had refused emergency use"
            chinese += "；患者此前拒绝应急使用"
        }
        if override.offline != nil {
            english += "; it was decided without the network"
            chinese += "；系断网时由本机构单独决定"
        }
        return Wording(
            english: english + ". Override \(override.id).",
            chinese: chinese + "。越权编号 \(override.id)。")
    }

    /// The patient's key is to change, or will not: what the old key may do stands first.
    private static func event(_ recovery: SubjectRecovery) -> Wording {
        let patient = recovery.subject.digest.short
        let (announced, due) = (
            CalendarTime.text(recovery.announced), CalendarTime.text(recovery.due)
        )
        let english: String
        let chinese: String
        switch recovery.state {
        case .announced:
            english =
                "from \(due) another key will sign for patient \(patient), announced on "
                + "\(announced) because the old one is \(recovery.reason.name). Whoever still has "
                + "the old key can stop it until then, at any member's node"
            chinese =
                "患者 \(patient) 的密钥将于 \(due) 更换，公告于 \(announced)，原因：原密钥\(recovery.reason.chinese)。"
                + "此前凭原密钥可在任一成员节点撤销"
        case .cancelled:
            english = "the old key of patient \(patient) objected: it stays in force"
            chinese = "患者 \(patient) 的原密钥已撤销更换，继续有效"
        case .inForce:
            english =
                "since \(due) another key signs for patient \(patient); the old one does not any more"
            chinese = "自 \(due) 起由新密钥代患者 \(patient) 签名，原密钥失效"
        case .lapsed:
            english =
                "the announced change of the key of patient \(patient) lapsed: one who announced it "
                + "is suspended or the guardian no more. The old key stays"
            chinese = "患者 \(patient) 的密钥更换已失效（公告人被停用或已非监护人），原密钥不变"
        }
        return Wording(
            english: english + ". Recovery \(recovery.id).",
            chinese: chinese + "。找回编号 \(recovery.id)。")
    }

    /// Two names are taken for one patient, or were: what that does stands first.
    private static func event(_ merge: SubjectMerge) -> Wording {
        let names = "\(merge.first.digest.short) and \(merge.second.digest.short)"
        let chinese = "\(merge.first.digest.short) 与 \(merge.second.digest.short)"
        guard let parted = merge.separated else {
            let time = CalendarTime.text(merge.merged.time)
            return Wording(
                english: "since \(time) \(merge.holder) takes the names \(names) for one patient: "
                    + "what was refused or withdrawn under one binds both, what was agreed to stays with "
                    + "its name. Said by \(merge.merged.dataOfficer) and "
                    + "\(merge.merged.auditOfficer); who is another person says so there. Merge "
                    + "\(merge.id).",
                chinese: "自 \(time) 起，\(merge.holder) 认定假名 \(chinese) 属同一患者："
                    + "在任一名下的拒绝与撤回对两者均有效，同意仍只属原假名。由 \(merge.merged.dataOfficer) 与 "
                    + "\(merge.merged.auditOfficer) 认定；如非本人请向该机构提出。合并编号 \(merge.id)。")
        }
        let time = CalendarTime.text(parted.time)
        return Wording(
            english: "since \(time) \(merge.holder) takes the names \(names) for two patients "
                + "again: what was refused or withdrawn under one does not bind the other any more; say it "
                + "for both where both are yours. Said by \(parted.dataOfficer) and "
                + "\(parted.auditOfficer). Merge \(merge.id).",
            chinese: "自 \(time) 起，\(merge.holder) 认定假名 \(chinese) 分属两人："
                + "一名下的拒绝与撤回不再约束另一名；若两者均为本人，请分别声明。由 \(parted.dataOfficer) 与 \(parted.auditOfficer) 认定。"
                + "合并编号 \(merge.id)。")
    }

    private static func event(_ permit: PermitRecord, _ short: String) -> Wording {
        let (request, actor) = (permit.request, permit.actor)
        let who = actor.person.map { "\($0)" } ?? "\(actor.member)"
        let fields = request.fields.joined(separator: ", ")
        let time = CalendarTime.text(permit.decided)
        return Wording(
            english: "on \(time) \(who) was permitted to \(request.action) \(fields) held by "
                + "\(permit.holder), purpose \(request.purpose). Request \(short).",
            chinese: "\(time) 已许可 \(who) 对 \(permit.holder) 所持 \(fields) 执行 \(request.action)，用途 "
                + "\(request.purpose)。请求编号 \(short)。")
    }

    /// Who is told, in words.
    static func name(of audience: NoticeAudience) -> Wording {
        switch audience {
        case .patient: Wording(english: "patient", chinese: "患者")
        case .regulator: Wording(english: "regulator", chinese: "监管机构")
        case .committee: Wording(english: "committee", chinese: "独立委员会")
        case .holder: Wording(english: "holder", chinese: "持有方")
        case .governance:
            Wording(english: "keepers of the governance key", chinese: "治理密钥保管人")
        }
    }
}
