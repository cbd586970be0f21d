import Duties
import LedgerTypes
import Sealing
import Synchronization

/// A member's work with the outside, as its node holds it: the duty clerk drives it, pages and
/// programs read it.
package struct OutsideWork: Sendable {
    /// What signs and keeps files.
    package let gateway: Gateway
    /// Emergencies that this member decided alone.
    let journal: OfflineJournal
    /// What other gateways sent.
    let parcels = ParcelIntake()
    /// Where every piece of it stands.
    let standings = WorkBoard()

    init(_ gateway: Gateway) {
        self.gateway = gateway
        journal = OfflineJournal(gateway)
    }
}

/// The standings of all works, for readers on any thread.
final class WorkBoard: Sendable {
    private let standings = Mutex<[WorkStanding]?>(nil)

    func publish(_ all: [WorkStanding]?) { standings.withLock { $0 = all } }

    /// Nil until the outbox was read: not known is not none.
    var all: [WorkStanding]? { standings.withLock { $0 } }
}
