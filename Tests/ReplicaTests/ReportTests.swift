import Consensus
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Replica

@Suite struct `Report` {
    private func time(_ network: ReplicaNetwork) -> BlockTime {
        BlockTime(TestChain.founded.value + network.now)
    }

    @Test func `names the seats whose votes a quorum lacks, and what they last said`() throws {
        let chain = try TestChain()
        let network = ReplicaNetwork(chain)
        network.at(1_100) { $0.submit(chain.transaction(1), to: 0) }
        network.run(until: 4_000)
        let before = try #require(network.nodes[0].replica?.report)
        #expect(before.missing == nil && before.committed >= Height(1))
        #expect(before.seats.allSatisfy { $0.isConnected && $0.lastVote != nil })
        network.crash(1)
        network.crash(3)
        let committed = before.committed
        network.at(4_100) { $0.submit(chain.transaction(2), to: 0) }
        network.run(until: 20_000)
        let report = try #require(network.nodes[0].replica?.report)
        let missing = try #require(report.missing)
        #expect(report.committed == committed && report.isOpen)
        #expect(missing.members == [TestChain.member(1), TestChain.member(3)])
        #expect(missing.have == 2 && missing.need == 3)
        for seat in report.seats {
            let isDown = missing.members.contains(seat.member)
            #expect(seat.isConnected == !isDown)
            #expect(seat.lastVote?.height == (isDown ? committed : committed.next))
            let silence = seat.heard.map { report.now.since($0) }
            #expect(silence.map { ($0 > .seconds(10)) == isDown } == true)
        }
        #expect(report.waitingTransactions == 1 && report.signing == .signs)
    }

    @Test func `knows the tip from a quorum of seats, whatever one liar claims`() throws {
        let chain = try TestChain()
        let network = ReplicaNetwork(chain)
        network.at(1_100) { $0.submit(chain.transaction(1), to: 0) }
        network.run(until: 6_000)
        func isAtTip() throws -> Bool {
            try #require(network.nodes[0].replica)
                .isAtTip(now: time(network), within: .seconds(10))
        }
        func claim(_ height: UInt64, by liar: Int) {
            let status = PeerStatus(
                height: Height(height), block: BlockID(Digest.zero), round: .first,
                step: .propose, clock: time(network))
            network.deliver(.status(status), from: liar, to: 0, at: network.now)
            network.run(until: network.now)
        }
        #expect(try isAtTip())
        claim(900, by: 3)
        #expect(try isAtTip())
        claim(900, by: 2)
        #expect(try !isAtTip())
        // What was said long ago says nothing of the tip.
        let late = try #require(time(network).adding(.seconds(60)))
        #expect(
            try !#require(network.nodes[0].replica).isAtTip(now: late, within: .seconds(10)))
    }

    @Test func `a replica that begins again keeps what waits, and forgets what is not durable`()
        throws
    {
        let chain = try TestChain()
        let network = ReplicaNetwork(chain, offline: [1, 2, 3])
        network.submit(chain.transaction(1), to: 0)
        var replica = try #require(network.nodes[0].replica)
        #expect(replica.report.waitingTransactions == 1)
        let configuration = replica.configuration
        replica.reopen(
            configuration: ReplicaConfiguration(
                member: configuration.member, seatKey: nil,
                genesisBlock: configuration.genesisBlock),
            ledger: chain.state, lastCommitted: nil, recovered: [])
        #expect(replica.report.waitingTransactions == 1 && replica.height == .genesis)
        let effects = replica.step(.start, now: time(network))
        #expect(!replica.hasSeat)
        #expect(!effects.contains { if case .persistVote = $0 { true } else { false } })
    }
}
