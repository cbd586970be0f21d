import LedgerTypes
import Logging
import NIOCore
import NIOPosix
import NodeFiles
import Sealing
import Synchronization
import TestSupport
import TrustAnchors
import WrittenText

@testable import Links

/// Collects what a network tells, and lets a test wait for it.
final class EventLog: Sendable {
    private let events = Mutex<[PeerEvent]>([])

    func append(_ event: PeerEvent) { events.withLock { $0.append(event) } }
    var all: [PeerEvent] { events.withLock { $0 } }

    var connected: [MemberID] {
        all.compactMap { if case .connected(let member) = $0 { member } else { nil } }
    }
    /// Members with a link for blocks only, and whether the ledger knows them.
    var sources: [MemberID: Bool] {
        all.reduce(into: [:]) {
            if case .connectedForBlocks(let member, let isKnown) = $1 { $0[member] = isKnown }
        }
    }
    var disconnected: [MemberID] {
        all.compactMap { if case .disconnected(let member) = $0 { member } else { nil } }
    }
    /// How many links with a member stand.
    func links(with member: MemberID) -> Int {
        connected.count { $0 == member } - disconnected.count { $0 == member }
    }
    /// What a member sent, for working it off.
    func receipts(of member: MemberID) -> [DeliveryReceipt] {
        all.compactMap {
            if case .received(from: member, _, _, let receipt) = $0 { receipt } else { nil }
        }
    }
    var payloads: [[UInt8]] {
        all.compactMap { if case .received(_, _, let bytes, _) = $0 { bytes } else { nil } }
    }
}

/// One member's keys for tests, derived from its name.
struct LinkParty {
    static let chain = ChainID(CryptoSuite.ed25519SHA256.hash(Array("a chain".utf8)))
    static let loops = MultiThreadedEventLoopGroup(numberOfThreads: 2)

    let member: MemberID
    let identity: LinkIdentity

    /// `gateway` names another gateway key than the one that the name gives.
    init(
        _ name: String, chain: ChainID = LinkParty.chain, certificate: NodeIdentity? = nil,
        gateway: String? = nil
    ) throws {
        member = MemberID(unchecked: name)
        let now = WallClock.now().value
        let node =
            try certificate
            ?? NodeIdentity.create(
                subject: NodeSubject(commonName: name, organization: name), notBefore: now - 60_000,
                notAfter: now + 3_600_000)
        let seed = SecretBytes(
            CryptoSuite.ed25519SHA256.hash(Array((gateway ?? name).utf8)).bytes)
        identity = LinkIdentity(
            chain: chain, member: member, node: node,
            gatewayKey: try SigningKey(seed: seed, suite: .ed25519SHA256))
    }

    var enrolled: EnrolledPeer {
        EnrolledPeer(
            member: member, certificateKey: identity.certificate.keyFingerprint,
            gatewayKey: identity.gatewayKey.verifyingKey)
    }

    /// A running network that listens on a free port of the loopback interface.
    func start(
        knowing peers: [LinkParty], at addresses: [MemberID: PeerAddress] = [:],
        _ adjust: (inout PeerNetwork.Configuration) -> Void = { _ in }
    ) async throws -> RunningLink {
        var logger = Logger(label: member.text)
        logger.logLevel = .critical
        var configuration = PeerNetwork.Configuration(
            identity: identity, listen: PeerAddress(host: "127.0.0.1", port: 0),
            addresses: addresses, directory: PeerDirectory((peers + [self]).map(\.enrolled)),
            logger: logger)
        configuration.times.firstPause = .milliseconds(20)
        configuration.times.longestPause = .milliseconds(200)
        configuration.times.refusal = .milliseconds(300)
        adjust(&configuration)
        let log = EventLog()
        let network = try await PeerNetwork.make(configuration, on: Self.loops.next()) {
            log.append($0)
        }
        let port = try await network.start()
        return RunningLink(network: network, log: log, port: port ?? 0)
    }
}

struct RunningLink {
    let network: PeerNetwork
    let log: EventLog
    let port: Int
    var address: PeerAddress { PeerAddress(host: "127.0.0.1", port: port) }

    func standing(of member: MemberID) -> LinkStanding? {
        network.board.standings.first { $0.member == member }
    }
}

/// A client that speaks TLS and hello as the protocol says, and then whatever a test wants.
final class RogueClient: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    /// Connects as the party, says hello, and returns the channel with reading as asked.
    static func connect(
        as party: LinkParty, to server: LinkParty, at address: PeerAddress, reads: Bool = true,
        hello: Bool = true
    ) async throws -> any Channel {
        let ownKey = server.identity.certificate.keyFingerprint
        let identity = party.identity
        return try await ClientBootstrap(group: LinkParty.loops)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let tls = try LinkSecurity(identity).handler(isClient: true) { _ in }
                    try channel.pipeline.syncOperations.addHandler(tls)
                }
            }
            .connect(host: address.host, port: address.port)
            .flatMap { channel in
                var buffer = ByteBuffer()
                let frame = LinkFrame(
                    kind: .hello,
                    bytes: LinkHello.make(identity: identity, peerKey: ownKey).canonicalBytes)
                if hello { frame.write(into: &buffer) }
                return channel.writeAndFlush(buffer)
                    .flatMap { channel.setOption(.autoRead, value: reads) }
                    .map { channel }
            }.get()
    }
}
