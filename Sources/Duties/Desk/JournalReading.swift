import Governance
import LedgerTypes
import Sealing

/// What the desk last read of the member's journal of emergencies.
///
/// The files are read while the chain lacks one of them, and when this node wrote one; else now and
/// then, for what was put back from a backup.
struct JournalReading: Sendable {
    private let journal: OfflineJournal
    private let suite: CryptoSuite
    private var content: OfflineJournal.Content?
    /// What the chain lacks, by digest.
    private var records: [Digest: SignedOfflineRecord] = [:]
    /// Their digests, ascending.
    private(set) var unanchored: [Digest] = []
    private(set) var faults: [JournalFault] = []
    /// When the files are read again in any case.
    private var readsAt: UInt64 = 0
    /// What the journal had written when they were read.
    private var changes: UInt64 = 0

    init(_ journal: OfflineJournal, _ gateway: Gateway) {
        self.journal = journal
        suite = gateway.suite
    }

    mutating func read(_ ledger: LedgerState, now: UInt64) {
        // Asked before the files are: one that is written meanwhile is read at the next turn.
        let written = journal.changes
        let isSettled = content != nil && records.isEmpty && written == changes
        guard !isSettled || now >= readsAt else { return }
        readsAt = now + Limits.reopeningMilliseconds
        do throws(JournalFault) {
            take(try journal.unanchored(on: ledger))
            changes = written
        } catch {
            take(nil)
            faults = [error]
        }
    }

    private mutating func take(_ content: OfflineJournal.Content?) {
        self.content = content
        faults = content?.faults ?? []
        records = [:]
        for signed in content?.records ?? [] {
            records[signed.record.digest(suite: suite)] = signed
        }
        unanchored = records.keys.sorted()
    }

    /// The record of a digest, where the journal has it and the chain lacks it.
    func record(_ digest: Digest) -> SignedOfflineRecord? { records[digest] }

    /// What the journal says of a record.
    func standing(of digest: Digest) -> JournalStanding {
        guard let content else { return .unknown }
        if content.anchored.contains(digest) { return .anchored }
        if content.taken.contains(digest) { return .taken }
        return records[digest].map { .unanchored($0) } ?? .unreadable
    }
}

/// Where a record of the journal stands.
enum JournalStanding: Sendable {
    /// The journal cannot be read now.
    case unknown
    /// The chain has it.
    case anchored
    case unanchored(SignedOfflineRecord)
    /// The chain has another record under its number.
    case taken
    /// Its file is not there, or is none.
    case unreadable
}
