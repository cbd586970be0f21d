import Governance
import LedgerTypes
import Sealing

/// Where an entry stands, as far as can be told now.
package enum EntryAnswer: Hashable, Sendable {
    /// No entry has settled the transaction.
    case none
    case found(Height, Entry)
    /// None has settled it, and the last entry of it was refused for who signs or who asks: those
    /// bytes come no more, others of the same transaction may.
    case refusedAsSigned(Height, Entry)
    /// There is one, and it cannot be read now: nothing is concluded.
    case unreadable
}

/// What a desk reads of the committed chain, beside its state.
package protocol ChainReading {
    /// The entry that settled a transaction, else the last of it.
    func entry(of id: TransactionID) -> EntryAnswer
    /// The entries of a block in their order; nil where it is not there or cannot be read now.
    func entries(at height: Height) -> [Entry]?
    /// What became of releases, up to the last block.
    var releases: ReleaseBook { get }
}

/// What the entries say of one holder's releases: which were held back, and which were given and
/// not acknowledged.
package struct ReleaseBook: Hashable, Sendable {
    private let holder: MemberID?
    /// The reasons; for lookup only.
    private var heldBack: [RecordID: ReceiptCode] = [:]
    private var unacknowledged: Set<RecordID> = []

    /// A book of nobody's stays empty.
    package init(of holder: MemberID? = nil) { self.holder = holder }

    /// Takes the next entry of the chain.
    package mutating func take(_ entry: Entry) {
        guard entry.receipt.outcome == .accepted else { return }
        let transaction = entry.transaction.transaction
        switch transaction.kind {
        case .release:
            guard let body = try? Payload<Release>(canonical: transaction.payload).body else {
                return
            }
            if transaction.member == holder { unacknowledged.insert(body.permit) }
        case .acknowledge:
            guard let body = try? Payload<Acknowledge>(canonical: transaction.payload).body else {
                return
            }
            unacknowledged.remove(body.permit)
        case .egressBlock:
            guard let body = try? Payload<EgressBlock>(canonical: transaction.payload).body else {
                return
            }
            guard transaction.member == holder else { return }
            heldBack[body.permit] = ReceiptCode(body.reason)
            unacknowledged.remove(body.permit)
        default: break
        }
    }

    /// True if the holder said on the chain that nothing leaves, or that nothing more does.
    package func isHeldBack(_ permit: RecordID) -> Bool { heldBack[permit] != nil }

    /// Why; nil where it did not say so.
    package func reason(of permit: RecordID) -> ReceiptCode? { heldBack[permit] }

    /// True if something was released on a permit that is neither acknowledged nor held back.
    package func isOpen(_ permit: RecordID) -> Bool { unacknowledged.contains(permit) }

    /// Permits for which that is true and that fit; ascending.
    package func open(where fits: (RecordID) -> Bool) -> [RecordID] {
        unacknowledged.filter(fits).sorted()
    }
}
