import LedgerTypes
import Outbox
import Sealing

/// What the desk knows beside the state of the one work that is to be made.
struct WorkContext: Sendable {
    /// What the chain says of this member's releases.
    let releases: ReleaseBook
    /// The stage of the release of the same permit; nil where there is no such work.
    let release: WorkStage?
    /// True if the chain calls the permit released, and no work has its parcel.
    let isParcelLost: Bool
    /// What was found on the proposal; nil until it was judged.
    let verdict: CharterVerdict?
    /// What the journal says of the record.
    let record: JournalStanding
}

extension WorkBook {
    /// Whether what the chain calls released cannot be given: the work is gone, or it ended before it
    /// had made that release, as after a restoration.
    ///
    /// While files of the outbox cannot be used, none is lost: it may rest in one of them.
    func hasNoParcel(of permit: Digest) -> Bool {
        guard faults.isEmpty else { return false }
        return switch self[WorkID(.release, permit)]?.stage {
        case nil, .ended(.needless), .ended(.refused): true
        case .drafted, .sealed, .committed, .ended(.done), .ended(.withdrawn),
            .ended(.withheld):
            false
        }
    }
}
