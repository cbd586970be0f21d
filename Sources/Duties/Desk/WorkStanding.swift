import Bilingual
import LedgerTypes
import Outbox
import Sealing

/// Where a piece of work stands: what the desk knows of it, in a moment.
package struct WorkStanding: Hashable, Sendable {
    package let kind: WorkKind
    /// The permit, notice, proposal or record.
    package let subject: Digest
    /// Block time at which it became known.
    package let since: BlockTime
    package let stage: StageName
    /// The last refusal, or the reason of withdrawing.
    package let code: ReceiptCode?
    /// Transactions whose time went by without a block.
    package let expirations: UInt64
    /// Transactions that the chain refused.
    package let refusals: UInt64
    /// Times its parcel was sent since the start.
    package let sent: UInt64
    /// Why it waits, where that is known.
    package let reason: Wording?
    /// True if it waits until somebody mends what is named as the reason.
    package let isHeldUp: Bool
    /// True if the chain asks for it no more, and nothing but the end of what was signed is waited for.
    package let runsOut: Bool
    /// The patient of an emergency that was decided alone, where the journal tells.
    package let patient: Pseudonym?
    /// True if a quorum could be reached for long enough to have done it.
    package let hadTime: Bool

    package var isEnded: Bool { stage.isEnd }

    init(
        _ work: Work, reason: Wording? = nil, isHeldUp: Bool = false, runsOut: Bool = false,
        sent: UInt64 = 0, patient: Pseudonym? = nil, hadTime: Bool = true
    ) {
        kind = work.id.kind
        subject = work.id.subject
        since = work.since
        stage = work.stage.name
        code =
            switch work.stage {
            case .ended(.refused(_, let code)), .ended(.withdrawn(let code)),
                .ended(.withheld(_, let code)):
                code
            default: work.lastRefusal
            }
        expirations = work.expirations
        refusals = work.refusals
        self.sent = sent
        self.reason = reason
        self.isHeldUp = isHeldUp
        self.runsOut = runsOut
        self.patient = patient
        self.hadTime = hadTime
    }
}
