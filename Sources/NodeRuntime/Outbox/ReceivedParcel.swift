import Bilingual
import CanonicalCoding
import Governance
import LedgerTypes
import Outbox
import Sealing

/// What a parcel of another member is worth.
enum ReceivedParcel {
    /// It is what its release names; with the commitment that is acknowledged.
    case good(GatewayParcel, payload: Digest)
    /// Its release is not committed here yet.
    case early
    case refused(String)

    static func read(_ sealed: ParcelIntake.Parcel, at node: TallyNode) -> ReceivedParcel {
        guard let bytes = node.keys.box.open(sealed.sealed),
            let parcel = try? GatewayParcel(canonical: bytes), parcel.chain == node.chain,
            parcel.holder == sealed.sender
        else { return .refused("\(sealed.sender) sent a parcel that is not for this member") }
        // Where the entry cannot be read nothing is concluded: the parcel comes again.
        guard let position = node.index.position(of: parcel.release),
            let entry = try? node.entry(at: position)
        else { return .early }
        guard entry.receipt.outcome == .accepted,
            entry.transaction.transaction.member == parcel.holder,
            entry.transaction.transaction.kind == .release,
            let release = try? Payload<Release>(
                canonical: entry.transaction.transaction.payload
            ).body,
            release.permit == parcel.permit,
            release.payload == parcel.commitment(suite: node.genesis.suite)
        else { return .refused("a parcel of \(sealed.sender) is not what its release names") }
        // The state may be a moment behind the index.
        guard let record = node.view.ledger.get(Tables.permits, parcel.permit),
            record.releases > 0
        else { return .early }
        guard record.actor.principal == node.member else {
            return .refused("a parcel of \(sealed.sender) is for another member")
        }
        return .good(parcel, payload: release.payload)
    }
}

/// Says on the chain that a parcel was received. It is made where the parcel is: one that is lost
/// before that comes again.
struct AcknowledgementShop: WorkShop {
    let member: MemberID
    let kind = WorkKind.acknowledgement

    func isNeedless(_ subject: Digest, on ledger: LedgerState) -> Bool {
        guard let record = ledger.get(Tables.permits, RecordID(subject)) else { return true }
        return record.actor.principal != member || record.acknowledgements >= record.releases
    }

    func make(
        _ subject: Digest, on ledger: LedgerState, _ book: WorkBook
    ) async -> MadeWork {
        .later(Wording(english: "its parcel is to come again", chinese: "等待对方重新发送"))
    }
}
