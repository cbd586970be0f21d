import Bilingual
import LedgerTypes
import Outbox
import Sealing

/// Where a piece of work stands, for people and for health.
package struct WorkStanding: Hashable, Sendable {
    /// `release`, `acknowledgement`, `notice`, `gate-report`, `offline-record`, `withholding`.
    package let kind: String
    /// The permit, notice, proposal or record.
    package let subject: Digest
    /// Block time at which it became known.
    package let since: BlockTime
    /// `drafted`, `sealed`, `committed`, `done`, `refused`, `withdrawn`, `needless`.
    package let stage: String
    package let isEnded: Bool
    /// The last refusal, or the reason of withdrawing.
    package let code: ReceiptCode?
    /// Transactions whose time went by without a block.
    package let expirations: UInt64
    /// Transactions that the chain refused.
    package let refusals: UInt64
    /// Times its parcel was sent since the start.
    package let sent: UInt64
    /// Why it waits, where that is known; in both languages.
    package let english: String?
    package let chinese: String?

    init(_ work: Work, reason: Wording?, sent: UInt64) {
        kind = work.id.kind.name
        subject = work.id.subject
        since = work.since
        stage = work.stage.name
        isEnded = work.stage.isEnded
        code =
            switch work.stage {
            case .ended(.refused(_, let code)), .ended(.withdrawn(let code)): code
            default: work.lastRefusal
            }
        expirations = work.expirations
        refusals = work.refusals
        self.sent = sent
        english = reason?.english
        chinese = reason?.chinese
    }
}
