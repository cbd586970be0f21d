import Bilingual
import Diagnosis
import Duties
import Governance
import LedgerTypes
import Logging
import NodeFiles
import Outbox
import Sealing
import Synchronization

/// Drives the desk of a node's duties: gives it the state, the chain and the time, and does what it
/// asks for.
actor DutyClerk {
    private let node: TallyNode
    private var desk: DutyDesk
    private let started = ContinuousClock.now
    /// Charters that were judged beside, until the next turn.
    private let verdicts = Mutex<[CharterVerdict]>([])
    private var isBusy = false
    private var isAskedAgain = false

    init(_ node: TallyNode) {
        self.node = node
        desk = DutyDesk(node.work.gateway, journal: node.work.journal)
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

    private func followParcels() async {
        for await _ in node.work.parcels.arrivals {
            for parcel in node.work.parcels.takeAll() {
                let effects = desk.receive(
                    parcel.sealed, from: parcel.sender, scene, node.committed, now: elapsed)
                await perform(effects)
                publish()
                if let receipt = parcel.receipt { node.network.worked(off: receipt) }
            }
        }
    }

    // MARK: a turn

    /// One turn at a time; what came meanwhile has one of its own.
    private func turn() async {
        guard !isBusy else {
            isAskedAgain = true
            return
        }
        isBusy = true
        repeat {
            isAskedAgain = false
            node.status.dutiesBeat()
            let judged = verdicts.withLock { verdicts in
                defer { verdicts = [] }
                return verdicts
            }
            for verdict in judged { desk.noteVerdict(verdict) }
            let scene = scene
            let effects = desk.turn(scene, node.committed, now: elapsed)
            publish()
            await perform(effects)
            // A parcel has its turn between two pieces of the search.
            if desk.isBehind(scene.ledger) { isAskedAgain = true }
            await Task.yield()
        } while isAskedAgain && !Task.isCancelled
        isBusy = false
    }

    private var elapsed: UInt64 { (ContinuousClock.now - started).milliseconds.value }

    private var scene: DutyScene {
        let sources = node.healthSources
        return DutyScene(
            ledger: node.view.ledger, clock: WallClock.now(), isCutOff: !sources.reachesQuorum,
            isCurrent: sources.isAtTip(at: .now), isConfirmed: node.status.isConfirmed)
    }

    private func perform(_ effects: [DutyEffect]) async {
        for effect in effects where !Task.isCancelled {
            switch effect {
            case .submit(let id, let signed):
                desk.noteAnswer(Self.reason(await node.submit(signed)), id)
            case .send(let id, let receiver):
                // One parcel in memory at a time, and none for whom no link is good.
                guard receiver == node.member || node.network.reaches(receiver) else {
                    desk.noteUnreachable(id, receiver)
                    break
                }
                guard let parcel = desk.parcel(of: id, to: receiver) else { break }
                send(parcel, to: receiver)
            case .judge(let task): judge(task)
            case .note(let note): log(note)
            }
        }
    }

    private static func reason(_ outcome: SubmissionOutcome) -> Wording? {
        switch outcome {
        case .admitted, .committed: nil
        case .rejected(_, let code):
            Wording(
                english: "this node refuses it now: code \(code)", chinese: "本节点暂不接收：代码 \(code)")
        case .unavailable(let problem):
            Wording(english: problem.english, chinese: problem.chinese)
        }
    }

    private func send(_ parcel: [UInt8], to receiver: MemberID) {
        guard receiver != node.member else {
            node.work.parcels.put(.init(sender: node.member, sealed: parcel, receipt: nil))
            return
        }
        // It is sent again: a link that is full must not end for it.
        node.network.send(.gateway, parcel, isEssential: false, to: receiver)
    }

    private func judge(_ task: GateTask) {
        let (suite, logger) = (node.genesis.suite, node.logger)
        // The next turn takes it, on the thread of the duties: what is judged reads no files.
        Task.detached(priority: .utility) { [weak self] in
            let verdict = CharterVerdict(task, suite: suite)
            logger.info(
                "gate report on `\(verdict.name)`: \(verdict.passes ? "passes" : "fails")")
            self?.verdicts.withLock { $0.append(verdict) }
        }
    }

    private func log(_ note: DutyNote) {
        if case .fault = note {
            node.logger.error("\(note)")
        } else {
            node.logger.warning("\(note)")
        }
    }

    // MARK: standing

    private func publish() {
        node.work.standings.publish(desk.standings)
        let problems = desk.problems.map(NodeProblem.init)
        node.status.warnOfDuties(problems)
    }
}

/// What a node has to do for others, as people read it.
package struct DutyReport: Sendable {
    /// Ascending by kind and subject; nil while the outbox was not read.
    package let works: [WorkAccount]?
    /// What keeps the node from its duties, or from knowing them all.
    package let problems: [NodeProblem]

    /// True if somebody has to look.
    package var needsSomebody: Bool {
        works == nil || !problems.isEmpty || works?.contains { $0.concern != nil } == true
    }
}

extension TallyNode {
    /// How all duties stand.
    ///
    /// - Parameter withEnded: also those of which nothing is left to do and nobody has to know.
    package func duties(withEnded: Bool = false) -> DutyReport {
        let ledger = view.ledger
        let works = work.standings.all?.filter {
            withEnded || !$0.isEnded || $0.concern(on: ledger) != nil
        }
        return DutyReport(
            works: works?.map { WorkAccount($0, on: ledger) },
            problems: status.dutyProblems)
    }

    /// How one duty stands; nil where there is none, or the outbox was not read.
    package func duty(_ id: WorkID) -> WorkAccount? {
        work.standings.all?.first { $0.kind == id.kind && $0.subject == id.subject }
            .map { WorkAccount($0, on: view.ledger) }
    }
}
