import CanonicalCoding
import Consensus
import LedgerTypes
import Logging
import NIOCore
import NIOPosix
import Replica
import Sealing
import Synchronization

@testable import Links
@testable import NodeRuntime

/// An enrolled member that says what it likes: it has links with running nodes and hears their votes.
final class HostileMember: Sendable {
    private let network: PeerNetwork
    private let heard: Heard

    private final class Heard: Sendable {
        let votes = Mutex<[Vote]>([])
        let links = Mutex<PeerNetwork?>(nil)
        let victims = Mutex<(members: [MemberID], times: Int)>(([], 0))

        func take(_ event: PeerEvent) {
            guard case .received(_, _, let bytes, let receipt) = event else { return }
            links.withLock { $0 }?.worked(off: receipt)
            if case .consensus(.vote(let vote))? = try? PeerMessage(canonical: bytes) {
                votes.withLock { $0.append(vote) }
                if vote.seat > SeatIndex(0) { echo(vote) }
            }
        }

        /// Says at once that the vote is that of the first seat.
        private func echo(_ vote: Vote) {
            let (members, times) = victims.withLock { $0 }
            let forged = Vote(
                step: vote.step, height: vote.height, round: vote.round, block: vote.block,
                validRound: vote.validRound, seat: SeatIndex(0), signature: vote.signature)
            let bytes = PeerMessage.consensus(.vote(forged)).canonicalBytes
            for _ in 0..<times {
                for member in members {
                    links.withLock { $0 }?.send(.consensus, bytes, isEssential: false, to: member)
                }
            }
        }
    }

    /// Takes the place of a member whose node does not run.
    static func join(_ cluster: NodeCluster, as index: Int) async throws -> HostileMember {
        var configuration = PeerNetwork.Configuration(
            identity: LinkIdentity(
                chain: cluster.genesis.chainID, member: cluster.members[index],
                node: cluster.keys[index].node, gatewayKey: cluster.keys[index].gateway),
            listen: nil, addresses: cluster.configuration(index).peers,
            directory: PeerDirectory(try cluster.genesis.initialState()),
            logger: NodeCluster.logger)
        configuration.times.firstPause = .milliseconds(20)
        configuration.outboundQueueBytes = 64 * 1024 * 1024
        let heard = Heard()
        let network = try await PeerNetwork.make(
            configuration, on: MultiThreadedEventLoopGroup.singleton.next()
        ) {
            heard.take($0)
        }
        heard.links.withLock { $0 = network }
        try await network.start()
        return HostileMember(network: network, heard: heard)
    }

    private init(network: PeerNetwork, heard: Heard) {
        self.network = network
        self.heard = heard
    }

    func connected() async -> [MemberID] { await network.connected() }

    /// The last vote that was heard.
    var lastVote: Vote? { heard.votes.withLock { $0.last } }

    /// Passes every vote of another seat on to some members as one of the first seat.
    func echoVotes(to members: [MemberID], times: Int) {
        heard.victims.withLock { $0 = (members, times) }
    }

    func send(_ message: PeerMessage, to member: MemberID, times: Int = 1) {
        send(message.canonicalBytes, to: member, times: times)
    }

    func send(_ bytes: [UInt8], to member: MemberID, times: Int = 1) {
        for _ in 0..<times { network.send(.consensus, bytes, isEssential: false, to: member) }
    }

    func stop() async {
        await network.stop()
        heard.links.withLock { $0 = nil }
    }
}
