import Consensus
import Execution
import Governance
import LedgerTypes
import Sealing
import Testing

@testable import Replica

/// What survivors signed before a recovery is still signed by their keys, and says nothing in it.
extension `Recovery from a lost quorum` {
    /// All seats locked a block in round 1 of a height, nobody heard the precommits, and some seats
    /// were lost then.
    private func locked(seats: Int, losing lost: [Int]) throws -> ReplicaNetwork {
        let network = ReplicaNetwork(try TestChain(seats: seats))
        network.submit(network.chain.transaction(1), to: 0)
        network.run(until: 3_000)
        let height = Height(network.heights[0] + 1)
        network.route = { _, _, message, _ in
            switch message {
            case .consensus(.proposal(let proposal)) where proposal.height == height:
                proposal.round == .first ? [] : [1]
            case .consensus(.vote(let vote)) where vote.height == height:
                vote.step == .precommit && vote.round > .first ? [] : [1]
            default: [1]
            }
        }
        network.submit(network.chain.transaction(2), to: 0)
        network.run(until: 9_000)
        for node in lost { network.crash(node) }
        network.route = { _, _, _, _ in [1] }
        return network
    }

    /// The block that all of these prevoted in round 1.
    private func prevoted(
        _ network: ReplicaNetwork, by members: [Int]
    ) throws -> (block: Block, votes: [Vote]) {
        let log = members.flatMap { network.nodes[$0].log }
        let votes = log.compactMap { record -> Vote? in
            guard case .vote(let vote) = record.signed, vote.step == .prevote,
                vote.round == Round(1), vote.block != nil
            else { return nil }
            return vote
        }
        let body = log.compactMap(\.body).first {
            $0.header.id(suite: TestChain.suite) == votes.first?.block
        }
        return (try #require(body), votes)
    }

    private func signature(of vote: Vote, _ order: RecoveryOrder, _ member: Int) -> SeatSignature {
        SeatSignature(
            seat: order.body.seats.index(of: TestChain.member(member))!, signature: vote.signature)
    }

    /// Says that the remaining seats but the first decided a block.
    private func forged(
        _ block: Block, _ order: RecoveryOrder, by members: [Int], round: Round
    ) -> CommittedBlock {
        let id = block.header.id(suite: TestChain.suite)
        let lines = SigningTemplate.precommit(
            chain: block.header.chain, height: block.header.height, round: round, block: id)
        return CommittedBlock(
            block: block,
            certificate: CommitCertificate(
                height: block.header.height, round: round, block: id,
                signatures: members.map {
                    SeatSignature(
                        seat: order.body.seats.index(of: TestChain.member($0))!,
                        signature: TestChain.seatKey($0).sign(lines))
                }))
    }

    @Test func `old prevotes in a proposal silence nobody and lead to no vote`() throws {
        let network = try locked(seats: 4, losing: [2, 3])
        let (block, votes) = try prevoted(network, by: Self.remaining)
        let id = block.header.id(suite: TestChain.suite)
        let order = try order(network)
        let height = network.heights[0]
        network.crash(1)
        install(order, network, on: [0])
        // m1 says again what both prevoted before, in its next turn.
        let seat = try #require(order.body.seats.index(of: TestChain.member(1)))
        var round = order.body.firstRound
        while ProposerRotation.proposer(
            height: order.height, round: round, seats: order.body.seats, suspended: []) != seat
        { round = round.next }
        let polka = Polka(
            height: order.height, round: votes[0].round, block: id, validRound: nil,
            signatures: Self.remaining.map { signature(of: votes[$0], order, $0) })
        try polka.verify(chain: block.header.chain, seats: order.body.seats)
        let lines = SigningTemplate.proposal(
            chain: block.header.chain, height: order.height, round: round, block: id,
            validRound: polka.round)
        let proposal = Proposal(
            round: round, validRound: polka.round, block: block, polka: polka, seat: seat,
            signature: TestChain.seatKey(1).sign(lines))
        network.deliver(
            .consensus(.proposal(proposal)), from: 1, to: 0, at: network.now + 10)
        network.deliver(.consensus(.polka(polka)), from: 1, to: 0, at: network.now + 20)
        network.run(until: network.now + 5_000)
        #expect(network.nodes[0].replica?.isSilenced == false)
        #expect(network.nodes[0].reports == [])
        #expect(
            !network.nodes[0].log.contains {
                $0.signed.round >= order.body.firstRound
                    && $0.signed.block(suite: TestChain.suite) == id
            })
        install(order, network, on: [1])
        network.run(until: network.now + 60_000)
        #expect(network.heights[0] > height)
        #expect(network.heights[1] > height)
        #expect(network.violations == [])
    }

    @Test func `a block that was logged before it is not valid in it`() throws {
        let survivors = [0, 1, 2, 3]
        let network = try locked(seats: 7, losing: [4, 5, 6])
        let (block, votes) = try prevoted(network, by: survivors)
        #expect(votes.count == 4)
        let keys = [0, 1, 2, 3, 4]
        let first =
            survivors.flatMap { network.nodes[$0].log }.map(\.signed.round.value).max()! + 1
        let order = try order(network, remaining: survivors, keys: keys, round: first)
        let height = network.heights[0]
        for node in survivors { network.crash(node) }
        install(order, network, on: [0])
        let decision = forged(block, order, by: [1, 2, 3], round: order.body.firstRound)
        network.deliver(
            .consensus(.decision(decision)), from: 1, to: 0, at: network.now + 10)
        network.run(until: network.now + 1_000)
        #expect(network.heights[0] == height)
        let id = block.header.id(suite: TestChain.suite)
        #expect(network.nodes[0].replica?.rounds.body(of: id) == nil)
    }

    // What is committed is what a start accepts, even where the log says that a block was valid.
    @Test func `a block of other seats than those that decide is never committed`() throws {
        let survivors = [0, 1, 2, 3]
        let network = try locked(seats: 7, losing: [4, 5, 6])
        let (block, votes) = try prevoted(network, by: survivors)
        let order = try order(
            network, remaining: survivors, keys: [0, 1, 2, 3, 4], round: votes[0].round.value)
        let height = network.heights[0]
        for node in survivors { network.crash(node) }
        install(order, network, on: [0])
        let decision = forged(block, order, by: [1, 2, 3], round: order.body.firstRound)
        network.deliver(
            .consensus(.decision(decision)), from: 1, to: 0, at: network.now + 10)
        network.run(until: network.now + 1_000)
        #expect(network.heights[0] == height)
        #expect(
            network.nodes[0].notes.contains {
                if case .blockOfOtherSeats = $0 { true } else { false }
            })
    }
}
