import CanonicalCoding
import Governance
import LedgerTypes

/// Which entries may have brought a permit about; whether it stands is read from state.
enum PermitSource {
    /// The permit that an entry gave: a request's or a code's own decision, or the request that the
    /// deciding ballot of a case, or of an appeal against its ruling, let pass.
    static func permit(of entry: Entry, on ledger: LedgerState) -> RecordID? {
        let transaction = entry.transaction.transaction
        switch transaction.kind {
        case .request, .redeemCode:
            return entry.receipt.outcome == .permit ? RecordID(entry.transaction.id) : nil
        case .ballot, .recuse:
            guard entry.receipt.outcome == .accepted, let caseID = caseID(of: transaction),
                let voted = ledger.get(Tables.cases, caseID)
            else { return nil }
            let ruled =
                voted.type == .appeal
                ? voted.reference.flatMap { ledger.get(Tables.cases, $0) } : voted
            return ruled?.escalation?.request
        default:
            return nil
        }
    }

    /// The case that a ballot, or somebody who steps aside, may have decided.
    private static func caseID(of transaction: Transaction) -> RecordID? {
        switch transaction.kind {
        case .ballot: try? Payload<CastVote>(canonical: transaction.payload).body.caseID
        case .recuse: try? Payload<RecuseFromCase>(canonical: transaction.payload).body.caseID
        default: nil
        }
    }
}
