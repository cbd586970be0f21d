import Bilingual
import BlockStore
import Governance
import LedgerTypes
import Mutants
import Outbox
import Sealing

/// Does a member's work with the outside: what permits ask, parcels of others, notices, gate
/// reports, emergencies that were decided alone.
///
/// A value that does nothing by itself but read and write the member's files: the node and the
/// simulation drive it alike. It decides nothing by the clock on the wall: `WorkBook` says what is
/// next, from what the chain says. What fails is tried again, and what is unknown is asked again.
package struct DutyDesk: Sendable {
    /// What kinds of work are told beside the state.
    struct Knowledge: Sendable {
        var releases = ReleaseBook()
        /// Stages of releases in the outbox. For lookup only.
        var releaseStages: [Digest: WorkStage] = [:]
        /// Permits whose release is on the chain and whose work is gone.
        var lost: Set<Digest> = []
        /// Charters that were judged. For lookup only.
        var verdicts: [Digest: CharterVerdict] = [:]
        /// Records of the journal that the chain does not have, by digest; nil where it is not known.
        var unanchored: [Digest: SignedOfflineRecord]?
    }

    let gateway: Gateway
    package let journal: OfflineJournal
    private let releases: ReleaseDuty
    private let duties: [WorkKind: any Duty]
    package private(set) var book: WorkBook?
    private var known = Knowledge()
    private var search = Height.genesis
    /// Charters that are being judged.
    private var judging: Set<Digest> = []
    private(set) var tries = WorkTries()
    /// Since when a quorum can be reached, by the clock of turns; nil while none can.
    private var together: UInt64?
    /// True if a quorum could be reached for some time.
    private(set) var hadTime = false
    private var early = EarlyParcels()
    private var faults = DeskFaults()
    private var effects: [DutyEffect] = []

    package init(_ gateway: Gateway, journal: OfflineJournal) {
        self.gateway = gateway
        self.journal = journal
        releases = ReleaseDuty(gateway)
        let all: [any Duty] = [
            releases, WithholdingDuty(gateway: gateway), AcknowledgementDuty(gateway: gateway),
            NoticeDuty(gateway: gateway), GateReportDuty(gateway: gateway),
            OfflineDuty(gateway: gateway),
        ]
        duties = Dictionary(uniqueKeysWithValues: all.map { ($0.kind, $0) })
        // Before anybody writes: a draft that is being written is not taken for a left one.
        gateway.removeDrafts()
    }

    private mutating func takeEffects() -> [DutyEffect] {
        defer { effects = [] }
        return effects
    }

    // MARK: a turn

    /// Looks for work and goes on with all of it.
    ///
    /// - Parameter now: milliseconds of a clock that only goes forward, from any start.
    package mutating func turn(
        _ scene: DutyScene, _ chain: some ChainReading, now: UInt64
    ) -> [DutyEffect] {
        faults.book = nil
        together = scene.isCutOff ? nil : together ?? now
        hadTime = together.map { now >= $0 && now - $0 >= Limits.settling } ?? false
        do throws(OutboxFault) {
            try openBook()
            learn(scene, chain)
            takeEarly(scene, chain, now)
            try find(scene, chain)
        } catch {
            note(error)
        }
        for work in book?.open ?? [] { go(on: work.id, scene, chain, now) }
        return takeEffects()
    }

    /// True if blocks are left that were not searched: another turn goes on with them.
    package func isBehind(_ ledger: LedgerState) -> Bool { book != nil && search < ledger.height }

    /// Opens the book; a fault of the disk is tried again at the next turn.
    private mutating func openBook() throws(OutboxFault) {
        guard book == nil else { return }
        let store: OutboxStore
        do throws(StorageFault) {
            try gateway.files.makeFolder(Gateway.Folder.outbox)
            store = OutboxStore(
                gateway.files, folder: Gateway.Folder.outbox, chain: gateway.chain,
                suite: gateway.suite)
        } catch {
            throw .disk(error)
        }
        book = try WorkBook(store, chain: gateway.chain)
        search = book?.searched ?? .genesis
    }

    private mutating func note(_ fault: OutboxFault) {
        faults.book = fault
        effects.append(.note(.fault(.outbox(fault))))
    }

    /// Reads again what is beside the state.
    private mutating func learn(_ scene: DutyScene, _ chain: some ChainReading) {
        known.releases = chain.releases
        known.releaseStages = [:]
        for work in book?.all ?? [] where work.id.kind == .release {
            known.releaseStages[work.id.subject] = work.stage
        }
        // While files of the outbox cannot be used, none is lost: it may rest in one of them.
        known.lost =
            book?.faults.isEmpty == true
            ? Set(
                known.releases.unacknowledged(of: gateway.member).map(\.digest)
                    .filter { known.releaseStages[$0] == nil }) : []
        readJournal(scene)
    }

    private mutating func readJournal(_ scene: DutyScene) {
        known.unanchored = nil
        do throws(JournalFault) {
            let content = try journal.unanchored(of: gateway.member, on: scene.ledger)
            faults.journal = content.faults
            var records: [Digest: SignedOfflineRecord] = [:]
            for signed in content.records {
                records[signed.record.digest(suite: gateway.suite)] = signed
            }
            known.unanchored = records
        } catch {
            faults.journal = [error]
        }
    }

    // MARK: finding work

    private mutating func find(
        _ scene: DutyScene, _ chain: some ChainReading
    ) throws(OutboxFault) {
        let time = scene.ledger.time
        try searchBlocks(scene, chain)
        if !Mutant.withholdingOmitted.isOn {
            for id in book?.withdrawn ?? [] { try book?.begin(id, at: time) }
        }
        // Before all blocks were searched a release may seem lost that is about to be found.
        if !isBehind(scene.ledger), !Mutant.withholdingOmitted.isOn {
            for permit in known.lost.sorted() {
                try book?.begin(WorkID(.withholding, permit), at: time)
            }
        }
        faults.reading = nil
        for kind in WorkKind.allCases {
            do throws(StorageFault) {
                for subject in try duties[kind]?.subjects(scene) ?? [] {
                    try begin(WorkID(kind, subject), at: time)
                }
            } catch {
                faults.reading = error
                effects.append(.note(.fault(.reading(error))))
            }
        }
        guard !scene.isCutOff, let unanchored = known.unanchored else { return }
        for digest in unanchored.keys.sorted() {
            try book?.begin(WorkID(.offlineRecord, digest), at: time)
        }
    }

    /// One that cannot be written down is found again at the next turn.
    private mutating func begin(_ id: WorkID, at time: BlockTime) throws(StorageFault) {
        do throws(OutboxFault) {
            try book?.begin(id, at: time)
        } catch {
            note(error)
        }
    }

    /// Reads blocks that were not searched yet, some of them in a turn.
    private mutating func searchBlocks(
        _ scene: DutyScene, _ chain: some ChainReading
    ) throws(OutboxFault) {
        guard let durable = book?.searched else { return }
        let end = min(scene.ledger.height.value, search.value + Limits.searchedPerTurn)
        var isFound = false
        while search.value < end {
            // One that cannot be read is told where the store is read, and searched later.
            guard let entries = chain.entries(at: search.next) else { break }
            for entry in entries {
                for kind in WorkKind.allCases {
                    guard let subject = duties[kind]?.subject(of: entry, scene) else { continue }
                    do throws(OutboxFault) {
                        try book?.begin(WorkID(kind, subject), at: scene.ledger.time)
                    } catch {
                        guard Mutant.searchedUnfound.isOn else { throw error }
                    }
                    isFound = true
                }
            }
            search = search.next
        }
        let isFar = search.value - durable.value >= Limits.searchedBlocks
        if isFound || isFar { try book?.noteSearched(search) }
    }

    // MARK: one work

    private mutating func go(
        on id: WorkID, _ scene: DutyScene, _ chain: some ChainReading, _ now: UInt64
    ) {
        do throws(OutboxFault) {
            while let work = book?[id], !work.stage.isEnded {
                // The state was read before the entry is looked for: what a block of its time or
                // before holds is found.
                guard let facts = facts(of: work, scene, chain) else { return }
                let step = try book?.advance(id, facts, now: now) ?? .wait
                noteEnd(id)
                switch step {
                case .wait, .record, .recordExpired, .recordRefused: return
                case .make:
                    guard try make(id, scene) else { return }
                case .submit(let signed):
                    effects.append(.submit(id, signed))
                    return
                case .send:
                    try send(id, scene)
                    return
                }
            }
        } catch {
            tries.wait(id, error.wording)
            note(error)
        }
    }

    /// What the chain says of a work; nil where it cannot be read: then nothing is concluded.
    private func facts(
        of work: Work, _ scene: DutyScene, _ chain: some ChainReading
    ) -> WorkFacts? {
        guard let duty = duties[work.id.kind] else { return nil }
        var standing = WorkFacts.Standing.absent
        if let transaction = work.transaction {
            switch chain.entry(of: transaction) {
            case .none: break
            case .unreadable: return nil
            case .found(let height, let entry):
                standing =
                    entry.receipt.outcome == .accepted
                    ? .accepted(height) : .refused(height, entry.receipt.code)
            }
        }
        return WorkFacts(
            standing: standing,
            delivery: work.id.kind == .release ? releases.delivery(of: work, scene) : .due,
            isNeedless: duty.isNeedless(work.id.subject, scene),
            time: Mutant.expiredByWallClock.isOn
                ? max(scene.ledger.time, scene.clock) : scene.ledger.time)
    }

    /// True if it goes on at once.
    private mutating func make(_ id: WorkID, _ scene: DutyScene) throws(OutboxFault) -> Bool {
        guard let work = book?[id], let made = duties[id.kind]?.make(work, scene, known) else {
            return false
        }
        tries.wait(id, nil)
        switch made {
        case .transaction(let signed, let parcel):
            try book?.seal(id, signed, parcel: parcel)
            known.verdicts[id.subject] = nil
            return true
        case .held(let signed, let code, let findings):
            try book?.seal(id, signed)
            effects.append(.note(.heldBack(id.subject, code: code, findings: findings)))
            return true
        case .nothing:
            try book?.drop(id)
        case .later(let reason):
            tries.wait(id, reason)
        case .report(let task):
            tries.wait(
                id, Wording(english: "the report is being computed", chinese: "正在计算检查报告"))
            if judging.insert(id.subject).inserted { effects.append(.judge(task)) }
        }
        return false
    }

    private mutating func send(_ id: WorkID, _ scene: DutyScene) throws(OutboxFault) {
        guard let parcel = try book?.parcel(of: id),
            let record = scene.ledger.get(Tables.permits, RecordID(id.subject))
        else {
            tries.wait(id, Wording(english: "its parcel is gone", chinese: "封装文件缺失"))
            return
        }
        let receiver = record.actor.principal
        tries.send(id, to: receiver)
        effects.append(.send(id, parcel, to: receiver))
    }

    private mutating func noteEnd(_ id: WorkID) {
        guard let work = book?[id], case .ended(let end) = work.stage else { return }
        tries.forget(id)
        switch end {
        case .withdrawn(let code): effects.append(.note(.withdrawn(id.subject, code)))
        case .refused(_, let code): effects.append(.note(.refused(id, code)))
        case .done, .needless: break
        }
    }

    // MARK: answers

    /// Why a transaction that was handed in is not taken now; nil if it is.
    package mutating func noteAnswer(_ reason: Wording?, _ id: WorkID) {
        tries.wait(id, reason)
    }

    /// A charter was judged.
    package mutating func noteVerdict(_ verdict: CharterVerdict) {
        judging.remove(verdict.proposal.digest)
        known.verdicts[verdict.proposal.digest] = verdict
    }

    // MARK: parcels of others

    /// Takes a parcel that arrived; it is on disk before its acknowledgement is handed in.
    package mutating func receive(
        _ sealed: [UInt8], from sender: MemberID, _ scene: DutyScene, _ chain: some ChainReading,
        now: UInt64
    ) -> [DutyEffect] {
        take(sealed, from: sender, scene, chain, now)
        return takeEffects()
    }

    private mutating func takeEarly(
        _ scene: DutyScene, _ chain: some ChainReading, _ now: UInt64
    ) {
        for parcel in early.takeAll() {
            take(parcel.sealed, from: parcel.sender, scene, chain, now)
        }
    }

    private mutating func take(
        _ sealed: [UInt8], from sender: MemberID, _ scene: DutyScene, _ chain: some ChainReading,
        _ now: UInt64
    ) {
        switch ReceivedParcel.read(sealed, from: sender, at: gateway, scene, chain) {
        case .early: early.put(sealed, from: sender)
        case .refused(let reason): effects.append(.note(.parcelRefused(reason)))
        case .good(let parcel, let payload):
            let id = WorkID(.acknowledgement, parcel.permit.digest)
            guard let book else { return }
            // Sent again while its acknowledgement is under way, or done.
            if let work = book[id], work.stage != .drafted { return }
            do throws(StorageFault) {
                try gateway.files.replaceFile(
                    "\(Gateway.Folder.inbox)/\(parcel.permit).json", with: parcel.payload)
                faults.inbox = nil
            } catch {
                // Not acknowledged, so it is sent again.
                faults.inbox = error
                effects.append(.note(.fault(.inbox(error))))
                guard Mutant.acknowledgedUnkept.isOn else { return }
            }
            do throws(OutboxFault) {
                let body = Acknowledge(permit: parcel.permit, payload: payload)
                let signed = gateway.transaction(
                    .acknowledge, payload: body.payload(), on: scene.ledger, clock: scene.clock)
                try self.book?.begin(id, at: scene.ledger.time)
                try self.book?.seal(id, signed)
            } catch {
                return note(error)
            }
            go(on: id, scene, chain, now)
        }
    }

    // MARK: standing

    /// What keeps the desk from its work now.
    package var problems: [DutyProblem] {
        (book?.faults ?? []).map { .outbox($0) } + faults.problems
    }

    /// Where all works stand, ascending by id; nil while the book is not open: not known is not none.
    package var standings: [WorkStanding]? {
        book?.all.map { work in
            WorkStanding(
                work, reason: tries.reason(of: work.id), sent: tries.sent(work.id),
                patient: known.unanchored?[work.id.subject]?.record.scope.subject,
                hadTime: hadTime)
        }
    }
}
