import Bilingual
import Governance
import LedgerTypes
import Outbox
import Sealing

/// Says on the chain that a parcel was received. It is made where the parcel is: one that is lost
/// before that comes again; one whose time went by is said again as it was.
struct AcknowledgementDuty: Duty {
    let gateway: Gateway
    let kind = WorkKind.acknowledgement

    func isNeedless(_ subject: Digest, _ scene: DutyScene) -> Bool {
        guard let record = scene.ledger.get(Tables.permits, RecordID(subject)) else { return true }
        return record.actor.principal != gateway.member
            || record.acknowledgements >= record.releases
    }

    func make(_ work: Work, _ scene: DutyScene, _ context: WorkContext) -> MadeWork {
        guard let said = work.said else {
            return .later(
                Wording(english: "its parcel is to come again", chinese: "等待对方重新发送"))
        }
        return .transaction(
            gateway.transaction(
                .acknowledge, payload: said, on: scene.ledger, clock: scene.clock), parcel: nil)
    }
}
