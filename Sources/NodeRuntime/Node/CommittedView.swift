import Governance
import LedgerTypes
import Synchronization

/// The last committed state, for readers on any thread: taking it never waits for consensus.
package final class CommittedView: Sendable {
    /// A state with the block that led to it.
    package struct Snapshot: Sendable {
        package let ledger: LedgerState
        /// Nil at genesis.
        package let header: Header?
        package let certificate: CommitCertificate?
        /// When this node committed it, by its monotonic clock.
        package let since: ContinuousClock.Instant
        /// True if the block was committed while the node ran, not read from its disk.
        package let isLive: Bool

        /// How old the state is by the monotonic clock.
        package var age: Milliseconds {
            let age = ContinuousClock.now - since
            return Milliseconds(
                UInt64(clamping: age.components.seconds) * 1_000
                    + UInt64(clamping: age.components.attoseconds / 1_000_000_000_000_000))
        }
    }

    private let snapshot: Mutex<Snapshot>

    init(ledger: LedgerState, last: CommittedBlock?) {
        snapshot = Mutex(
            Snapshot(
                ledger: ledger, header: last?.block.header, certificate: last?.certificate,
                since: .now, isLive: false))
    }

    package var current: Snapshot { snapshot.withLock { $0 } }
    package var ledger: LedgerState { current.ledger }

    func publish(_ ledger: LedgerState, _ block: CommittedBlock) {
        let next = Snapshot(
            ledger: ledger, header: block.block.header, certificate: block.certificate,
            since: .now, isLive: true)
        // The old value is released outside of the lock: it may be the last owner of a large state.
        let old = snapshot.withLock { current in
            let old = current
            current = next
            return old
        }
        withExtendedLifetime(old) {}
    }
}
