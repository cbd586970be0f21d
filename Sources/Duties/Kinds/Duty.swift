import Bilingual
import BlockStore
import Governance
import LedgerTypes
import Outbox
import Sealing

/// What a member's desk goes by in one turn.
package struct DutyScene: Sendable {
    /// The last committed state.
    package let ledger: LedgerState
    /// The clock on the wall.
    package let clock: BlockTime
    /// Fewer seats than a quorum can be reached.
    package let isCutOff: Bool
    /// The node is at the tip as a quorum of seats tells it.
    package let isCurrent: Bool
    /// False while another node may work with the same keys: of a folder that was restored, until
    /// the operator says that no copy runs. Such a node says nothing in its member's name.
    package let isConfirmed: Bool

    package init(
        ledger: LedgerState, clock: BlockTime, isCutOff: Bool, isCurrent: Bool,
        isConfirmed: Bool = true
    ) {
        self.isCurrent = isCurrent
        self.isConfirmed = isConfirmed
        self.ledger = ledger
        self.clock = clock
        self.isCutOff = isCutOff
    }
}

/// What making a work gave.
enum MadeWork: Sendable {
    /// The transaction, and what goes to the receiver once it is on the chain.
    case transaction(SignedTransaction, parcel: [UInt8]?)
    /// A note for the chain that something is held back; the findings are for the holder's own eyes.
    case held(SignedTransaction, code: UInt64, findings: [String])
    /// There is nothing to do after all.
    case nothing
    /// It cannot be made now; it is tried again, and the reason is shown until then.
    case later(Wording)
    /// The same, and nothing changes before somebody mends what is named as the reason.
    case heldUp(Wording)
    /// A report on a proposed charter comes first; it takes seconds.
    case report(GateTask)
}

/// Finds and makes the work of one kind. It reads the committed state and the member's own files;
/// what it makes is written down by the desk before anything goes out.
protocol Duty: Sendable {
    var kind: WorkKind { get }
    /// Subjects of work that the state asks for now.
    func subjects(_ scene: DutyScene) throws(StorageFault) -> [Digest]
    /// The subject for which an entry of the chain asks, if it is this member's.
    func subject(of entry: Entry, _ scene: DutyScene) -> Digest?
    /// True if the state asks for it no more.
    func isNeedless(_ subject: Digest, _ scene: DutyScene) -> Bool
    /// True if an emergency waits for it: it goes before other work.
    func isUrgent(_ subject: Digest, _ scene: DutyScene) -> Bool
    func make(_ work: Work, _ scene: DutyScene, _ context: WorkContext) -> MadeWork
}

extension Duty {
    func subjects(_ scene: DutyScene) throws(StorageFault) -> [Digest] { [] }
    func subject(of entry: Entry, _ scene: DutyScene) -> Digest? { nil }
    func isUrgent(_ subject: Digest, _ scene: DutyScene) -> Bool { false }
}
