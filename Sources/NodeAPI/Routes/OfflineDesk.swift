import Duties
import Governance
import Sealing
import Synchronization

/// Drafts that wait for their signatures; they are worth nothing without them.
final class OfflineDesk: Sendable {
    private struct Waiting {
        let draft: OfflineDraft
        let since: ContinuousClock.Instant
    }

    private let drafts = Mutex<[Digest: Waiting]>([:])

    /// Keeps a draft for a while; a physician with too many loses the oldest of their own.
    func put(_ draft: OfflineDraft, _ id: Digest, now: ContinuousClock.Instant = .now) {
        drafts.withLock { drafts in
            drafts = drafts.filter { now - $0.value.since < Limits.draftLife }
            drafts[id] = Waiting(draft: draft, since: drafts[id]?.since ?? now)
            let own = drafts.filter { $0.value.draft.record.physician == draft.record.physician }
                .sorted { $0.value.since < $1.value.since }
            for (old, _) in own.dropLast(Limits.draftsPerPhysician) { drafts[old] = nil }
        }
    }

    /// The draft, once, for the physician in it.
    func take(
        _ id: Digest, by physician: StaffReference, now: ContinuousClock.Instant = .now
    ) -> OfflineDraft? {
        drafts.withLock { drafts in
            guard let waiting = drafts[id], waiting.draft.record.physician == physician,
                now - waiting.since < Limits.draftLife
            else { return nil }
            drafts[id] = nil
            return waiting.draft
        }
    }
}
