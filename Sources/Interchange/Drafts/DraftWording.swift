import CanonicalCoding
import Governance
import LedgerTypes
import Sealing

/// What a transaction of governance does, in words of both languages; from its bytes alone.
package enum DraftWording {
    /// Nil for a kind that this version has no words for, or whose payload cannot be read.
    package static func lines(of transaction: Transaction) -> [PageLine]? {
        switch transaction.kind {
        case .enrolMember: body(transaction, EnrolMember.self).map(enrolment)
        case .seatChange: body(transaction, SeatChange.self).map(seats)
        case .recover: body(transaction, Recover.self).map(recovery)
        case .parameters: body(transaction, ChangeParameters.self).map(parameters)
        case .committeeSeat: body(transaction, AppointCommittee.self).map(committee)
        case .ballot where transaction.staff == nil:
            body(transaction, CastVote.self).map { seatConsent($0, transaction) }
        case .suspend: body(transaction, Suspend.self).map { suspension($0, transaction) }
        case .rotateKey: body(transaction, RotateKey.self).map { rotation($0, transaction) }
        case .enrolStaff: body(transaction, EnrolStaff.self).map { staff($0.enrolled) }
        default: nil
        }
    }

    /// The body of a payload that hides nothing behind commitments.
    fileprivate static func body<Body: LedgerAction>(
        _ transaction: Transaction, _ type: Body.Type
    ) -> Body? {
        guard let payload = try? Payload<Body>(canonical: transaction.payload),
            payload.commitments.isEmpty
        else { return nil }
        return payload.body
    }

    static func enrolment(_ action: EnrolMember) -> [PageLine] {
        let member = action.enrolled
        return [
            PageLine("enrols the member", "登记成员", member.id),
            PageLine("name", "名称", "\(member.nameChinese) / \(member.nameEnglish)"),
            PageLine("credit code", "统一社会信用代码", member.uscc),
            PageLine("kind and tier", "类型与等级", "\(member.kind.name), \(member.tier.name)"),
            PageLine("region", "行政区划", member.region),
            PageLine("gateway key", "网关公钥", Hex.encode(member.gatewayKey.bytes)),
            PageLine("governance key", "治理公钥", Hex.encode(member.governanceKey.bytes)),
            PageLine("box key", "封装公钥", Hex.encode(member.boxKey.bytes)),
            PageLine("certificate", "证书公钥摘要", member.certificateDigest),
        ] + action.officers.flatMap(staff)
    }

    static func staff(_ person: Staff) -> [PageLine] {
        let roles = person.roles.list.map { "\($0.name) \($0.chinese)" }.joined(separator: ", ")
        return [
            PageLine("enrols the person", "登记人员", "\(person.reference) (\(roles))"),
            PageLine("  clearance", "可见级别", person.clearance),
            PageLine("  licence", "执业证承诺", person.licence.map { "\($0)" } ?? "–"),
            PageLine("  key", "公钥", Hex.encode(person.key.bytes)),
            PageLine(
                "  from and until", "起止",
                "\(PageLine.time(person.from.value)) – \(PageLine.time(person.until.value))"),
        ]
    }

    /// The whole set: who is not on the list has no seat from then on.
    private static func seats(_ action: SeatChange) -> [PageLine] {
        let count = action.seats.count
        let head = PageLine(
            "these seats alone vote from the next block on", "自下一区块起仅以下席位表决",
            "\(count), quorum · 法定 \(action.seats.quorum)")
        let rows = action.seats.seats.map { seat in
            let status = action.statuses.first { $0.member == seat.member }
            let note = status.map { " (new · 新, caught up at · 已追上 \($0.height))" } ?? ""
            return PageLine("  \(seat.member)", "席位公钥", Hex.encode(seat.key.bytes) + note)
        }
        return [head] + rows
    }

    /// The whole committee: who is not on the list has no seat from then on.
    private static func committee(_ action: AppointCommittee) -> [PageLine] {
        [
            PageLine(
                "these alone are the committee from the next block on", "自下一区块起委员会仅由以下人员组成",
                action.committee.seats.count)
        ]
            + action.committee.seats.map { seat($0, "领域与任期") }
            + action.committee.substitutes.map { seat($0, "替补：领域与任期 · substitute") }
    }

    private static func seat(_ seat: CommitteeSeat, _ title: String) -> PageLine {
        PageLine(
            "  \(seat.person)", title,
            "\(seat.field.name) \(seat.field.chinese), until · 至 \(PageLine.time(seat.until.value))"
        )
    }

    private static func seatConsent(
        _ action: CastVote, _ transaction: Transaction
    ) -> [PageLine] {
        [
            PageLine(
                "THE SEAT CONSENTS TO A CHANGE OF RED LINES", "席位同意变更红线", transaction.member),
            PageLine("case", "案卷", action.caseID),
            PageLine(
                "choice", "意见", action.choice == .approve ? "approve · 同意" : "\(action.choice)"),
        ]
    }

    private static func parameters(_ action: ChangeParameters) -> [PageLine] {
        [PageLine("sets the parameters", "设定参数", "ms, bytes · 毫秒、字节")]
            + ParameterName.allCases.map { name in
                let value = name.value(in: action.parameters)
                let standard = name.value(in: .standard)
                let note = value == standard ? "" : " (standard · 默认 \(name.written(standard)))"
                return PageLine(
                    "  \(name.rawValue)", name.chinese, "\(name.written(value))\(note)")
            }
    }

    private static func recovery(_ action: Recover) -> [PageLine] {
        let remaining = action.seats.seats.map {
            PageLine("  seat", "席位", "\($0.member), key · 公钥 \(Hex.encode($0.key.bytes))")
        }
        return [
            PageLine("RECOVERS A LOST QUORUM", "恢复丧失的法定数", "epoch · 纪元 \(action.epoch)"),
            PageLine("last block", "末区块", "\(action.last), \(action.block)"),
            PageLine("goes on in round", "起始轮次", action.firstRound),
            PageLine(
                "only these seats remain", "仅保留下列席位",
                "\(action.seats.count), quorum · 法定数 \(action.seats.quorum)"),
        ] + remaining + [
            PageLine(
                "blocks after it that only other seats hold are lost for ever",
                "此后仅由其他席位持有的区块将永久丢失",
                "do not sign while a lost seat may still come back · 若失联席位仍可能恢复,切勿签署")
        ]
    }

    private static func suspension(_ action: Suspend, _ transaction: Transaction) -> [PageLine] {
        let subject =
            switch action.target {
            case .member(let member): "\(member)"
            case .staff(let staff): "\(transaction.member)/\(staff)"
            }
        return action.state == .suspended
            ? [PageLine("suspends", "停用", subject)]
            : [PageLine("lifts the suspension of", "恢复", subject)]
    }

    private static func rotation(_ action: RotateKey, _ transaction: Transaction) -> [PageLine] {
        let target =
            switch action.target {
            case .staff(let staff): "\(transaction.member)/\(staff)"
            case .gateway: "\(transaction.member) gateway"
            case .governance: "\(transaction.member) governance"
            }
        let effective = action.effective.map { PageLine.time($0.value) } ?? "at once · 立即"
        return [
            PageLine("replaces the key of", "更换密钥", target),
            PageLine("new key", "新公钥", Hex.encode(action.newKey.bytes)),
            PageLine("in force from", "生效", effective),
        ]
    }
}

extension CommitteeField {
    /// The field as people in China name it.
    fileprivate var chinese: String {
        switch self {
        case .ethics: "伦理"
        case .law: "法律"
        case .technology: "技术"
        }
    }
}

extension GovernanceDraft {
    /// The change of seats that the draft makes; nil if it is of another kind.
    package var seatChange: SeatChange? {
        transaction.kind == .seatChange ? DraftWording.body(transaction, SeatChange.self) : nil
    }
}
