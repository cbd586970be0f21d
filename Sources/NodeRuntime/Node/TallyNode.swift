import BlockStore
import Diagnosis
import Duties
import EvidenceTree
import Governance
import LedgerTypes
import Links
import Logging
import NIOCore
import NIOPosix
import NodeFiles
import Replica
import ServiceLifecycle
import Synchronization
import Upkeep
import WrittenText

/// A running node: links, consensus, store, and what programs and pages ask of it.
///
/// Reading never waits for consensus. Safe to use from any thread.
package final class TallyNode: Service, Sendable {
    package let configuration: NodeConfiguration
    package let folder: NodeFolder
    package let genesis: Genesis
    package let keys: NodeKeys
    /// The last committed state, and what leads to it.
    let committed: ChainReader
    let submissions: Submissions
    package let bell: CommitBell
    package let network: PeerNetwork
    package let logger: Logger
    let status: NodeStatusBoard
    /// This member's work with the outside.
    package let work: OutsideWork
    /// Evidence files in the making.
    package let exports: ExportDesk
    /// Blocks that the disk has changed.
    private let damage: DamageDesk
    private let answers: AnswerDesk
    private let reader: NIOThreadPool
    let driver: DriverLoop
    private let group: MultiThreadedEventLoopGroup
    /// For callers.
    private let reading = DiskThreads(count: Limits.readingThreads)
    private let duties = DiskThreads(count: Limits.dutyThreads)
    private let exporting = DiskThreads(count: 1)
    private let workers = Mutex<[Task<Void, Never>]>([])
    private let pace: ScrubPace
    /// Set by the first call of `stop`.
    private let ending = Mutex<Task<Void, Never>?>(nil)
    /// The port on which peers reach the node.
    package let port: Int

    package var member: MemberID { configuration.member }
    package var chain: ChainID { genesis.chainID }
    /// The last committed state.
    package var view: CommittedView { committed.view }

    /// Opens the folder and joins the network.
    package static func start(
        _ opening: NodeOpening, times: LinkTimes = LinkTimes(), scrub: ScrubPace? = nil,
        version: String = "", clock: @escaping @Sendable () -> BlockTime = WallClock.now,
        logger: Logger
    ) async throws -> TallyNode {
        let node = try await prepare(
            opening, times: times, scrub: scrub, version: version, clock: clock, logger: logger)
        await node.join()
        return node
    }

    /// Opens the folder and takes the node's address, and speaks to nobody before `join`: whatever
    /// else is to be had first, as the address of the interface, can be looked for in between.
    ///
    /// - Parameter clock: the machine's clock, as consensus reads it.
    package static func prepare(
        _ opening: NodeOpening, times: LinkTimes = LinkTimes(), scrub: ScrubPace? = nil,
        version: String = "", clock: @escaping @Sendable () -> BlockTime = WallClock.now,
        logger: Logger
    ) async throws -> TallyNode {
        // One thread for the disk and consensus, one for the links.
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
        let (driverLoop, networkLoop) = (group.next(), group.next())
        let driver = DriverLoop(driverLoop)
        let reader = NIOThreadPool(numberOfThreads: 1)
        reader.start()
        do {
            var links = PeerNetwork.Configuration(
                identity: LinkIdentity(
                    chain: opening.genesis.chainID, member: opening.configuration.member,
                    node: opening.keys.node, gatewayKey: opening.keys.gateway),
                listen: opening.configuration.listen, addresses: opening.configuration.peers,
                directory: PeerDirectory(opening.ledger), logger: logger)
            links.times = times
            let network = try await PeerNetwork.make(links, on: networkLoop, onEvent: driver.take)
            let (status, damage) = (NodeStatusBoard(), DamageDesk())
            let answers = AnswerDesk(
                opening.store, network, damage: damage, status: status, logger: logger)
            let gateway = Gateway(
                member: opening.configuration.member, chain: opening.genesis.chainID,
                suite: opening.genesis.suite, key: opening.keys.gateway, box: opening.keys.box,
                pseudonyms: opening.keys.pseudonym,
                files: try FileStorage(root: opening.folder.root))
            let parts = DriverParts(
                chain: opening.genesis.chainID, suite: opening.genesis.suite,
                folder: opening.folder, disk: opening.disk,
                configuration: opening.configuration, genesis: opening.genesis,
                seatKey: opening.keys.seat, genesisBlock: opening.genesisBlock,
                recovery: opening.recovery,
                store: opening.store, network: network,
                view: CommittedView(ledger: opening.ledger, last: opening.last),
                index: opening.index, desk: TransactionDesk(), status: status,
                bell: CommitBell(), work: OutsideWork(gateway),
                damage: damage, answers: answers, reader: reader, version: version,
                clock: clock, logger: logger)
            if let observing = opening.observing {
                parts.status.observing(observing)
                logger.critical("this seat does not sign: \(observing)")
            }
            try await driver.connect { ReplicaDriver(opening, parts: parts, loop: $0) }
            let port = try await listen(on: network, opening.configuration.listen)
            return TallyNode(
                opening, parts, driver, group: group, port: port ?? 0,
                pace: scrub ?? ScrubPace(bytesPerSecond: opening.configuration.scrubBytesPerSecond))
        } catch {
            try? await reader.shutdownGracefully()
            try? await group.shutdownGracefully()
            throw error
        }
    }

    /// Takes the address of the links; throws a problem that names it where it is not to be had.
    private static func listen(
        on network: PeerNetwork, _ address: PeerAddress
    ) async throws -> Int? {
        do {
            return try await network.listen()
        } catch {
            throw NodeProblem.addressTaken("\(address)", key: "listen", error)
        }
    }

    private init(
        _ opening: NodeOpening, _ parts: DriverParts, _ driver: DriverLoop,
        group: MultiThreadedEventLoopGroup, port: Int, pace: ScrubPace
    ) {
        configuration = opening.configuration
        folder = opening.folder
        genesis = opening.genesis
        work = parts.work
        keys = opening.keys
        exports = ExportDesk(sealing: opening.keys.gateway)
        committed = ChainReader(
            parts.store, parts.index, parts.view, faultsTo: parts.status)
        submissions = Submissions(parts.desk, committed, driver, reading)
        bell = parts.bell
        network = parts.network
        logger = parts.logger
        status = parts.status
        damage = parts.damage
        answers = parts.answers
        reader = parts.reader
        self.driver = driver
        self.group = group
        self.port = port
        self.pace = pace
    }

    /// Does what reads or writes the node's files, on threads that may wait for the disk: where it
    /// hangs, whoever asks for the node's health is answered all the same.
    package func onDisk<Answer: Sendable>(
        _ work: @escaping @Sendable (TallyNode) throws -> Answer
    ) async throws -> Answer {
        try await reading.run { try work(self) }
    }

    /// Links, takes part, and begins what the member owes; done once, the second call does nothing.
    package func join() async {
        guard driver.begin() else { return }
        // Fails only while the node stops.
        try? await network.open()
        bell.ring(view.ledger.height)
        driver.start()
        startWorkers(pace)
        StartProgress.end(folder)
        logger.info(
            "node of \(member) runs at height \(view.ledger.height) on port \(port)",
            metadata: ["chain": "\(chain.digest.short)"])
    }

    /// Runs until the task is cancelled or the service group shuts down, then stops in order.
    package func run() async throws {
        try? await gracefulShutdown()
        await stop()
    }

    /// The duties of a member that follow from what is committed.
    private func startWorkers(_ pace: ScrubPace) {
        let clerk = DutyClerk(self)
        let scrub = StoreScrub(
            committed.store, damage, status,
            mending: StoreRepair(
                folder, genesis, logger: logger, source: damage.source(over: network)),
            pace: pace)
        let disk = DiskWatch(folder, status)
        let exports = exports
        workers.withLock { workers in
            workers = [
                Task(executorPreference: duties) { await clerk.run() },
                Task(executorPreference: duties) { await scrub.run() },
                Task(executorPreference: exporting) { await exports.run() },
                Task { await exports.watch() },
                Task { await disk.run() },
            ]
        }
    }

    private func stopWorkers() async {
        let running = workers.withLock { workers in
            defer { workers = [] }
            return workers
        }
        for worker in running { worker.cancel() }
        bell.silence()
        work.parcels.close()
        exports.close()
        for worker in running { await worker.value }
    }

    /// Ends links and timers; what was committed is on disk already. May be called again, and then
    /// returns when the first call is done.
    package func stop() async {
        driver.close()
        let end = ending.withLock { ending in
            let task = ending ?? Task { await self.end() }
            ending = task
            return task
        }
        await end.value
    }

    private func end() async {
        await stopWorkers()
        await driver.stop()
        answers.end()
        await network.stop()
        // What it reads is told to the driver's loop.
        try? await reader.shutdownGracefully()
        await driver.disconnect()
        reading.end()
        duties.end()
        exporting.end()
        try? await group.shutdownGracefully()
        logger.info("node of \(member) stopped at height \(view.ledger.height)")
    }
}
