import Bilingual
import BlockStore
import Governance
import LedgerTypes
import Mutants
import Outbox

/// Does a member's work with the outside: what permits ask, parcels of others, notices, gate
/// reports, emergencies that were decided alone.
///
/// A value that does nothing by itself but read and write the member's files: the node and the
/// simulation drive it alike. It decides nothing by the clock on the wall: `WorkBook` says what is
/// next, from what the chain says. What fails is tried again, and what is unknown is asked again.
package struct DutyDesk: Sendable {
    private let gateway: Gateway
    package let journal: OfflineJournal
    private let duties: DutyTable
    package private(set) var book: WorkBook?
    private var opening = BookOpening()
    private var search = BlockSearch()
    /// The height whose state was asked for work, and all of it written down.
    private var asked: Height?
    private var emergencies: JournalReading
    private var judging = CharterJudging()
    private(set) var tries = WorkTries()
    private var quorum = QuorumSpell()
    private var early = EarlyParcels()
    private var inbox: Inbox
    private var faults = DeskFaults()
    private var effects: [DutyEffect] = []

    package init(_ gateway: Gateway, journal: OfflineJournal) {
        self.gateway = gateway
        self.journal = journal
        duties = DutyTable(gateway)
        emergencies = JournalReading(journal, gateway)
        inbox = Inbox(gateway.files)
        // Before anybody writes: a draft that is being written is not taken for a left one.
        gateway.removeDrafts()
    }

    /// True if a quorum could be reached for some time.
    var hadTime: Bool { quorum.isLong }

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
        inbox.tryAgain()
        faults.book = nil
        quorum.note(isCutOff: scene.isCutOff, now: now)
        do throws(OutboxFault) {
            try openBook(now)
            emergencies.read(scene.ledger, now: now)
            takeEarly(scene, chain, now)
            try find(scene, chain)
        } catch {
            faults.book = error
        }
        for id in duties.inOrder(book?.open ?? [], scene) { go(on: id, scene, chain, now) }
        tellProblems()
        return takeEffects()
    }

    /// Says in the log what began to keep the desk from its work.
    private mutating func tellProblems() {
        effects += faults.news(problems).map { .note(.fault($0)) }
    }

    /// True if blocks are left that were not searched: another turn goes on with them.
    ///
    /// False where the last turn could not go on: then the next one comes by time.
    package func isBehind(_ ledger: LedgerState) -> Bool {
        book != nil && search.isBehind(ledger)
    }

    /// Opens the book; a fault of the disk is tried again at the next turn.
    private mutating func openBook(_ now: UInt64) throws(OutboxFault) {
        guard let opened = try opening.open(gateway, insteadOf: book, now: now) else { return }
        if book == nil { search.begin(at: opened.searched) }
        book = opened
        // What was taken away begins anew.
        asked = nil
    }

    // MARK: finding work

    private mutating func find(
        _ scene: DutyScene, _ chain: some ChainReading
    ) throws(OutboxFault) {
        guard book != nil else { return }
        let time = scene.ledger.time
        try searchBlocks(scene, chain)
        if !Mutant.withholdingOmitted.isOn {
            for id in book?.withdrawn ?? [] { try book?.begin(id, at: time) }
            // Before all blocks were searched a release may seem lost that is about to be found.
            for permit in search.isThrough(scene.ledger) ? lost(chain.releases) : [] {
                try book?.begin(WorkID(.withholding, permit.digest), at: time)
            }
        }
        askState(scene)
        for digest in emergencies.unanchored {
            try book?.begin(WorkID(.offlineRecord, digest), at: time)
        }
    }

    private mutating func searchBlocks(
        _ scene: DutyScene, _ chain: some ChainReading
    ) throws(OutboxFault) {
        guard var book else { return }
        // One owner at a time: a book that has two is copied as a whole.
        self.book = nil
        defer { self.book = book }
        try search.go(duties, scene, chain, into: &book)
    }

    /// Permits whose release is on the chain, unacknowledged, and of which no work has a parcel.
    private func lost(_ releases: ReleaseBook) -> [RecordID] {
        releases.open { book?.hasNoParcel(of: $0.digest) == true }
    }

    /// What the state asks for, once a height. What cannot be written down is found again at the next
    /// turn.
    private mutating func askState(_ scene: DutyScene) {
        guard asked != scene.ledger.height else { return }
        var isAll = true
        faults.reading = nil
        for duty in duties.all {
            do throws(StorageFault) {
                for subject in try duty.subjects(scene) {
                    do throws(OutboxFault) {
                        try book?.begin(WorkID(duty.kind, subject), at: scene.ledger.time)
                    } catch {
                        faults.book = error
                        isAll = false
                    }
                }
            } catch {
                faults.reading = error
                isAll = false
            }
        }
        asked = isAll ? scene.ledger.height : nil
    }

    // MARK: one work

    private mutating func go(
        on id: WorkID, _ scene: DutyScene, _ chain: some ChainReading, _ now: UInt64
    ) {
        do throws(OutboxFault) {
            while let work = book?[id], !work.stage.isEnded {
                // The state was read before the entry is looked for: what a block of its time or
                // before holds is found.
                let mayTry = book?.mayTry(work, now) == true
                guard let facts = duties.facts(of: work, scene, chain, mayTry: mayTry) else {
                    return
                }
                let step = try book?.advance(id, facts, now: now) ?? .wait
                noteEnd(id)
                switch step {
                case .wait where work.isSealed && book?[id]?.isCommitted == true:
                    // What may be given of it is asked now, by the state that has it.
                    continue
                case .wait, .record, .recordExpired, .recordRefused, .recordRefusedAsSigned:
                    return
                case .runOut:
                    tries.runOut(id)
                    return
                case .make:
                    guard isCurrent(id, scene), try make(id, scene, chain) else { return }
                case .submit(let signed):
                    guard isCurrent(id, scene) else { return }
                    effects.append(.submit(id, signed))
                    return
                case .send:
                    guard isCurrent(id, scene) else { return }
                    try send(id, scene)
                    return
                }
            }
        } catch {
            tries.wait(id, error.wording)
            faults.book = error
        }
    }

    /// Nothing is said on the chain, and nothing leaves, from a state of yesterday: a copy of the
    /// node, or one that was restored or cut off, catches up first.
    private mutating func isCurrent(_ id: WorkID, _ scene: DutyScene) -> Bool {
        let reason: Wording
        if !scene.isConfirmed {
            reason = Wording(
                english:
                    "this node was restored or copied, and does not speak for its member until "
                    + "`tally store confirm-signer` says that no other copy runs",
                chinese: "本节点由备份恢复或为副本；在用 `tally store confirm-signer` 确认没有其他副本运行之前，不代表成员行事")
        } else if scene.isCutOff {
            reason = Wording(
                english: "fewer seats than decide can be reached", chinese: "可联系的席位少于法定数")
        } else if !scene.isCurrent {
            reason = Wording(
                english: "this node has not caught up with the others yet",
                chinese: "本节点尚未追上其他节点")
        } else {
            return true
        }
        tries.wait(id, reason)
        return false
    }

    /// True if it goes on at once.
    private mutating func make(
        _ id: WorkID, _ scene: DutyScene, _ chain: some ChainReading
    ) throws(OutboxFault) -> Bool {
        guard let work = book?[id],
            let made = duties[id.kind]?.make(work, scene, context(of: id, chain))
        else { return false }
        tries.wait(id, nil)
        switch made {
        case .transaction(let signed, let parcel):
            try book?.seal(id, signed, parcel: parcel)
            judging.forget(id.subject)
            return true
        case .held(let signed, let code, let findings):
            try book?.seal(id, signed)
            effects.append(.note(.heldBack(id.subject, code: code, findings: findings)))
            return true
        case .nothing:
            try book?.drop(id)
        case .later(let reason):
            tries.wait(id, reason)
        case .heldUp(let reason):
            tries.holdUp(id, reason)
        case .report(let task):
            tries.wait(
                id, Wording(english: "the report is being computed", chinese: "正在计算检查报告"))
            if judging.begin(id.subject) { effects.append(.judge(task)) }
        }
        return false
    }

    private func context(of id: WorkID, _ chain: some ChainReading) -> WorkContext {
        let releases = chain.releases
        return WorkContext(
            releases: releases, release: book?[WorkID(.release, id.subject)]?.stage,
            isParcelLost: releases.isOpen(RecordID(id.subject))
                && book?.hasNoParcel(of: id.subject) == true,
            verdict: judging.verdict(on: id.subject),
            record: emergencies.standing(of: id.subject))
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
            faults.book = error
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
        case .done, .withheld, .needless: break
        }
    }

    // MARK: answers

    /// Why a transaction that was handed in is not taken now; nil if it is.
    package mutating func noteAnswer(_ reason: Wording?, _ id: WorkID) {
        tries.wait(id, reason)
    }

    /// A charter was judged.
    package mutating func noteVerdict(_ verdict: CharterVerdict) {
        judging.take(verdict)
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
            guard book != nil else { return }
            // Sent again while its acknowledgement is under way, or done, or is said again in its
            // own time.
            if let work = book?[id], work.stage != .drafted || work.said != nil { return }
            if !inbox.keep(parcel) {
                // Not acknowledged, so it is sent again.
                tellProblems()
                guard Mutant.acknowledgedUnkept.isOn else { return }
            }
            do throws(OutboxFault) {
                let body = Acknowledge(permit: parcel.permit, payload: payload)
                let signed = gateway.transaction(
                    .acknowledge, payload: body.payload(), on: scene.ledger, clock: scene.clock)
                try book?.begin(id, at: scene.ledger.time)
                try book?.seal(id, signed)
            } catch {
                faults.book = error
                return
            }
            go(on: id, scene, chain, now)
        }
    }

    // MARK: standing

    /// What keeps the desk from its work now.
    package var problems: [DutyProblem] {
        let files = (book?.faults ?? []) + [faults.book].compactMap(\.self)
        return files.map { .outbox($0) } + [inbox.fault].compactMap { $0.map { .inbox($0) } }
            + emergencies.faults.map { .journal($0) }
            + [faults.reading].compactMap { $0.map { .reading($0) } }
    }

    /// True if the work waits for nothing but the end of its transaction's validity.
    package func runsOut(_ id: WorkID) -> Bool { tries.runsOut(id) }

    /// Where all works stand, ascending by id; nil while the book is not open: not known is not none.
    package var standings: [WorkStanding]? {
        book?.all.map { work in
            WorkStanding(
                work, reason: tries.reason(of: work.id), isHeldUp: tries.isHeldUp(work.id),
                runsOut: tries.runsOut(work.id), sent: tries.sent(work.id),
                patient: emergencies.record(work.id.subject)?.record.scope.subject,
                hadTime: hadTime)
        }
    }
}
