import Bilingual
import DataProtection
import Governance
import LedgerTypes
import WrittenText

/// A notice as the member's own messenger takes it: whom to tell, what happened, until when.
///
/// JSON: notice, audience, subject or null, about, due (milliseconds and as a date), and what to say
/// in both languages.
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
                JSONMember("about", .text("\(notice.about)")),
                JSONMember("due", .number("\(notice.due.value)")),
                JSONMember("dueTime", .text(due)),
                JSONMember("english", .text(english)), JSONMember("chinese", .text(chinese)),
            ]))
    }

    /// What the ledger says happened.
    private static func event(of notice: Notice, on ledger: LedgerState) -> Wording {
        let short = notice.about.digest.short
        if notice.audience == .governance {
            return Wording(
                english: "a seat signed what excludes one another (evidence \(short)); the members "
                    + "decide about the seat.",
                chinese: "某席位签署了相互矛盾的消息，证据 \(short)，请议定是否变更席位。")
        }
        if let override = ledger.get(Tables.overrides, notice.about) { return event(override) }
        if let permit = ledger.get(Tables.permits, notice.about) { return event(permit, short) }
        return Wording(
            english: "ledger record \(short) concerns them.", chinese: "账本记录 \(short) 涉及其权益。")
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
