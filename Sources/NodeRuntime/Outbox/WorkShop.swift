import Bilingual
import Governance
import LedgerTypes
import Outbox
import Sealing

/// What making a work gave.
enum MadeWork: Sendable {
    /// The transaction, and what goes to the receiver once it is on the chain.
    case transaction(SignedTransaction, parcel: [UInt8]?)
    /// There is nothing to do after all.
    case nothing
    /// It cannot be made now; it is tried again, and the reason is shown until then.
    case later(Wording)
}

/// Finds and makes the work of one kind. It reads the committed state and the member's own files;
/// what it makes is written down by the desk before anything goes out.
protocol WorkShop: Sendable {
    var kind: WorkKind { get }
    /// Subjects of work that the state asks for now.
    func subjects(in ledger: LedgerState) async throws(FileFault) -> [Digest]
    /// The subject for which an entry of the chain asks, if it is this member's.
    func subject(of entry: Entry, on ledger: LedgerState) -> Digest?
    /// True if the state asks for it no more.
    func isNeedless(_ subject: Digest, on ledger: LedgerState) -> Bool
    func make(
        _ subject: Digest, on ledger: LedgerState, _ book: WorkBook
    ) async -> MadeWork
}

extension WorkShop {
    func subjects(in ledger: LedgerState) async throws(FileFault) -> [Digest] { [] }
    func subject(of entry: Entry, on ledger: LedgerState) -> Digest? { nil }
}
