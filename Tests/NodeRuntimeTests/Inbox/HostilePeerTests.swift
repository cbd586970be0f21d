import Consensus
import Governance
import LedgerTypes
import Replica
import Sealing
import TestSupport
import Testing

@testable import NodeFiles
@testable import NodeRuntime

@Suite(.serialized, .timeLimit(.minutes(15))) struct `An enrolled member that floods` {
    enum Flood: CaseIterable, Sendable {
        case blockRequests
        case bodyRequests
        case oldVotes
        case statuses
        case garbage
    }

    /// Messages to each of two nodes every 20 ms: more than a node can work off.
    private static let count = 1_000

    private func isAccepted(_ status: TransactionStatus) -> Bool {
        if case .committed(_, let receipt) = status { receipt.outcome == .accepted } else { false }
    }

    private func bytes(
        _ flood: Flood, _ cluster: NodeCluster, _ hostile: HostileMember
    ) throws -> [UInt8] {
        let ledger = cluster.node(0).view.ledger
        let head = try #require(cluster.node(0).view.current.certificate).block
        let vote = try #require(hostile.lastVote)
        return switch flood {
        case .blockRequests:
            PeerMessage.blockRequest(
                BlockRequest(from: .genesis.next, maximumBytes: .max)
            ).canonicalBytes
        case .bodyRequests:
            PeerMessage.bodyRequest(BodyRequest(height: ledger.height, block: head)).canonicalBytes
        case .oldVotes: PeerMessage.consensus(.vote(vote)).canonicalBytes
        case .statuses:
            PeerMessage.status(
                PeerStatus(
                    height: Height(ledger.height.value + 1_000), block: head, round: .first,
                    step: .propose, clock: WallClock.now(), base: .genesis.next, version: "",
                    observes: true)
            ).canonicalBytes
        case .garbage: [0xff, 0x00]
        }
    }

    @Test(arguments: Flood.allCases)
    func `holds up no block of four honest nodes`(flood: Flood) async throws {
        let cluster = try NodeCluster(5, seats: 4)
        for index in 0..<4 { try await cluster.start(index) }
        let hostile = try await HostileMember.join(cluster, as: 4)
        #expect(await eventually { await hostile.connected().count == 4 })
        for number in 1...8 {
            let transaction = cluster.registration(of: UInt8(number), at: 0)
            #expect(isAccepted(try await cluster.node(0).commit(transaction).1))
        }
        // Two nodes of four: without their votes there is no quorum.
        let victims = Array(cluster.members[0...1])
        let message = try bytes(flood, cluster, hostile)
        let flood = Task {
            while !Task.isCancelled {
                for victim in victims { hostile.send(message, to: victim, times: Self.count) }
                try? await Task.sleep(for: .milliseconds(20))
            }
        }
        try await expectBlocks(cluster)
        flood.cancel()
        await flood.value
        await hostile.stop()
        await cluster.stopAll()
    }

    @Test func `under another seat's number with true signatures holds up no block`() async throws {
        let cluster = try NodeCluster(5, seats: 4)
        for index in 0..<4 { try await cluster.start(index) }
        let hostile = try await HostileMember.join(cluster, as: 4)
        #expect(await eventually { await hostile.connected().count == 4 })
        #expect(isAccepted(try await cluster.node(0).commit(cluster.registration(of: 1, at: 0)).1))
        hostile.echoVotes(to: Array(cluster.members[0...1]), times: 2_000)
        try await expectBlocks(cluster)
        // Who passes on what this node cannot check is not cut off.
        #expect(await hostile.connected().count == 4)
        await hostile.stop()
        await cluster.stopAll()
    }

    private func expectBlocks(_ cluster: NodeCluster) async throws {
        let begin = cluster.node(2).view.ledger.height
        for number in 11...16 {
            let transaction = cluster.registration(of: UInt8(number), at: 2)
            let status = try await cluster.node(2).commit(transaction, timeout: .seconds(10)).1
            #expect(isAccepted(status), "\(status)")
        }
        #expect(cluster.node(2).view.ledger.height.value >= begin.value + 6)
    }
}
