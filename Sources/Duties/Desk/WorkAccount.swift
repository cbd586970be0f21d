import Bilingual
import Governance
import LedgerTypes
import Outbox
import Sealing

/// A piece of work as people read it: what it is, for whom, why it waits and what to do next.
package struct WorkAccount: Sendable {
    package let standing: WorkStanding
    /// Why somebody has to look; nil while it goes its way.
    package let concern: WorkConcern?
    package let what: Wording
    /// For whom, without the patient.
    package let whom: Wording
    /// The member it is for, or from.
    package let member: MemberID?
    /// The patient concerned.
    package let patient: Pseudonym?
    /// First instant at which it is late by the law; nil where the ledger names none.
    package let due: BlockTime?
    /// Where it stands, and why it waits.
    package let why: Wording
    package let next: Wording
    /// By what the right to what is to be deleted has ended; nil for other work.
    package let withdrawal: RecordID?
}

extension WorkAccount {
    /// - Parameter ledger: the last committed state.
    package init(_ standing: WorkStanding, on ledger: LedgerState) {
        let concern = standing.concern(on: ledger)
        let party = Party(standing, ledger)
        self.init(
            standing: standing, concern: concern, what: Self.what(standing.kind),
            whom: party.words, member: party.member, patient: party.patient,
            due: standing.due(on: ledger), why: Self.why(standing),
            next: Self.next(standing, concern),
            withdrawal: standing.kind == .recall
                ? GovernanceQueries(ledger).recall(of: RecordID(standing.subject))?.withdrawal
                : nil)
    }

    private static func what(_ kind: WorkKind) -> Wording {
        switch kind {
        case .release: Wording(english: "give what a permit allows", chinese: "按许可放行数据")
        case .acknowledgement:
            Wording(english: "acknowledge what was received", chinese: "确认收到的数据")
        case .notice: Wording(english: "tell somebody", chinese: "履行告知")
        case .gateReport: Wording(english: "report on a proposed charter", chinese: "报告章程提案检查结果")
        case .offlineRecord:
            Wording(
                english: "bring an emergency that was decided alone to the chain",
                chinese: "离线应急记录上链")
        case .withholding:
            Wording(
                english: "record that what was released is not given", chinese: "记录已放行的数据不再交付")
        case .recall:
            Wording(
                english: "delete what was received, since its right has ended, and say so",
                chinese: "权限已终止，删除收到的数据并上链答复")
        }
    }

    // MARK: why it waits

    private static func why(_ standing: WorkStanding) -> Wording {
        let stage = stage(standing)
        guard let reason = standing.reason, !standing.isEnded else { return stage }
        return Wording(
            english: "\(stage.english): \(reason.english)",
            chinese: "\(stage.chinese)：\(reason.chinese)")
    }

    private static func stage(_ standing: WorkStanding) -> Wording {
        let code = standing.code.map { "\($0)" } ?? "?"
        switch standing.stage {
        case .drafted where standing.refusals > 0:
            return Wording(
                english: "the chain refused it \(standing.refusals) times, last with code \(code); "
                    + "it is tried again ever more rarely",
                chinese: "账本已拒绝 \(standing.refusals) 次，最近代码 \(code)；重试间隔逐渐延长")
        case .drafted:
            return Wording(english: "nothing is handed in yet", chinese: "尚未提交")
        case .sealed:
            return Wording(
                english: "handed in, and waits for a block", chinese: "已提交，等待区块")
        case .committed:
            return Wording(
                english: "on the chain, and waits for the receiver's acknowledgement",
                chinese: "已上链，等待接收方确认")
        case .done: return Wording(english: "done", chinese: "已完成")
        case .refused:
            return Wording(
                english: "the chain refused it with code \(code)", chinese: "账本拒绝，代码 \(code)")
        case .withheld:
            let words = standing.code.flatMap { EgressReason.words($0.value) }
            return Wording(
                english: "nothing leaves; code \(code)" + (words.map { ": \($0.english)" } ?? ""),
                chinese: "未放行，代码 \(code)" + (words.map { "：\($0.chinese)" } ?? ""))
        case .withdrawn where standing.code?.value == CoverageFault.parcelLost.code:
            return Wording(
                english: CoverageFault.parcelLost.english,
                chinese: CoverageFault.parcelLost.chinese)
        case .withdrawn:
            return Wording(
                english: "its right ended before it was acknowledged, with code \(code)",
                chinese: "确认之前权限已终止，代码 \(code)")
        case .needless:
            return Wording(english: "there was nothing to do", chinese: "无须办理")
        }
    }

    // MARK: what to do

    private static func next(_ standing: WorkStanding, _ concern: WorkConcern?) -> Wording {
        switch concern {
        case nil where standing.stage == .withheld:
            return Wording(
                english:
                    "the chain tells the asker the same; where the reason names a file or a data "
                    + "set, put it right, and let the asker ask again",
                chinese: "链上已向请求方说明；如原因涉及文件或数据集，请先处理，再由请求方重新申请")
        case nil:
            return standing.isEnded
                ? Wording(english: "nothing", chinese: "无须处理")
                : Wording(
                    english: "nothing: the node goes on by itself", chinese: "无须处理：节点会自动继续")
        case .refused:
            return Wording(
                english: "look up the code in the table of refusals, and do by hand what it asks",
                chinese: "在拒绝代码表中查找该代码，并按其要求人工处理")
        case .overdue where standing.kind == .recall:
            return Wording(
                english: "delete it, or say why it is kept, now: `tally withdrawal answer`",
                chinese: "请立即删除或说明留存理由：`tally withdrawal answer`")
        case .overdue:
            return Wording(
                english: "tell them now, by hand if need be: `outbox/notices/` has the words",
                chinese: "请立即告知，必要时人工办理：内容见 `outbox/notices/`")
        case .waits where standing.isHeldUp && standing.kind == .recall:
            return Wording(
                english:
                    "delete it, or say why it is kept: `tally withdrawal answer`; where a disk "
                    + "is named, mend that",
                chinese:
                    "请删除或说明留存理由：`tally withdrawal answer`；如所列原因涉及磁盘，请先排除")
        case .waits where standing.isHeldUp:
            return Wording(
                english: "mend what is named as the reason; the node then goes on by itself",
                chinese: "请排除所列原因；之后节点会自动继续")
        case .waits: return waiting(standing)
        }
    }

    private static func waiting(_ standing: WorkStanding) -> Wording {
        switch (standing.kind, standing.stage) {
        case (.release, .committed):
            Wording(
                english: "ask the receiver whether its node runs and its `inbox/` can be written",
                chinese: "请接收方检查其节点是否运行、`inbox/` 是否可写")
        case (.offlineRecord, _):
            Wording(
                english: "look at this machine's clock and at `offline/`; the record must come to "
                    + "the chain",
                chinese: "检查本机时钟与 `offline/`；该记录必须上链")
        default:
            Wording(
                english:
                    "mend what is named as the reason; where there is none, ask the other members "
                    + "what their doctor says",
                chinese: "排除所列原因；未列原因的，请其他成员执行 `tally doctor`")
        }
    }
}

/// For whom a work is, by what the ledger says of its subject.
private struct Party {
    var words: Wording
    var member: MemberID?
    var patient: Pseudonym?

    init(_ standing: WorkStanding, _ ledger: LedgerState) {
        let id = RecordID(standing.subject)
        words = Wording(english: "not known any more", chinese: "已不可知")
        switch standing.kind {
        case .release, .withholding, .acknowledgement, .recall:
            guard let permit = ledger.get(Tables.permits, id) else { return }
            let isHolder = ![.acknowledgement, .recall].contains(standing.kind)
            let party = isHolder ? permit.actor.principal : permit.holder
            member = party
            patient = permit.request.subject
            words = Wording(english: "\(party)", chinese: "\(party)")
        case .notice:
            guard let notice = GovernanceQueries(ledger).notice(id) else { return }
            words = NoticeFile.name(of: notice.audience)
            patient = notice.subject
        case .gateReport:
            words = Wording(english: "the members who decide", chinese: "参与表决的成员")
        case .offlineRecord:
            words = Wording(english: "the chain and its reviewers", chinese: "账本与复核人")
            patient = standing.patient
        }
    }
}
