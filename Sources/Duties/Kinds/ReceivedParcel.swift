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

    static func read(
        _ sealed: [UInt8], from sender: MemberID, at gateway: Gateway, _ scene: DutyScene,
        _ chain: some ChainReading
    ) -> ReceivedParcel {
        guard let bytes = gateway.box.open(sealed),
            let parcel = try? GatewayParcel(canonical: bytes), parcel.chain == gateway.chain,
            parcel.holder == sender
        else { return .refused("\(sender) sent a parcel that is not for this member") }
        guard case .found(_, let entry) = chain.entry(of: parcel.release) else { return .early }
        let transaction = entry.transaction.transaction
        guard entry.receipt.outcome == .accepted, transaction.member == parcel.holder,
            transaction.kind == .release,
            let release = try? Payload<Release>(canonical: transaction.payload).body,
            release.permit == parcel.permit,
            release.payload == parcel.commitment(suite: gateway.suite)
        else { return .refused("a parcel of \(sender) is not what its release names") }
        // The state may be a moment behind the index.
        guard let record = scene.ledger.get(Tables.permits, parcel.permit), record.releases > 0
        else { return .early }
        guard record.actor.principal == gateway.member else {
            return .refused("a parcel of \(sender) is for another member")
        }
        guard scene.ledger.get(Tables.recalls, parcel.permit) == nil else {
            return .refused("a parcel of \(sender) came after its right had ended")
        }
        return .good(parcel, payload: release.payload)
    }
}
