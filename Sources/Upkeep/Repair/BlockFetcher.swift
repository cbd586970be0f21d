import CanonicalCoding
import Governance
import LedgerTypes
import Links
import Logging
import NIOCore
import NIOPosix
import NodeFiles
import Replica
import Synchronization
import WrittenText

/// Asks running peers for committed blocks, for a node that does not run itself.
///
/// What comes back is unverified: whoever takes it checks certificates and execution.
package final class BlockFetcher: Sendable {
    private let network: PeerNetwork
    private let group: MultiThreadedEventLoopGroup
    private let inbox: FetchInbox

    /// Links to the peers of a configuration with the node's own identity.
    package static func connect(
        _ opening: FetcherIdentity, logger: Logger
    ) async throws -> BlockFetcher {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let inbox = FetchInbox()
        let configuration = PeerNetwork.Configuration(
            identity: opening.identity, listen: nil, addresses: opening.addresses,
            directory: opening.directory, logger: logger)
        do {
            let network = try await PeerNetwork.make(configuration, on: group.next()) {
                inbox.take($0)
            }
            inbox.attach(network)
            try await network.start()
            return BlockFetcher(network: network, group: group, inbox: inbox)
        } catch {
            try? await group.shutdownGracefully()
            throw error
        }
    }

    private init(
        network: PeerNetwork, group: MultiThreadedEventLoopGroup, inbox: FetchInbox
    ) {
        self.network = network
        self.group = group
        self.inbox = inbox
    }

    /// The linked peers, of which each gives committed blocks up to so many bytes, at least one.
    package func source(
        maximumBytes: UInt64 = Limits.fetchWindowBytes, patience: Duration
    ) -> BlockSource {
        BlockSource(patience: patience) { [network] in
            await network.connected()
        } ask: { [self] peer, height, deadline in
            await ask(
                peer, from: height, maximumBytes, until: min(deadline, .now + .seconds(5)))
        }
    }

    private func ask(
        _ peer: MemberID, from height: Height, _ maximumBytes: UInt64,
        until deadline: ContinuousClock.Instant
    ) async -> [CommittedBlock]? {
        let request = PeerMessage.blockRequest(
            BlockRequest(from: height, maximumBytes: maximumBytes))
        network.send(.consensus, request.canonicalBytes, isEssential: true, to: peer)
        while ContinuousClock.now < deadline, !Task.isCancelled {
            if let blocks = inbox.blocks(of: peer), blocks.first?.height == height {
                return blocks
            }
            try? await Task.sleep(for: .milliseconds(5))
        }
        return nil
    }

    package func stop() async {
        await network.stop()
        inbox.detach()
        try? await group.shutdownGracefully()
    }
}

/// The last answer of each peer.
private final class FetchInbox: Sendable {
    private let answers = Mutex<[MemberID: [CommittedBlock]]>([:])
    private let network = Mutex<PeerNetwork?>(nil)

    func attach(_ network: PeerNetwork) { self.network.withLock { $0 = network } }

    func detach() { network.withLock { $0 = nil } }

    func take(_ event: PeerEvent) {
        guard case .received(let sender, let kind, let bytes, let receipt) = event else { return }
        network.withLock { $0 }?.worked(off: receipt)
        guard kind == .consensus, case .blocks(let blocks)? = try? PeerMessage(canonical: bytes)
        else { return }
        answers.withLock { $0[sender] = blocks }
    }

    func blocks(of peer: MemberID) -> [CommittedBlock]? {
        answers.withLock { $0.removeValue(forKey: peer) }
    }
}

/// Who asks, and whom.
package struct FetcherIdentity: Sendable {
    package let identity: LinkIdentity
    package let addresses: [MemberID: PeerAddress]
    package let directory: PeerDirectory

    package init(
        identity: LinkIdentity, addresses: [MemberID: PeerAddress], directory: PeerDirectory
    ) {
        self.identity = identity
        self.addresses = addresses
        self.directory = directory
    }

    /// The node of a folder; peers are those that genesis enrolled, with their present keys where
    /// `ledger` knows better.
    package init(
        _ configuration: NodeConfiguration, _ genesis: Genesis, _ keys: NodeKeys,
        ledger: LedgerState
    ) {
        self.init(
            identity: LinkIdentity(
                chain: genesis.chainID, member: configuration.member, node: keys.node,
                gatewayKey: keys.gateway),
            addresses: configuration.peers, directory: PeerDirectory(ledger))
    }
}
