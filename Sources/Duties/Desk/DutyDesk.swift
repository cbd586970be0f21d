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
        /// Permits whose release is on the chain, unacknowledged, and of which no work has a parcel.
        var lost: Set<Digest> = []
        /// Charters that were judged. For lookup only.
        var verdicts: [Digest: CharterVerdict] = [:]
        /// Records of the journal that the chain does not have, by digest; nil where it is not known.
        var unanchored: [Digest: SignedOfflineRecord]?
        /// Digests of records in the journal that the chain has.
        var anchored: Set<Digest> = []
    }

    let gateway: Gateway
    package let journal: OfflineJournal
    private let releases: ReleaseDuty
    private let duties: [WorkKind: any Duty]
    package private(set) var book: WorkBook?
    private var known = Knowledge()
    private var search = Height.genesis
    /// True if the last turn could not search on: the next one by time tries again.
    private var isSearchHeldUp = false
    /// Charters that are being judged.
    private var judging: Set<Digest> = []
    /// When files that cannot be used are looked at again.
    private var reopensAt: UInt64 = 0
    /// What the log was told of.
    private var told: [DutyProblem] = []
    private(set) var tries = WorkTries()
    /// Since when a quorum can be reached, by the clock of turns; nil while none can.
    private var together: UInt64?
    /// True if a quorum could be reached for some time.
    private(set) var hadTime = false
    private var early = EarlyParcels()
    private var faults = DeskFaults()
    /// Bytes of the last payload that could not be kept.
    private var unkeptBytes = 0
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
        tryInbox()
        faults.book = nil
        together = scene.isCutOff ? nil : together ?? now
        hadTime = together.map { now >= $0 && now - $0 >= Limits.settling } ?? false
        do throws(OutboxFault) {
            try openBook(now)
            learn(scene, chain)
            takeEarly(scene, chain, now)
            try find(scene, chain)
        } catch {
            note(error)
        }
        for work in book?.open ?? [] { go(on: work.id, scene, chain, now) }
        // The chain's own book grows on: a copy that is kept would be copied at its next change.
        known.releases = ReleaseBook()
        tellProblems()
        return takeEffects()
    }

    /// Says in the log what began to keep the desk from its work.
    private mutating func tellProblems() {
        let now = problems
        for problem in now where !told.contains(problem) {
            effects.append(.note(.fault(problem)))
        }
        told = now
    }

    /// Whether what could not be kept can be kept now: who sends it may be away.
    private mutating func tryInbox() {
        guard faults.inbox != nil else { return }
        // As much as could not be kept: a disk that is nearly full takes a byte.
        let bytes = [UInt8](repeating: 0, count: unkeptBytes)
        let probe = "\(Gateway.Folder.inbox)/probe.new"
        do throws(StorageFault) {
            try gateway.files.write(bytes, to: probe, at: 0)
            try gateway.files.remove(probe)
            faults.inbox = nil
        } catch {
            faults.inbox = error
            // What was written of it goes with the next that succeeds, or at the next start.
            try? gateway.files.remove(probe)
        }
    }

    /// True if blocks are left that were not searched: another turn goes on with them.
    ///
    /// False where the last turn could not go on: then the next one comes by time.
    package func isBehind(_ ledger: LedgerState) -> Bool {
        !isSearchHeldUp && book != nil && search < ledger.height
    }

    /// Opens the book; a fault of the disk is tried again at the next turn.
    private mutating func openBook(_ now: UInt64) throws(OutboxFault) {
        // What was put back from a backup is read without a restart.
        if let book, book.faults.isEmpty || now < reopensAt { return }
        reopensAt = now + Limits.reopeningMilliseconds
        let store: OutboxStore
        do throws(StorageFault) {
            try gateway.files.makeFolder(Gateway.Folder.outbox)
            store = OutboxStore(
                gateway.files, folder: Gateway.Folder.outbox, chain: gateway.chain,
                suite: gateway.suite)
        } catch {
            throw .disk(error)
        }
        let isFirst = book == nil
        book = try WorkBook(store, chain: gateway.chain)
        if isFirst { search = book?.searched ?? .genesis }
    }

    private mutating func note(_ fault: OutboxFault) {
        faults.book = fault
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
            ? Set(known.releases.open.map(\.digest).filter { hasNoParcel(known.releaseStages[$0]) })
            : []
        readJournal(scene)
    }

    /// Whether what the chain calls released cannot be given: the work is gone, or it ended before it
    /// had made that release, as after a restoration.
    private func hasNoParcel(_ stage: WorkStage?) -> Bool {
        switch stage {
        case nil, .ended(.needless), .ended(.refused): true
        case .drafted, .sealed, .committed, .ended(.done), .ended(.withdrawn): false
        }
    }

    private mutating func readJournal(_ scene: DutyScene) {
        known.unanchored = nil
        known.anchored = []
        do throws(JournalFault) {
            let content = try journal.unanchored(of: gateway.member, on: scene.ledger)
            faults.journal = content.faults
            var records: [Digest: SignedOfflineRecord] = [:]
            for signed in content.records {
                records[signed.record.digest(suite: gateway.suite)] = signed
            }
            known.unanchored = records
            known.anchored = content.anchored
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
        if search >= scene.ledger.height, !Mutant.withholdingOmitted.isOn {
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
        isSearchHeldUp = true
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
        isSearchHeldUp = search.value < end
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
                    guard isCurrent(id, scene), try make(id, scene) else { return }
                case .submit(let signed):
                    guard isCurrent(id, scene) else { return }
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

    /// Nothing is said on the chain from a state of yesterday: a copy of the node, or one that was
    /// restored, catches up first.
    private mutating func isCurrent(_ id: WorkID, _ scene: DutyScene) -> Bool {
        if !scene.isCurrent {
            tries.wait(
                id,
                Wording(
                    english: "this node has not caught up with the others yet",
                    chinese: "本节点尚未追上其他节点"))
        }
        return scene.isCurrent
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
        guard let record = scene.ledger.get(Tables.permits, RecordID(id.subject)) else { return }
        effects.append(.send(id, to: record.actor.principal))
    }

    /// The parcel of a work that is to be sent, read when it goes out; nil if it cannot be read now.
    /// Where it is gone, or is another than it was, the work ends: the chain is told so.
    package mutating func parcel(of id: WorkID, to receiver: MemberID) -> [UInt8]? {
        do throws(OutboxFault) {
            guard let parcel = try book?.parcel(of: id) else {
                try book?.giveUp(id, ReceiptCode(CoverageFault.parcelLost.code))
                noteEnd(id)
                return nil
            }
            tries.send(id, to: receiver)
            return parcel
        } catch {
            tries.wait(id, error.wording)
            note(error)
            return nil
        }
    }

    /// Its receiver cannot be reached now.
    package mutating func noteUnreachable(_ id: WorkID, _ receiver: MemberID) {
        tries.wait(
            id,
            Wording(
                english: "\(receiver) cannot be reached now", chinese: "目前无法联系 \(receiver)"))
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
        for parcel in early.takeAll() where now - parcel.since < Limits.earlyMilliseconds {
            take(parcel.sealed, from: parcel.sender, scene, chain, now, since: parcel.since)
        }
    }

    private mutating func take(
        _ sealed: [UInt8], from sender: MemberID, _ scene: DutyScene, _ chain: some ChainReading,
        _ now: UInt64, since: UInt64? = nil
    ) {
        switch ReceivedParcel.read(sealed, from: sender, at: gateway, scene, chain) {
        case .early:
            early.put(sealed, from: sender, since: since ?? now)
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
                unkeptBytes = parcel.payload.count
                tellProblems()
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
