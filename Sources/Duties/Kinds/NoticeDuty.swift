import Bilingual
import BlockStore
import Governance
import LedgerTypes
import Outbox
import Sealing

/// Notices to be told: the file is the telling, the transaction says that it was dropped.
struct NoticeDuty: Duty {
    let gateway: Gateway
    let kind = WorkKind.notice

    func subjects(_ scene: DutyScene) -> [Digest] {
        GovernanceQueries(scene.ledger).outstandingNotices(of: gateway.member).map(\.id.digest)
    }

    func isNeedless(_ subject: Digest, _ scene: DutyScene) -> Bool {
        guard let notice = GovernanceQueries(scene.ledger).notice(RecordID(subject)) else {
            return true
        }
        return notice.responsible != gateway.member || notice.acknowledgement != nil
    }

    /// Nothing leaves on an override before its holder is told.
    func isUrgent(_ subject: Digest, _ scene: DutyScene) -> Bool {
        guard let notice = GovernanceQueries(scene.ledger).notice(RecordID(subject)) else {
            return false
        }
        return notice.audience == .holder
            && scene.ledger.get(Tables.overrides, notice.about) != nil
    }

    func make(_ work: Work, _ scene: DutyScene, _ context: WorkContext) -> MadeWork {
        let queries = GovernanceQueries(scene.ledger)
        guard let notice = queries.notice(RecordID(work.id.subject)) else { return .nothing }
        do throws(StorageFault) {
            try gateway.files.makeFolder(Gateway.Folder.notices)
            try gateway.files.replaceFile(
                "\(Gateway.Folder.notices)/\(notice.id).json",
                with: NoticeFile(notice, on: scene.ledger).bytes)
        } catch {
            return .heldUp(error.wording)
        }
        return .transaction(
            gateway.transaction(
                .notified, payload: AcknowledgeNotice(notice: notice.id).payload(),
                on: scene.ledger, clock: scene.clock), parcel: nil)
    }
}
