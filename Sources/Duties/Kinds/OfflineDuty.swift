import Bilingual
import BlockStore
import Governance
import LedgerTypes
import Outbox
import Sealing

/// Emergencies that were decided alone, for the chain, which takes them in any order.
struct OfflineDuty: Duty {
    let gateway: Gateway
    let kind = WorkKind.offlineRecord

    func subjects(_ scene: DutyScene) -> [Digest] { [] }

    /// What the desk read of the journal in this turn says it.
    func isNeedless(_ subject: Digest, _ scene: DutyScene) -> Bool { false }

    func make(_ work: Work, _ scene: DutyScene, _ context: WorkContext) -> MadeWork {
        let record: SignedOfflineRecord
        switch context.record {
        case .unknown:
            return .later(
                Wording(english: "the journal cannot be read", chinese: "离线记录无法读取"))
        // What cannot be read now is not done: only the chain's own record ends it.
        case .anchored: return .nothing
        case .taken:
            return .heldUp(
                Wording(
                    english: "the chain has another record under its number: another copy of this "
                        + "node decided alone; show the file to the committee",
                    chinese: "链上同一编号已是另一份记录：本节点的另一副本曾离线决定；请将文件交委员会"))
        case .unreadable:
            return .heldUp(
                Wording(
                    english: "its file in offline/ cannot be read: restore it from a backup",
                    chinese: "offline/ 中的记录文件无法读取：请从备份恢复"))
        case .unanchored(let found): record = found
        }
        // Block time must have passed the record's own clock.
        guard record.record.wallClock < scene.ledger.time else {
            return .later(
                Wording(
                    english: "it was written by a clock ahead of the chain's time",
                    chinese: "记录时间晚于链上时间，等待链上时间"))
        }
        return .transaction(
            gateway.transaction(
                .declareOverride, payload: DeclareOverride(anchoring: record).payload(),
                on: scene.ledger, clock: scene.clock), parcel: nil)
    }
}
