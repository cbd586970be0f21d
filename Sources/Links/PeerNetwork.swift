import LedgerTypes
import Logging
import NIOCore
import NIOPosix
import Sealing
import Synchronization
import WrittenText

/// What the network tells the node, in order for each peer.
package enum PeerEvent: Sendable {
    case connected(MemberID)
    /// A link over which blocks are fetched, and given where the ledger knows the member; nothing
    /// else that comes over it is to be believed.
    case connectedForBlocks(MemberID, isKnown: Bool)
    case disconnected(MemberID)
    /// A message; give the receipt back when it is worked off, or its sender is read no more.
    case received(from: MemberID, FrameKind, [UInt8], DeliveryReceipt)
}

/// Stands for bytes delivered and not yet worked off.
package struct DeliveryReceipt: Sendable {
    let link: ObjectIdentifier
    let bytes: Int
}

/// The links of a node with its peers: mutual TLS 1.3, admitted by enrolled keys.
package final class PeerNetwork: Sendable {
    package struct Configuration: Sendable {
        package var identity: LinkIdentity
        /// Nil does not listen: the node only dials.
        package var listen: PeerAddress?
        package var addresses: [MemberID: PeerAddress]
        package var directory: PeerDirectory
        package var times = LinkTimes()
        package var board = LinkBoard()
        package var outboundQueueBytes = Limits.outboundQueueBytes
        package var logger: Logger

        package init(
            identity: LinkIdentity, listen: PeerAddress?, addresses: [MemberID: PeerAddress],
            directory: PeerDirectory, logger: Logger
        ) {
            self.identity = identity
            self.listen = listen
            self.addresses = addresses
            self.directory = directory
            self.logger = logger
        }
    }

    /// Where the links stand, and why; read without waiting for the loop.
    package let board: LinkBoard
    /// How often a peer was refused because it broke the protocol.
    package let refusals: RefusalCount
    private let loop: any EventLoop
    private let core: NIOLoopBound<NetworkCore>
    private let listen: PeerAddress?
    /// Taken around each hand-over, so that none comes after the loop has ended.
    private let isOpen = Mutex(true)

    /// Events are delivered on the loop; the receiver must not block it.
    package static func make(
        _ configuration: Configuration, on loop: any EventLoop,
        onEvent: @escaping @Sendable (PeerEvent) -> Void
    ) async throws -> PeerNetwork {
        let refusals = RefusalCount()
        return try await loop.submit {
            let core = try NetworkCore(
                configuration, loop: loop, refusals: refusals, onEvent: onEvent)
            return PeerNetwork(
                refusals: refusals, board: configuration.board, loop: loop,
                core: NIOLoopBound(core, eventLoop: loop), listen: configuration.listen)
        }.get()
    }

    private init(
        refusals: RefusalCount, board: LinkBoard, loop: any EventLoop,
        core: NIOLoopBound<NetworkCore>, listen: PeerAddress?
    ) {
        self.refusals = refusals
        self.board = board
        self.loop = loop
        self.core = core
        self.listen = listen
    }

    /// Listens and dials; returns the port, nil if the node does not listen.
    @discardableResult
    package func start() async throws -> Int? {
        let port = try await listen()
        try await open()
        return port
    }

    /// Takes the address on which peers will be heard, and takes nobody yet; returns the port, nil
    /// if the node does not listen. Throws the system's fault where the address is not to be had.
    package func listen() async throws -> Int? {
        guard let listen else { return nil }
        return try await bind(listen)
    }

    /// Takes peers and dials.
    package func open() async throws {
        let core = core
        try await loop.submit { core.value.started() }.get()
    }

    private func bind(_ listen: PeerAddress) async throws -> Int? {
        let core = core
        let server = try await ServerBootstrap(group: loop)
            .serverChannelOption(.backlog, value: 64)
            .serverChannelOption(.autoRead, value: false)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try core.value.prepare(
                        channel, target: nil,
                        address: channel.remoteAddress.map(\.hostAndPort) ?? "an unknown address"
                    )
                }
            }
            .bind(host: listen.host, port: listen.port).get()
        try await loop.submit { core.value.server = server }.get()
        return server.localAddress?.port
    }

    /// True if a link that is good for all leads to the member.
    package func reaches(_ member: MemberID) -> Bool {
        board.standings.contains { $0.member == member && $0.access == .full }
    }

    /// Sends to a member if it is linked. What is not essential may be dropped for a slow peer.
    package func send(
        _ kind: FrameKind, _ bytes: [UInt8], isEssential: Bool, to member: MemberID
    ) {
        let frame = LinkFrame(kind: kind, bytes: bytes)
        run { $0.send(frame, isEssential: isEssential, to: member) }
    }

    package func broadcast(_ kind: FrameKind, _ bytes: [UInt8], isEssential: Bool) {
        let frame = LinkFrame(kind: kind, bytes: bytes)
        run { $0.broadcast(frame, isEssential: isEssential) }
    }

    package func worked(off receipt: DeliveryReceipt) { run { $0.worked(off: receipt) } }

    /// Drops a peer whose messages have no meaning.
    package func refuse(_ member: MemberID, reason: String) {
        run { $0.refuse(member, reason: reason) }
    }

    /// Takes over who is enrolled; links of others end.
    package func update(_ directory: PeerDirectory) { run { $0.update(directory) } }

    package func update(addresses: [MemberID: PeerAddress]) {
        run { $0.update(addresses: addresses) }
    }

    /// How many connections are open, taken or not.
    func openLinks() async -> Int {
        let core = core
        guard isOpen.withLock({ $0 }) else { return 0 }
        // A loop that takes no more work has ended all links.
        return (try? await loop.submit { core.value.openLinks }.get()) ?? 0
    }

    package func connected() async -> [MemberID] {
        let core = core
        guard isOpen.withLock({ $0 }) else { return [] }
        // A loop that takes no more work has ended all links.
        return (try? await loop.submit { core.value.connected }.get()) ?? []
    }

    /// Ends all links and takes no more work; returns when sockets and calls are gone, or after a
    /// few seconds.
    package func stop() async {
        let core = core
        guard isOpen.withLock({ $0 }) else { return }
        try? await loop.submit { core.value.stop() }.get()
        let deadline = ContinuousClock.now + .seconds(5)
        while ContinuousClock.now < deadline {
            // What a call that is under way reports must still find the loop.
            guard let isIdle = try? await loop.submit({ core.value.isIdle }).get(), !isIdle else {
                break
            }
            try? await Task.sleep(for: .milliseconds(5))
        }
        isOpen.withLock { $0 = false }
    }

    private func run(_ work: @escaping @Sendable (NetworkCore) -> Void) {
        let core = core
        isOpen.withLock { isOpen in
            guard isOpen else { return }
            loop.execute { work(core.value) }
        }
    }
}

extension SocketAddress {
    /// The address in numbers, as `host:port`.
    var hostAndPort: String {
        guard let host = ipAddress, let port else { return "\(self)" }
        return "\(PeerAddress(host: host, port: port))"
    }
}

/// Counts refused peers, for monitors.
package final class RefusalCount: Sendable {
    private let number = Atomic<UInt64>(0)

    package var value: UInt64 { number.load(ordering: .relaxed) }

    func count() { number.add(1, ordering: .relaxed) }
}
