import BlockStore
import Diagnosis
import Duties
import EvidenceTree
import Execution
import Governance
import LedgerTypes
import Links
import Logging
import NIOCore
import NIOPosix
import NodeFiles
import Replica
import Sealing
import ServiceLifecycle
import Synchronization
import Upkeep
import WrittenText

/// A running node: links, consensus, store, and what programs and pages ask of it.
///
/// Reading never waits for consensus. Safe to use from any thread.
public final class TallyNode: Service, Sendable {
    public let configuration: NodeConfiguration
    public let folder: NodeFolder
    public let genesis: Genesis
    public let keys: NodeKeys
    public let store: ChainStore
    public let index: ChainIndex
    /// The last committed state.
    public let view: CommittedView
    public let bell: CommitBell
    public let network: PeerNetwork
    public let logger: Logger
    let status: NodeStatusBoard
    let desk: TransactionDesk
    /// What other gateways sent.
    let parcels: ParcelIntake
    /// What signs and keeps files for this member's work with the outside.
    package let gateway: Gateway
    /// Emergencies that this member decided alone.
    let journal: OfflineJournal
    /// Where this member's work with the outside stands.
    let works = WorkBoard()
    /// Blocks that the disk has changed.
    let damage: DamageDesk
    private let answers: AnswerDesk
    private let reader: NIOThreadPool
    private let driver: NIOLoopBound<ReplicaDriver>
    private let relay: EventRelay
    private let loop: any EventLoop
    private let group: MultiThreadedEventLoopGroup
    /// For callers.
    let reading = DiskThreads(count: Limits.readingThreads)
    private let duties = DiskThreads(count: Limits.dutyThreads)
    private let workers = Mutex<[Task<Void, Never>]>([])
    private let pace: ScrubPace
    /// False as long as the node speaks to nobody.
    private let hasJoined = Mutex(false)
    /// Set by the first call of `stop`.
    private let ending = Mutex<Task<Void, Never>?>(nil)
    /// The port on which peers reach the node.
    public let port: Int

    public var member: MemberID { configuration.member }
    public var chain: ChainID { genesis.chainID }

    /// Opens the folder and joins the network.
    public static func start(
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
    public static func prepare(
        _ opening: NodeOpening, times: LinkTimes = LinkTimes(), scrub: ScrubPace? = nil,
        version: String = "", clock: @escaping @Sendable () -> BlockTime = WallClock.now,
        logger: Logger
    ) async throws -> TallyNode {
        // One thread for the disk and consensus, one for the links.
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
        let (driverLoop, networkLoop) = (group.next(), group.next())
        let relay = EventRelay(driverLoop)
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
            let network = try await PeerNetwork.make(links, on: networkLoop, onEvent: relay.take)
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
                bell: CommitBell(), parcels: ParcelIntake(), damage: damage,
                answers: answers, reader: reader, gateway: gateway, version: version,
                clock: clock, logger: logger)
            if let observing = opening.observing {
                parts.status.observing(observing)
                logger.critical("this seat does not sign: \(observing)")
            }
            let driver = try await driverLoop.submit {
                let driver = ReplicaDriver(opening, parts: parts, loop: driverLoop)
                return NIOLoopBound(driver, eventLoop: driverLoop)
            }.get()
            relay.connect(driver)
            let port = try await listen(on: network, opening.configuration.listen)
            return TallyNode(
                opening, parts, driver, relay, loop: driverLoop, group: group, port: port ?? 0,
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
        _ opening: NodeOpening, _ parts: DriverParts, _ driver: NIOLoopBound<ReplicaDriver>,
        _ relay: EventRelay, loop: any EventLoop, group: MultiThreadedEventLoopGroup, port: Int,
        pace: ScrubPace
    ) {
        configuration = opening.configuration
        folder = opening.folder
        genesis = opening.genesis
        gateway = parts.gateway
        journal = OfflineJournal(parts.gateway.files, suite: opening.genesis.suite)
        keys = opening.keys
        store = parts.store
        index = parts.index
        view = parts.view
        bell = parts.bell
        network = parts.network
        logger = parts.logger
        status = parts.status
        desk = parts.desk
        parcels = parts.parcels
        damage = parts.damage
        answers = parts.answers
        reader = parts.reader
        self.driver = driver
        self.relay = relay
        self.loop = loop
        self.group = group
        self.port = port
        self.pace = pace
    }

    /// Links, takes part, and begins what the member owes; done once, the second call does nothing.
    public func join() async {
        let driver = driver
        let isFirst = hasJoined.withLock { hasJoined in
            defer { hasJoined = true }
            return !hasJoined
        }
        guard isFirst, ending.withLock({ $0 == nil }) else { return }
        // Fails only while the node stops.
        try? await network.open()
        bell.ring(view.ledger.height)
        loop.execute { driver.value.start() }
        startWorkers(pace)
        StartProgress.end(folder)
        logger.info(
            "node of \(member) runs at height \(view.ledger.height) on port \(port)",
            metadata: ["chain": "\(chain.digest.short)"])
    }

    /// Runs until the task is cancelled or the service group shuts down, then stops in order.
    public func run() async throws {
        try? await gracefulShutdown()
        await stop()
    }

    /// The duties of a member that follow from what is committed.
    private func startWorkers(_ pace: ScrubPace) {
        let clerk = DutyClerk(self)
        let scrub = StoreScrub(
            store, damage, status,
            mending: StoreRepair(
                folder, genesis, logger: logger, source: damage.source(over: network)),
            pace: pace)
        let disk = DiskWatch(folder, status)
        workers.withLock { workers in
            workers = [
                Task(executorPreference: duties) { await clerk.run() },
                Task(executorPreference: duties) { await scrub.run() },
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
        parcels.close()
        for worker in running { await worker.value }
    }

    /// Runs on the driver's loop.
    func submit(
        _ work: @escaping @Sendable (ReplicaDriver) -> SubmissionOutcome
    ) async -> SubmissionOutcome {
        let driver = driver
        let stopping = SubmissionOutcome.unavailable(
            NodeProblem(.stopping, .halted, "the node is stopping", "节点正在停止"))
        guard ending.withLock({ $0 == nil }) else { return stopping }
        guard hasJoined.withLock({ $0 }) else {
            return .unavailable(
                NodeProblem(
                    7186, .observing, "the node is starting: try again in a moment",
                    "节点正在启动，请稍后再试"))
        }
        do {
            return try await loop.submit { work(driver.value) }.get()
        } catch {
            return stopping
        }
    }

    /// Ends links and timers; what was committed is on disk already. May be called again, and then
    /// returns when the first call is done.
    public func stop() async {
        let end = ending.withLock { ending in
            let task = ending ?? Task { await self.end() }
            ending = task
            return task
        }
        await end.value
    }

    private func end() async {
        let driver = driver
        await stopWorkers()
        try? await loop.submit { driver.value.stop() }.get()
        answers.end()
        await network.stop()
        // What it reads is told to the driver's loop.
        try? await reader.shutdownGracefully()
        await relay.disconnect()
        reading.end()
        duties.end()
        try? await group.shutdownGracefully()
        logger.info("node of \(member) stopped at height \(view.ledger.height)")
    }
}

/// Carries network events to the driver's loop; they wait there until the driver is connected.
final class EventRelay: Sendable {
    private let loop: any EventLoop
    private let driver: NIOLoopBoundBox<NIOLoopBound<ReplicaDriver>?>
    /// Taken around each hand-over, so that none comes after the loop has ended.
    private let isOpen = Mutex(true)

    init(_ loop: any EventLoop) {
        self.loop = loop
        driver = .makeEmptyBox(valueType: NIOLoopBound<ReplicaDriver>.self, eventLoop: loop)
    }

    func connect(_ driver: NIOLoopBound<ReplicaDriver>) {
        loop.execute { self.driver.value = driver }
    }

    /// Lets go of the driver, and with it of the files' locks.
    func disconnect() async {
        isOpen.withLock { $0 = false }
        try? await loop.submit { self.driver.value = nil }.get()
    }

    func take(_ event: PeerEvent) {
        isOpen.withLock { isOpen in
            guard isOpen else { return }
            loop.execute { self.driver.value?.value.take(event) }
        }
    }
}
