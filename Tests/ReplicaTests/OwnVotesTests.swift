import Consensus
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Replica

@Suite struct `A seat that starts` {
    private func isSilenced(_ network: ReplicaNetwork, _ node: Int) -> Bool {
        network.nodes[node].replica?.isSilenced == true
    }

    @Test(arguments: [3, 4, 7])
    func `signs at once on a new chain, where all start together`(seats: Int) throws {
        let network = ReplicaNetwork(try TestChain(seats: seats))
        network.run(until: 1_010)
        #expect(network.nodes.allSatisfy { $0.replica?.signs == true })
        network.at(1_020) { $0.submit(network.chain.transaction(1), to: 0) }
        network.run(until: 1_100)
        #expect(network.heights == Array(repeating: 1, count: seats))
    }

    @Test func `signs nothing while fewer than a quorum can be asked, and follows`() throws {
        let network = ReplicaNetwork(try TestChain(), offline: [2, 3])
        network.run(until: 30_000)
        #expect(network.nodes[0].replica?.signs == false)
        #expect(network.nodes[0].log.isEmpty && network.nodes[1].log.isEmpty)
        network.start(2)
        network.run(until: 32_000)
        #expect([0, 1, 2].allSatisfy { network.nodes[$0].replica?.signs == true })
        network.run(until: 60_000)
        #expect(network.heights[0] >= 1)
    }

    @Test func `asks again when questions and answers get lost`() throws {
        let network = ReplicaNetwork(try TestChain())
        network.route = { _, _, message, now in
            switch message {
            case .ownVotesRequest where now < 2_000: []
            case .ownVotes where now < 3_000: []
            default: [1]
            }
        }
        network.run(until: 2_990)
        #expect(network.nodes.allSatisfy { $0.replica?.signs == false })
        network.run(until: 3_600)
        #expect(network.nodes.allSatisfy { $0.replica?.signs == true })
    }

    /// Runs until node 3 has voted on a block that nobody has decided.
    private func votingWithoutDecision() throws -> ReplicaNetwork {
        let chain = try TestChain()
        let network = ReplicaNetwork(chain)
        network.at(1_100) { $0.submit(chain.transaction(1), to: 0) }
        network.route = { _, _, message, now in
            if case .consensus(.vote(let vote)) = message, vote.step == .precommit, now < 1_700 {
                return []
            }
            return [1]
        }
        network.run(until: 1_300)
        return network
    }

    private func stoppedInTheMiddle() throws -> ReplicaNetwork {
        let network = try votingWithoutDecision()
        network.crash(3)
        return network
    }

    @Test func `and has its log goes on where it was`() throws {
        let network = try stoppedInTheMiddle()
        #expect(network.nodes[3].log.count == 2)
        network.start(3)
        network.run(until: 5_000)
        #expect(!isSilenced(network, 3))
        #expect(network.nodes[3].replica?.signs == true)
        #expect(network.heights == [1, 1, 1, 1])
        #expect(network.violations == [])
    }

    @Test func `and has lost its log hears of its own votes and signs no more`() throws {
        let network = try stoppedInTheMiddle()
        network.nodes[3].log = []
        network.start(3)
        network.run(until: 5_000)
        #expect(isSilenced(network, 3))
        #expect(network.nodes[3].log.isEmpty)
        #expect(network.heights == [1, 1, 1, 1])
        #expect(network.violations == [])
    }

    // Pitfall 25.
    @Test(arguments: [0, 3])
    func `from an old copy of its disk signs no more, and follows`(kept: Int) throws {
        let chain = try TestChain()
        let network = ReplicaNetwork(chain)
        for number in 0..<8 as Range<UInt64> {
            network.at(1_100 + number * 40) { $0.submit(chain.transaction(number), to: 0) }
        }
        network.run(until: 2_000)
        #expect(network.heights[3] == 8)
        network.crash(3)
        network.nodes[3].blocks = Array(network.nodes[3].blocks.prefix(kept))
        network.nodes[3].log = []
        network.start(3)
        network.run(until: 5_000)
        #expect(isSilenced(network, 3))
        #expect(network.heights[3] == network.heights[0])
        #expect(network.violations == [])
    }

    @Test func `and never signed before catches up first, and then votes`() throws {
        let chain = try TestChain()
        let network = ReplicaNetwork(chain, offline: [3])
        for number in 0..<8 as Range<UInt64> {
            network.at(1_100 + number * 40) { $0.submit(chain.transaction(number), to: 0) }
        }
        network.run(until: 12_000)
        let height = network.heights[0]
        network.start(3)
        #expect(network.nodes[3].replica?.signs == false)
        network.run(until: 13_000)
        #expect(network.nodes[3].replica?.signs == true)
        network.at(13_100) { $0.submit(chain.transaction(100), to: 0) }
        network.run(until: 14_000)
        #expect(network.heights[3] > height)
        #expect(network.votes.contains { $0.seat == SeatIndex(3) })
    }

    @Test func `signs nothing below the height to which those that answered have come`() throws {
        let chain = try TestChain()
        let network = ReplicaNetwork(chain, offline: [3])
        for number in 0..<8 as Range<UInt64> {
            network.at(1_100 + number * 40) { $0.submit(chain.transaction(number), to: 0) }
        }
        network.run(until: 12_000)
        network.route = { _, to, message, _ in
            if to == 3, case .blocks = message { [] } else { [1] }
        }
        network.start(3)
        network.run(until: 14_000)
        #expect(network.heights[3] == 0)
        #expect(network.nodes[3].replica?.signs == false)
        #expect(network.nodes[3].log.isEmpty)
        network.route = { _, _, _, _ in [1] }
        network.run(until: 24_000)
        #expect(network.nodes[3].replica?.signs == true)
        #expect(network.violations == [])
    }

    @Test func `is not kept waiting by one peer's lie about its height`() throws {
        let chain = try TestChain()
        let network = ReplicaNetwork(chain, offline: [0])
        for to in 1...3 {
            let lie = OwnVotes(height: Height(1_000_000), votes: [])
            network.deliver(.ownVotes(lie), from: 0, to: to, at: 1_000)
        }
        network.run(until: 1_100)
        #expect([1, 2, 3].allSatisfy { network.nodes[$0].replica?.signs == true })
    }

    @Test func `pays no heed to votes that it did not sign`() throws {
        let chain = try TestChain()
        let network = ReplicaNetwork(chain, offline: [0])
        let forged = Vote(
            step: .precommit, height: Height(1), round: .first, block: nil, validRound: nil,
            seat: SeatIndex(1),
            signature: TestChain.seatKey(0).sign(
                SigningTemplate.precommit(
                    chain: chain.state.chain, height: Height(1), round: .first, block: nil)))
        network.deliver(
            .ownVotes(OwnVotes(height: .genesis, votes: [forged])), from: 0, to: 1, at: 1_000)
        network.run(until: 1_100)
        #expect(!isSilenced(network, 1))
        #expect(network.nodes[1].replica?.signs == true)
    }

    @Test(arguments: [false, true])
    func `is silenced by a vote that it did not say, not by a copy under another number`(
        isUnknown: Bool
    ) throws {
        let network = try votingWithoutDecision()
        let said = try #require(
            network.nodes[3].log.lazy.compactMap {
                if case .vote(let vote) = $0.signed { vote } else { nil }
            }.first)
        let round = isUnknown ? Round(7) : said.round
        let signature = TestChain.seatKey(3).sign(
            SigningTemplate.prevote(
                chain: network.chain.state.chain, height: said.height, round: round,
                block: said.block, validRound: said.validRound))
        #expect(isUnknown || signature == said.signature)
        let copy = Vote(
            step: .prevote, height: said.height, round: round, block: said.block,
            validRound: said.validRound, seat: SeatIndex(1), signature: signature)
        network.deliver(
            .ownVotes(OwnVotes(height: .genesis, votes: [copy])), from: 0, to: 3, at: 1_310)
        network.run(until: 1_320)
        #expect(isSilenced(network, 3) == isUnknown)
    }
}

@Suite struct `A store and a log that differ` {
    // Pitfall 11.
    @Test func `a log that still speaks of the stored block is passed over`() throws {
        let chain = try TestChain()
        let network = ReplicaNetwork(chain)
        var old: [VoteLogRecord] = []
        network.at(1_100) { $0.submit(chain.transaction(1), to: 0) }
        network.route = { _, _, _, _ in [3] }
        network.run(until: 1_107)
        old = network.nodes[3].log
        network.run(until: 1_300)
        #expect(!old.isEmpty && network.heights == [1, 1, 1, 1])
        network.crash(3)
        network.nodes[3].log = old
        network.start(3)
        network.at(1_500) { $0.submit(chain.transaction(2), to: 3) }
        network.run(until: 3_000)
        #expect(network.heights == [2, 2, 2, 2])
        #expect(network.nodes[3].replica?.signs == true)
        #expect(network.violations == [])
    }

    @Test func `blocks that a peer sends unasked wait in one message's room at most`() throws {
        let chain = try TestChain()
        let network = ReplicaNetwork(chain, offline: [3])
        for number in 0..<6 as Range<UInt64> {
            network.at(1_100 + number * 40) { $0.submit(chain.transaction(number), to: 0) }
        }
        network.run(until: 12_000)
        let blocks = network.nodes[0].blocks.map(\.committed)
        #expect(blocks.count >= 2)
        var replica = ReplicaMachine(
            configuration: ReplicaConfiguration(
                member: TestChain.member(3), seatKey: nil, genesisBlock: chain.genesisBlock),
            ledger: chain.state, lastCommitted: nil, recovered: [])
        let now = BlockTime(TestChain.founded.value + 20_000)
        _ = replica.step(.start, now: now)
        for sender in 0..<3 {
            _ = replica.step(.received(.blocks(blocks), from: TestChain.member(sender)), now: now)
            #expect(replica.sync.backlog.count < blocks.count)
        }
        #expect(replica.height > .genesis)
    }
}
