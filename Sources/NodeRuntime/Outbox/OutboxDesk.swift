import Bilingual
import BlockStore
import Foundation
import Glibc
import Governance
import LedgerTypes
import Logging
import Outbox
import Sealing

/// Does the member's work with the outside: what permits ask, parcels of others, notices, gate
/// reports, emergencies that were decided alone.
///
/// It decides nothing by the clock on the wall: `WorkBook` says what is next, from what the chain
/// says. What fails is tried again, and what is unknown is asked again.
actor OutboxDesk {
    let node: TallyNode
    let logger: Logger
    let releases: ReleaseShop
    private let shops: [WorkKind: any WorkShop]
    private(set) var book: WorkBook?
    /// Why a work waits, where it is known. For lookup only.
    private var reasons: [WorkID: Wording] = [:]
    /// Times a parcel was sent in this life. For lookup only.
    private var sent: [WorkID: UInt64] = [:]
    /// Parcels whose release is not committed here yet.
    private var early: [ParcelIntake.Parcel] = []
    /// How far blocks were searched in this life.
    private var searched = Height.genesis
    private let started = ContinuousClock.now
    private var isBusy = false
    private var isAskedAgain = false

    init(_ node: TallyNode) {
        self.node = node
        logger = node.logger
        releases = ReleaseShop(node)
        let shops: [any WorkShop] = [
            releases, WithholdingShop(releases: releases), AcknowledgementShop(member: node.member),
            NoticeShop(node: node), GateReportShop(node), OfflineShop(node: node),
        ]
        self.shops = Dictionary(uniqueKeysWithValues: shops.map { ($0.kind, $0) })
        // Before anybody writes: a draft that is being written is not taken for a left one.
        Self.removeDrafts(in: node.folder)
    }

    /// Works until the task is cancelled or the node stops.
    func run() async {
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await self.followChain() }
            tasks.addTask { await self.followTime() }
            tasks.addTask { await self.followParcels() }
            // The node stops: the bell is silent, the other two end with it.
            await tasks.next()
            tasks.cancelAll()
        }
    }

    private func followChain() async {
        for await _ in node.bell.heights() { await turn() }
    }

    /// An idle chain has no blocks; who was away is served all the same.
    private func followTime() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(Outbox.Limits.patience))
            await turn()
        }
    }

    // MARK: a turn

    /// Looks for work and goes on with all of it; one turn at a time.
    private func turn() async {
        guard !isBusy else {
            isAskedAgain = true
            return
        }
        isBusy = true
        repeat {
            isAskedAgain = false
            await takeEarly()
            node.status.unwarn { $0.code == NodeProblem.outboxCode }
            for fault in book?.faults ?? [] { node.status.warn(.outbox(fault)) }
            do throws(OutboxFault) {
                try await find()
            } catch {
                tell(error)
            }
            for work in book?.open ?? [] where !Task.isCancelled { await go(on: work.id) }
            publish()
        } while isAskedAgain && !Task.isCancelled
        isBusy = false
    }

    /// Opens the book; a fault of the disk is tried again at the next turn.
    private func openBook() throws(OutboxFault) {
        guard book == nil else { return }
        let storage: FileStorage
        do throws(StorageFault) {
            storage = try FileStorage(root: node.folder.outbox)
        } catch {
            throw .disk(error)
        }
        book = try WorkBook(
            OutboxStore(storage, chain: node.chain, suite: node.genesis.suite), chain: node.chain)
        for fault in book?.faults ?? [] { tell(fault) }
    }

    /// What a stop in the middle of a write left: it may hold what was to be erased.
    private static func removeDrafts(in folder: NodeFolder) {
        for path in [folder.inbox, folder.salts, folder.offline, folder.outbox + "/notices"] {
            // A folder that cannot be listed keeps its drafts; who uses it says what is wrong.
            for name in (try? AtomicFile.names(in: path)) ?? [] where name.hasSuffix(".new") {
                unlink("\(path)/\(name)")
            }
        }
    }

    private func tell(_ fault: OutboxFault) {
        logger.error("\(fault)")
        node.status.warn(.outbox(fault))
    }

    private func find() async throws(OutboxFault) {
        try openBook()
        let ledger = node.view.ledger
        try search(upTo: ledger.height, ledger)
        for id in book?.withdrawn ?? [] { begin(id, ledger) }
        for kind in WorkKind.allCases {
            guard let shop = shops[kind] else { continue }
            do throws(FileFault) {
                for subject in try await shop.subjects(in: ledger) {
                    begin(WorkID(kind, subject), ledger)
                }
            } catch {
                logger.error("\(kind.name): \(error)")
            }
        }
    }

    private func begin(_ id: WorkID, _ ledger: LedgerState) {
        do throws(OutboxFault) {
            try book?.begin(id, at: ledger.time)
        } catch {
            tell(error)
        }
    }

    /// Reads the blocks that were not searched yet.
    private func search(upTo height: Height, _ ledger: LedgerState) throws(OutboxFault) {
        guard let known = book?.searched else { return }
        var at = max(known, searched)
        var isFound = false
        while at < height {
            let found: StoredBlock?
            do throws(NodeProblem) {
                found = try node.block(at: at.next)
            } catch {
                // Told where the store is read; the block is searched later.
                break
            }
            guard let block = found else { break }
            for entry in block.entries {
                for kind in WorkKind.allCases {
                    guard let subject = shops[kind]?.subject(of: entry, on: ledger) else {
                        continue
                    }
                    try book?.begin(WorkID(kind, subject), at: ledger.time)
                    isFound = true
                }
            }
            at = at.next
        }
        let isFar = at.value - known.value >= Limits.searchedBlocks
        if isFound || isFar { try book?.noteSearched(at) }
        searched = at
    }

    // MARK: one work

    func go(on id: WorkID) async {
        do throws(OutboxFault) {
            while let work = book?[id], !work.stage.isEnded {
                // The time is read before the entry is looked for: what a block of this time or
                // before holds is found.
                let ledger = node.view.ledger
                guard let facts = facts(of: work, on: ledger) else { return }
                let step = try book?.advance(id, facts, now: elapsed) ?? .wait
                noteEnd(id, ledger)
                switch step {
                case .wait, .record, .recordExpired, .recordRefused: return
                case .make:
                    guard try await make(id, ledger) else { return }
                case .submit(let signed):
                    noteAnswer(await node.submit(signed), id)
                    return
                case .send:
                    try send(id, ledger)
                    return
                }
            }
        } catch {
            reasons[id] = Wording(english: error.english, chinese: error.chinese)
            tell(error)
        }
    }

    private var elapsed: UInt64 { (ContinuousClock.now - started).milliseconds.value }

    /// What the chain says of a work; nil where it cannot be read: then nothing is concluded.
    private func facts(of work: Work, on ledger: LedgerState) -> WorkFacts? {
        guard let shop = shops[work.id.kind] else { return nil }
        var standing = WorkFacts.Standing.absent
        if let transaction = work.transaction, node.index.isSettled(transaction),
            let position = node.index.position(of: transaction)
        {
            // Nothing is concluded from a block that cannot be read.
            guard let place = node.index.place(of: position),
                let entry = try? node.entry(at: position)
            else { return nil }
            standing =
                entry.receipt.outcome == .accepted
                ? .accepted(place.height) : .refused(place.height, entry.receipt.code)
        }
        return WorkFacts(
            standing: standing,
            delivery: work.id.kind == .release
                ? releases.delivery(of: work, on: ledger, now: WallClock.now()) : .due,
            isNeedless: shop.isNeedless(work.id.subject, on: ledger), time: ledger.time)
    }

    /// True if it goes on at once.
    private func make(_ id: WorkID, _ ledger: LedgerState) async throws(OutboxFault) -> Bool {
        guard let book, let made = await shops[id.kind]?.make(id.subject, on: ledger, book) else {
            return false
        }
        switch made {
        case .transaction(let signed, let parcel):
            reasons[id] = nil
            try self.book?.seal(id, signed, parcel: parcel)
            return true
        case .nothing:
            try self.book?.drop(id)
            return false
        case .later(let reason):
            reasons[id] = reason
            return false
        }
    }

    private func noteAnswer(_ outcome: SubmissionOutcome, _ id: WorkID) {
        switch outcome {
        case .admitted, .committed: reasons[id] = nil
        case .rejected(_, let code):
            reasons[id] = Wording(
                english: "this node refuses it now: code \(code)", chinese: "本节点暂不接收：代码 \(code)")
        case .unavailable(let problem):
            reasons[id] = Wording(english: problem.english, chinese: problem.chinese)
        }
    }

    private func send(_ id: WorkID, _ ledger: LedgerState) throws(OutboxFault) {
        guard let parcel = try book?.parcel(of: id),
            let record = ledger.get(Tables.permits, RecordID(id.subject))
        else {
            reasons[id] = Wording(english: "its parcel is gone", chinese: "封装文件缺失")
            return
        }
        sent[id, default: 0] += 1
        let receiver = record.actor.principal
        reasons[id] = Wording(
            english: "sent \(sent[id] ?? 0) times to \(receiver), not acknowledged yet",
            chinese: "已向 \(receiver) 发送 \(sent[id] ?? 0) 次，尚未确认")
        guard receiver != node.member else {
            node.parcels.put(
                .init(
                    sender: node.member, sealed: parcel,
                    receipt: DeliveryReceipt(link: ObjectIdentifier(node), bytes: 0)))
            return
        }
        // It is sent again: a link that is full must not end for it.
        node.network.send(.gateway, parcel, isEssential: false, to: receiver)
    }

    /// What an end asks for: the chain must not go on saying that something was given.
    private func noteEnd(_ id: WorkID, _ ledger: LedgerState) {
        guard let work = book?[id], case .ended(let end) = work.stage else { return }
        reasons[id] = nil
        sent[id] = nil
        switch end {
        case .withdrawn(let code):
            logger.warning(
                "permit \(id.subject.short) ended before its delivery was acknowledged: \(code)")
            isAskedAgain = true
        case .refused(_, let code):
            logger.warning("\(id.kind.name) \(id.subject.short) is refused on the chain: \(code)")
        case .done, .needless: break
        }
    }

    // MARK: parcels of others

    private func followParcels() async {
        for await _ in node.parcels.arrivals {
            for parcel in node.parcels.takeAll() {
                await receive(parcel)
                node.network.worked(off: parcel.receipt)
            }
        }
    }

    private func takeEarly() async {
        let waiting = early
        early = []
        for parcel in waiting { await receive(parcel) }
    }

    private func receive(_ sealed: ParcelIntake.Parcel) async {
        switch ReceivedParcel.read(sealed, at: node) {
        case .early:
            let bytes = early.reduce(sealed.sealed.count) { $0 + $1.sealed.count }
            guard early.count < Limits.earlyParcels, bytes <= Limits.earlyBytes else { return }
            early.append(sealed)
        case .refused(let reason): logger.warning("\(reason)")
        case .good(let parcel, let payload):
            let id = WorkID(.acknowledgement, parcel.permit.digest)
            // Sent again while its acknowledgement is under way, or done.
            guard book != nil, book?[id].map({ $0.stage == .drafted }) ?? true else { return }
            do throws(FileFault) {
                try AtomicFile.write(
                    parcel.payload, to: "\(node.folder.inbox)/\(parcel.permit).json")
            } catch {
                // Not acknowledged, so it is sent again.
                logger.error("a released payload cannot be kept: \(error)")
                node.status.warn(.inbox(error))
                return
            }
            node.status.unwarn { $0.code == NodeProblem.inboxCode }
            do throws(OutboxFault) {
                try book?.begin(id, at: node.view.ledger.time)
                let body = Acknowledge(permit: parcel.permit, payload: payload)
                try book?.seal(
                    id, node.gatewayTransaction(.acknowledge, payload: body.payload()))
            } catch {
                return tell(error)
            }
            await go(on: id)
        }
    }

    // MARK: standing

    private func publish() {
        node.works.publish(
            (book?.all ?? []).map {
                WorkStanding($0, reason: reasons[$0.id], sent: sent[$0.id] ?? 0)
            })
    }
}
