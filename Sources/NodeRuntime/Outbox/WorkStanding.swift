import Bilingual
import LedgerTypes
import Outbox
import Sealing
import Synchronization

/// Where a piece of work stands, for people and for health.
public struct WorkStanding: Hashable, Sendable {
    /// `release`, `acknowledgement`, `notice`, `gate-report`, `offline-record`, `withholding`.
    public let kind: String
    /// The permit, notice, proposal or record.
    public let subject: Digest
    /// Block time at which it became known.
    public let since: BlockTime
    /// `drafted`, `sealed`, `committed`, `done`, `refused`, `withdrawn`, `needless`.
    public let stage: String
    public let isEnded: Bool
    /// The last refusal, or the reason of withdrawing.
    public let code: ReceiptCode?
    /// Transactions whose time went by without a block.
    public let expirations: UInt64
    /// Transactions that the chain refused.
    public let refusals: UInt64
    /// Times its parcel was sent since the start.
    public let sent: UInt64
    /// Why it waits, where that is known; in both languages.
    public let english: String?
    public let chinese: String?

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

/// The standings of all works, for readers on any thread.
final class WorkBoard: Sendable {
    private let standings = Mutex<[WorkStanding]>([])

    func publish(_ all: [WorkStanding]) { standings.withLock { $0 = all } }

    var all: [WorkStanding] { standings.withLock { $0 } }
}
