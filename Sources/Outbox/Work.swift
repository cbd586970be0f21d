import CanonicalCoding
import LedgerTypes
import Sealing

/// What a piece of work with the outside is for.
package enum WorkKind: UInt64, Hashable, Sendable, CaseIterable, Comparable {
    /// What a permit asks leaves, or is held back by the gate; the subject is the permit.
    case release = 1
    /// A parcel of another member was received; the subject is the permit.
    case acknowledgement = 2
    /// Somebody is told; the subject is the notice.
    case notice = 3
    /// A seat reports on a proposed charter; the subject is the proposal.
    case gateReport = 4
    /// An emergency that was decided alone comes to the chain; the subject is the record's digest.
    case offlineRecord = 5
    /// What the chain calls released may not be given any more; the subject is the permit.
    case withholding = 6
    /// What was received and may not be used any more is deleted, and the chain is told; the subject is
    /// the permit.
    case recall = 7

    package static func < (left: WorkKind, right: WorkKind) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The kind of a word; nil where it is none.
    package init?(name: String) {
        guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }

    /// The word in file names and in answers.
    package var name: String {
        switch self {
        case .release: "release"
        case .acknowledgement: "acknowledgement"
        case .notice: "notice"
        case .gateReport: "gate-report"
        case .offlineRecord: "offline-record"
        case .withholding: "withholding"
        case .recall: "recall"
        }
    }
}

/// Names a piece of work: there is one of a kind for each subject.
package struct WorkID: Hashable, Sendable, Comparable {
    package let kind: WorkKind
    package let subject: Digest

    package init(_ kind: WorkKind, _ subject: Digest) {
        self.kind = kind
        self.subject = subject
    }

    package static func < (left: WorkID, right: WorkID) -> Bool {
        (left.kind, left.subject) < (right.kind, right.subject)
    }
}

/// How work ended.
package enum WorkEnd: Hashable, Sendable {
    /// On the chain, and all that it promised was given and acknowledged there.
    case done(Height)
    /// What the chain has of it says that nothing leaves; the code says why.
    case withheld(Height, ReceiptCode)
    /// On the chain as refused; the code says why.
    case refused(Height, ReceiptCode)
    /// Nothing may be given any more, though the chain has it: the code says why.
    case withdrawn(ReceiptCode)
    /// There is nothing to do: somebody else did it, or what it was for is gone.
    case needless
}

/// How far work has come. Each stage is on disk before the next step is taken, and none is left
/// because time has passed: only what the chain says ends work.
package enum WorkStage: Hashable, Sendable {
    /// It is known, and nothing is made of it yet.
    case drafted
    /// Its transaction is made, and what goes with it is on disk. It is handed in, and may be on the
    /// chain at any time until block time has passed the end of its validity.
    case sealed(SignedTransaction)
    /// Its transaction was accepted on the chain, and what goes with it is sent until the chain has
    /// its acknowledgement.
    case committed(TransactionID, Height)
    case ended(WorkEnd)

    package var isEnded: Bool { if case .ended = self { true } else { false } }

    /// The word in answers and tables.
    package var name: StageName {
        switch self {
        case .drafted: .drafted
        case .sealed: .sealed
        case .committed: .committed
        case .ended(.done): .done
        case .ended(.withheld): .withheld
        case .ended(.refused): .refused
        case .ended(.withdrawn): .withdrawn
        case .ended(.needless): .needless
        }
    }
}

/// One piece of work with the outside.
package struct Work: Hashable, Sendable {
    package let chain: ChainID
    package let id: WorkID
    /// Block time at which it became known.
    package let since: BlockTime
    /// Transactions of it whose time went by without a block.
    package private(set) var expirations: UInt64
    /// Transactions of it that the chain refused.
    package private(set) var refusals: UInt64
    /// Why it refused the last one.
    package private(set) var lastRefusal: ReceiptCode?
    /// What its last transaction said, where the time of that went by, or it was refused for who
    /// signed it, and it must be said again word for word: an acknowledgement, whose parcel may not
    /// come again.
    package private(set) var said: [UInt8]?
    /// The digest of what is sent once its transaction is on the chain; nil where nothing is.
    package private(set) var parcel: Digest?
    package private(set) var stage: WorkStage

    package init(_ id: WorkID, chain: ChainID, since: BlockTime) {
        self.chain = chain
        self.id = id
        self.since = since
        expirations = 0
        refusals = 0
        lastRefusal = nil
        stage = .drafted
    }

    init(
        chain: ChainID, id: WorkID, since: BlockTime, expirations: UInt64, refusals: UInt64,
        lastRefusal: ReceiptCode?, said: [UInt8]?, parcel: Digest?,
        stage: WorkStage
    ) {
        self.chain = chain
        self.id = id
        self.since = since
        self.expirations = expirations
        self.refusals = refusals
        self.lastRefusal = lastRefusal
        self.said = said
        self.parcel = parcel
        self.stage = stage
    }

    /// The transaction that may be on the chain, or is.
    package var transaction: TransactionID? {
        switch stage {
        case .drafted, .ended: nil
        case .sealed(let signed): signed.id
        case .committed(let id, _): id
        }
    }

    /// True if its transaction is made, and the chain is not known to have it.
    package var isSealed: Bool { if case .sealed = stage { true } else { false } }

    /// True if the chain has it, and what goes with it is to be given.
    package var isCommitted: Bool { if case .committed = stage { true } else { false } }

    mutating func seal(_ signed: SignedTransaction, parcel: Digest?) {
        self.parcel = parcel
        move(to: .sealed(signed))
    }

    mutating func move(to stage: WorkStage) {
        // INVARIANT: nothing comes back from its end.
        precondition(!self.stage.isEnded, "work that ended goes on: \(self)")
        self.stage = stage
    }

    /// Block time has passed the validity of its transaction, which is not on the chain.
    mutating func noteExpired() {
        expirations += 1
        keepSaid()
        move(to: .drafted)
    }

    /// The chain refused its transaction for who signs or who asks; what it says was not judged.
    mutating func noteRefusedAsSigned(_ code: ReceiptCode) {
        keepSaid()
        noteRefused(code)
    }

    private mutating func keepSaid() {
        guard id.kind == .acknowledgement, case .sealed(let signed) = stage else { return }
        said = signed.transaction.payload
    }

    /// The chain refused its transaction; it may be made again.
    mutating func noteRefused(_ code: ReceiptCode) {
        refusals += 1
        lastRefusal = code
        move(to: .drafted)
    }
}
