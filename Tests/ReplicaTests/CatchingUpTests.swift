import Consensus
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Replica

@Suite struct `Falling behind` {
    /// A network whose node 3 was down while others made blocks.
    private func network(
        blocks: UInt64, nodes: Int = 4, late: Int = 3
    ) throws -> (ReplicaNetwork, TestChain) {
        let chain = try TestChain()
        let network = ReplicaNetwork(chain, nodes: nodes, offline: [late])
        for number in 0..<blocks {
            network.at(1_100 + number * 40) { $0.submit(chain.transaction(number), to: 0) }
        }
        return (network, chain)
    }

    @Test func `a node that was down gets all blocks in small windows`() throws {
        let (network, _) = try network(blocks: 20)
        network.servedBlocks = 3
        network.run(until: 60_000)
        #expect(network.heights[0] >= 7)
        network.start(3)
        network.run(until: network.now + 3_000)
        #expect(network.heights[3] == network.heights[0])
        #expect(
            network.nodes[3].replica?.ledger.stateRoot
                == network.nodes[0].replica?.ledger.stateRoot)
        #expect(network.violations == [])
        #expect(network.nodes[3].reports.isEmpty)
    }

    @Test func `a new node without a seat follows from genesis`() throws {
        let (network, _) = try network(blocks: 10, nodes: 5, late: 4)
        network.run(until: 3_000)
        network.start(4)
        network.run(until: 4_000)
        #expect(network.heights[4] == network.heights[0])
        #expect(network.heights[4] >= 10)
    }

    @Test func `a node that missed only the last votes gets the decision`() throws {
        let chain = try TestChain()
        let network = ReplicaNetwork(chain)
        network.route = { _, to, message, now in
            if case .consensus(.vote(let vote)) = message, to == 3, vote.height == Height(1),
                now < 2_000
            {
                return []
            }
            if case .consensus(.polka) = message, to == 3, now < 2_000 { return [] }
            return [1]
        }
        network.at(1_100) { $0.submit(chain.transaction(1), to: 0) }
        network.run(until: 4_500)
        #expect(network.heights == [1, 1, 1, 1])
        #expect(network.violations == [])
    }

    @Test func `a seat that still votes on a decided height is told, once in a while`() throws {
        let chain = try TestChain()
        let network = ReplicaNetwork(chain)
        network.at(1_100) { $0.submit(chain.transaction(1), to: 0) }
        network.run(until: 2_000)
        let late = try #require(network.votes.first { $0.seat == SeatIndex(3) })
        var told: [CommittedBlock] = []
        network.route = { from, to, message, _ in
            if from == 0, to == 3, case .consensus(.decision(let decision)) = message {
                told.append(decision)
            }
            return [1]
        }
        for time in [2_010, 2_020, 2_300] as [UInt64] {
            network.deliver(.consensus(.vote(late)), from: 3, to: 0, at: time)
        }
        network.run(until: 2_400)
        let decision = try #require(network.nodes[0].blocks.first?.committed)
        #expect(told == [decision, decision])
    }

    @Test(arguments: ["no-quorum", "wrong-signature", "other-body", "gap"])
    func `forged blocks are refused, their sender is reported, others are asked`(
        corruption: String
    ) throws {
        let (network, chain) = try network(blocks: 6)
        network.run(until: 60_000)
        let liar = 0
        network.forge = { node, blocks in
            guard node == liar, let first = blocks.first else { return blocks }
            var forged = blocks
            switch corruption {
            case "no-quorum":
                forged[0].certificate = CommitCertificate(
                    height: first.height, round: first.certificate.round,
                    block: first.certificate.block,
                    signatures: Array(first.certificate.signatures.dropLast()))
            case "wrong-signature":
                forged[0].certificate = CommitCertificate(
                    height: first.height, round: Round(first.certificate.round.value + 1),
                    block: first.certificate.block, signatures: first.certificate.signatures)
            case "other-body":
                forged[0].block.body.transactions = [chain.transaction(999)]
            default: forged.remove(at: 1)
            }
            return forged
        }
        network.start(3)
        network.run(until: network.now + 15_000)
        #expect(network.heights[3] == network.heights[1])
        #expect(network.violations == [])
        #expect(!network.nodes[3].reports.isEmpty)
    }

    @Test func `a peer that claims a height it does not have is passed over`() throws {
        let (network, chain) = try network(blocks: 5)
        network.run(until: 60_000)
        network.start(3)
        let lie = PeerStatus(
            height: Height(1_000), block: chain.genesisBlock, round: .first,
            step: .propose, clock: TestChain.founded)
        network.deliver(.status(lie), from: 0, to: 3, at: network.now)
        network.route = { from, to, message, _ in
            if from == 0, to == 3, case .blocks = message { return [] }
            return [1]
        }
        network.run(until: network.now + 10_000)
        #expect(network.heights[3] == network.heights[1])
    }

    /// It claims more than anybody, and hands out one block just before patience ends.
    @Test func `a peer that hands out block by block does not hold a late node back`() throws {
        let chain = try TestChain()
        let network = ReplicaNetwork(chain, offline: [3])
        for number in 0..<40 as Range<UInt64> {
            network.at(1_100 + number * 2_000) { $0.submit(chain.transaction(number), to: 0) }
        }
        network.run(until: 90_000)
        let tip = network.heights[1]
        #expect(tip >= 20)
        network.forge = { node, blocks in node == 0 ? Array(blocks.prefix(1)) : blocks }
        network.servedBlocks = 8
        network.route = { from, to, message, _ in
            if from == 0, to == 3, case .blocks = message { return [2_900] }
            return [1]
        }
        for time in stride(from: network.now, to: network.now + 20_000, by: 1_000) {
            network.at(time) {
                let claim = PeerStatus(
                    height: Height(1 << 40), block: chain.genesisBlock, round: .first,
                    step: .propose, clock: BlockTime(TestChain.founded.value + $0.now))
                $0.deliver(.status(claim), from: 0, to: 3, at: $0.now)
            }
        }
        network.start(3)
        network.run(until: network.now + 3_500)
        let failures = network.nodes[3].replica?.peers[TestChain.member(0)].failures
        #expect(failures == 1, "it is asked after those that give more")
        network.run(until: network.now + 8_500)
        #expect(network.heights[3] >= tip)
    }

    /// With as many peers connected as questions go out at a time, none is left out.
    @Test func `contents of a block are asked for of every peer, those first who voted for it`()
        throws
    {
        let chain = try TestChain()
        let now = BlockTime(TestChain.founded.value + 1_000)
        var replica = ReplicaMachine(
            configuration: ReplicaConfiguration(
                member: TestChain.member(0), seatKey: nil, genesisBlock: chain.genesisBlock),
            ledger: chain.state, lastCommitted: nil, recovered: [])
        _ = replica.step(.start, now: now)
        for peer in [1, 2] { _ = replica.step(.peerConnected(TestChain.member(peer)), now: now) }
        let block = BlockID(TestChain.suite.hash([7]))
        let lines = SigningTemplate.prevote(
            chain: chain.state.chain, height: Height(1), round: .first, block: block,
            validRound: nil)
        let polka = Polka(
            height: Height(1), round: .first, block: block, validRound: nil,
            signatures: [0, 2, 3].map {
                SeatSignature(
                    seat: SeatIndex($0),
                    signature: TestChain.seatKey(Int($0)).sign(lines))
            })
        _ = replica.step(
            .received(.consensus(.polka(polka)), from: TestChain.member(2)), now: now)
        var asked: [MemberID] = []
        for _ in 0..<4 {
            let effects = replica.step(
                .timer(.round(RoundTimer(.resend, height: Height(1)))), now: now)
            for case .send(.bodyRequest(let request), let member) in effects {
                #expect(request.block == block)
                asked.append(member)
            }
        }
        #expect(asked == [2, 1, 2, 1].map(TestChain.member))
    }
}

@Suite struct `Crashes of replicas` {
    @Test func `all restart from vote logs and blocks and go on`() throws {
        let chain = try TestChain()
        let network = ReplicaNetwork(chain)
        for number in 0..<30 as Range<UInt64> {
            network.at(1_100 + number * 20) {
                $0.submit(chain.transaction(number), to: Int(number) % 4)
            }
        }
        // In the middle of a height: after some votes.
        network.at(1_303) { for seat in 0..<4 { $0.crash(seat) } }
        network.at(1_310) { for seat in 0..<4 { $0.start(seat) } }
        network.run(until: 8_000)
        #expect(network.violations == [])
        // Pools are in memory: what only waited is submitted again by its sender.
        #expect(network.entryCount(0) >= 20)
        #expect(Set(network.heights).count == 1)
    }

    @Test(arguments: 0..<12 as Range<UInt64>)
    func `rough links and restarts leave one chain that all hold in the end`(
        seed: UInt64
    ) throws {
        var dice = SeededGenerator(seed: seed)
        var weather = SeededGenerator(seed: seed &+ 1_000)
        let chain = try TestChain()
        let network = ReplicaNetwork(chain, nodes: 5)
        let loss = 3 + dice.below(6)
        network.route = { _, _, _, now in
            guard now < 8_000 else { return [2] }
            if weather.oneIn(loss) { return [] }
            return [1 + UInt64(weather.below(weather.oneIn(10) ? 800 : 30))]
        }
        for number in 0..<20 as Range<UInt64> {
            let node = dice.below(5)
            network.at(1_100 + UInt64(dice.below(6_000))) {
                $0.submit(chain.transaction(number), to: node)
            }
        }
        for _ in 0..<dice.below(6) {
            let node = dice.below(5)
            let down = 1_000 + UInt64(dice.below(5_000))
            network.at(down) { if $0.nodes[node].replica != nil { $0.crash(node) } }
            network.at(down + 500) { if $0.nodes[node].replica == nil { $0.start(node) } }
        }
        network.at(9_000) { $0.submit(chain.transaction(100), to: 0) }
        network.run(until: 30_000)
        #expect(network.violations == [], "seed \(seed)")
        #expect(Set(network.heights).count == 1, "seed \(seed): \(network.heights)")
        #expect(network.entryCount(0) >= 1)
    }
}

@Suite struct `Messages between nodes` {
    @Test func `keep their bytes and survive coding`() throws {
        let chain = try TestChain()
        var dice = SeededGenerator(seed: 3)
        var bytes: [UInt8] = []
        for number in 0..<256 as Range<UInt64> {
            let status = PeerStatus(
                height: Height(dice.next() >> 40), block: chain.genesisBlock,
                round: Round(number), step: .prevote, clock: BlockTime(dice.next() >> 20),
                version: "1.\(number)")
            let request = BlockRequest(from: Height(number), maximumBytes: dice.next())
            let body = BodyRequest(height: Height(number), block: chain.genesisBlock)
            let messages: [PeerMessage] = [
                .status(status), .blockRequest(request), .bodyRequest(body), .blocks([]),
                .transactions([chain.transaction(number)]),
            ]
            for message in messages {
                #expect(try PeerMessage(canonical: message.canonicalBytes) == message)
                bytes += message.canonicalBytes
            }
        }
        #expect(TestChain.suite.hash(bytes).short == "4dc38fe0")
    }

    /// Small blocks: their number, not their bytes, is what a message cannot hold.
    @Test func `hold no more blocks than a receiver reads`() throws {
        let chain = try TestChain()
        let header = chain.genesis.header(chain.state)
        let block = CommittedBlock(
            block: Block(header: header, body: Body(transactions: [], parentCertificate: nil)),
            certificate: CommitCertificate(
                height: header.height, round: .first, block: chain.genesisBlock, signatures: []))
        let answer = PeerMessage.answer(Array(repeating: block, count: 3_000))
        guard case .blocks(let blocks) = try PeerMessage(canonical: answer.canonicalBytes) else {
            Issue.record("an answer with blocks is read as something else")
            return
        }
        #expect(blocks.count == Limits.blocksPerMessage)
        let all = PeerMessage.blocks(Array(repeating: block, count: 3_000))
        #expect(throws: (any Error).self) { try PeerMessage(canonical: all.canonicalBytes) }
    }

    @Test func `of another version or kind are refused`() {
        #expect(throws: (any Error).self) { try PeerMessage(canonical: [0x83, 0x02, 0x05, 0x80]) }
        #expect(throws: (any Error).self) { try PeerMessage(canonical: [0x83, 0x01, 0x07, 0x80]) }
        #expect(throws: (any Error).self) {
            try PeerMessage(canonical: [0x83, 0x01, 0x05, 0x80, 0x00])
        }
        #expect((try? PeerMessage(canonical: [0x83, 0x01, 0x05, 0x80])) == .blocks([]))
    }
}
