import LedgerTypes
import Mutants
import Sealing

/// The works of a node, and their one way forward: each stage is written down before anything that
/// follows from it is done.
///
/// It does nothing by itself: `advance` says what is to be done, whoever owns it does that and says
/// so. So the node and tests with broken disks own one alike.
package struct WorkBook: Sendable {
    private let store: OutboxStore
    private let chain: ChainID
    // For lookup only; `set` alone changes it, and what stands below in the order of ids.
    private var works: [WorkID: Work] = [:]
    private var ids = OrderedIDs()
    private var openIDs = OrderedIDs()
    private var untold = OrderedIDs()
    /// When something was last tried for a work in this life, in milliseconds of any clock that
    /// only goes forward.
    private var tries: [WorkID: UInt64] = [:]
    /// Files whose work rests.
    package private(set) var faults: [OutboxFault]
    /// The last height whose block was searched for work.
    package private(set) var searched: Height

    package init(_ store: OutboxStore, chain: ChainID) throws(OutboxFault) {
        self.store = store
        self.chain = chain
        let content = try store.open()
        faults = content.faults
        searched = content.searched
        for work in content.works { set(work.id, work) }
    }

    /// All works, ascending by id.
    package var all: [Work] { ids.all.compactMap { works[$0] } }
    /// Those that have not ended, ascending by id.
    package var open: [Work] { openIDs.all.compactMap { works[$0] } }

    package subscript(_ id: WorkID) -> Work? { works[id] }

    /// True if the work's file is there and cannot be used: it stays as it is.
    private func isResting(_ id: WorkID) -> Bool {
        faults.contains { $0.path == store.path(of: id) }
    }

    /// Names of works by which the chain is to be told that a release of its may not be given any
    /// more, ascending: those that are not begun.
    package var withdrawn: [WorkID] { untold.all }

    private mutating func set(_ id: WorkID, _ work: Work?) {
        works[id] = work
        ids.set(id, isIn: work != nil)
        openIDs.set(id, isIn: work?.stage.isEnded == false)
        let telling = WorkID(.withholding, id.subject)
        var isWithdrawn = false
        if case .ended(.withdrawn) = works[WorkID(.release, id.subject)]?.stage {
            isWithdrawn = true
        }
        untold.set(telling, isIn: isWithdrawn && works[telling] == nil)
    }

    // MARK: finding work

    /// Takes on a work that is not known; one that has ended does not begin anew, but for an emergency
    /// that somebody found needless though the chain does not have it.
    package mutating func begin(_ id: WorkID, at time: BlockTime) throws(OutboxFault) {
        if let known = works[id] {
            let comesAgain =
                switch id.kind {
                case .offlineRecord: known.stage == .ended(.needless)
                // What was said to be kept is deleted later; what was said to be lost arrives.
                case .recall: known.stage.isEnded
                default: false
                }
            guard comesAgain else { return }
        }
        guard !isResting(id) else { return }
        try write(Work(id, chain: chain, since: time))
    }

    /// Everything up to a height was searched.
    package mutating func noteSearched(_ height: Height) throws(OutboxFault) {
        guard height > searched else { return }
        try store.putSearched(height)
        searched = height
    }

    // MARK: going on

    /// What is to be done for a work now. Stages that the chain has settled are written first.
    package mutating func advance(
        _ id: WorkID, _ facts: WorkFacts, now: UInt64
    ) throws(OutboxFault) -> WorkStep {
        guard var work = works[id] else { return .wait }
        while true {
            let before = work.transaction
            let step = work.next(facts, mayTry: mayTry(work, now))
            switch step {
            case .record(let stage): work.move(to: stage)
            case .recordExpired: work.noteExpired()
            case .recordRefused(let code): work.noteRefused(code)
            case .recordRefusedAsSigned(let code): work.noteRefusedAsSigned(code)
            case .wait, .runOut: return step
            case .make, .submit, .send:
                tries[id] = now
                return step
            }
            try write(work)
            // What comes next may be tried at once, but for what was refused.
            tries[id] = work.stage == .drafted && work.refusals > 0 ? now : nil
            // A parcel that stays is removed at the next start.
            if work.transaction == nil, let before { try? store.removeParcel(of: id, for: before) }
        }
    }

    /// Whether enough time went by since something was last tried for a work.
    package func mayTry(_ work: Work, _ now: UInt64) -> Bool {
        guard let last = tries[work.id] else { return true }
        // What the chain refuses is asked again ever more rarely, at last about once an hour.
        let isRefused = work.stage == .drafted && work.refusals > 0
        let pause = isRefused ? Limits.patience << min(work.refusals, 11) : Limits.patience
        return now >= last && now - last >= pause
    }

    /// The transaction is made, and its parcel where it has one: both are on disk on return.
    package mutating func seal(
        _ id: WorkID, _ signed: SignedTransaction, parcel: [UInt8]? = nil
    ) throws(OutboxFault) {
        guard var work = works[id], work.stage == .drafted else { return }
        if let parcel { try store.putParcel(parcel, of: id, for: signed.id) }
        work.seal(signed, parcel: parcel.map(store.digest))
        try write(work)
        tries[id] = nil
    }

    /// There was nothing to do after all.
    package mutating func drop(_ id: WorkID) throws(OutboxFault) {
        guard var work = works[id], work.stage == .drafted else { return }
        work.move(to: .ended(.needless))
        try write(work)
    }

    /// The parcel of a work's transaction; nil if there is none, or it is gone, or another than it
    /// was.
    package func parcel(of id: WorkID) throws(OutboxFault) -> [UInt8]? {
        guard let work = works[id], let transaction = work.transaction,
            let bytes = try store.parcel(of: id, for: transaction),
            store.digest(bytes) == work.parcel
        else { return nil }
        return bytes
    }

    /// What the chain has of it cannot be given any more: its parcel is gone.
    package mutating func giveUp(_ id: WorkID, _ code: ReceiptCode) throws(OutboxFault) {
        guard var work = works[id], case .committed = work.stage else { return }
        work.move(to: .ended(.withdrawn(code)))
        try write(work)
    }

    private mutating func write(_ work: Work) throws(OutboxFault) {
        if !Mutant.stageUnwritten.isOn { try store.put(work) }
        set(work.id, work)
        if work.stage.isEnded { try forgetOldest() }
    }

    /// What was withdrawn is kept until the chain was told.
    private mutating func forgetOldest() throws(OutboxFault) {
        let ended = works.values.filter(\.stage.isEnded)
        guard ended.count > Limits.endedKept else { return }
        let told = ended.filter { work in
            guard case .ended(.withdrawn) = work.stage else { return true }
            return works[WorkID(.withholding, work.id.subject)]?.stage.isEnded == true
        }
        guard let oldest = told.min(by: { ($0.since, $0.id) < ($1.since, $1.id) }) else { return }
        try store.remove(oldest)
        set(oldest.id, nil)
        tries[oldest.id] = nil
    }
}
