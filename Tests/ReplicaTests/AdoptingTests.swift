import Consensus
import Execution
import Governance
import LedgerTypes
import Sealing
import Testing

@testable import Replica

/// How a node follows a recovery whose order it does not have.
extension `Recovery from a lost quorum` {
    /// The block of an order, as these seats certify it.
    private func decision(
        _ network: ReplicaNetwork, _ order: RecoveryOrder, by keys: [SigningKey], round: Round,
        parent: (CommitCertificate) -> CommitCertificate? = { $0 }
    ) throws -> CommittedBlock {
        let last = try #require(network.nodes[0].blocks.last?.committed)
        let ledger = try #require(network.nodes[0].replica?.ledger)
        let inputs = BlockInputs(
            transactions: [order.signed], parentCertificate: parent(last.certificate),
            parent: last.certificate.block, height: order.height,
            time: BlockTime(TestChain.founded.value + network.now), proposer: SeatIndex(0))
        let executed = try BlockExecution.execute(inputs, on: ledger)
        let header = BlockExecution.buildHeader(executed, of: inputs)
        let id = header.id(suite: TestChain.suite)
        let lines = SigningTemplate.precommit(
            chain: header.chain, height: order.height, round: round, block: id)
        return CommittedBlock(
            block: Block(header: header, body: inputs.body),
            certificate: CommitCertificate(
                height: order.height, round: round, block: id,
                signatures: keys.enumerated().map {
                    SeatSignature(seat: SeatIndex(UInt64($0)), signature: $1.sign(lines))
                }))
    }

    /// Whether a node without a seat follows what it is told.
    private func isFollowed(
        _ network: ReplicaNetwork, _ decision: CommittedBlock
    ) -> (isAdopted: Bool, isCommitted: Bool) {
        network.nodes[4].notes = []
        network.deliver(.consensus(.decision(decision)), from: 1, to: 4, at: network.now + 10)
        network.run(until: network.now + 20)
        let isAdopted = network.nodes[4].notes.contains {
            if case .recovering = $0 { true } else { false }
        }
        return (isAdopted, network.heights[4] == decision.height.value)
    }

    @Test func `is followed by its certificate, and by no other`() throws {
        let network = try halted(nodes: 5)
        let order = try order(network)
        let first = order.body.firstRound
        let keys = [TestChain.seatKey(0), TestChain.seatKey(1)]
        let forged = try decision(network, order, by: [keys[0], keys[0]], round: first)
        #expect(isFollowed(network, forged) == (false, false))
        let early = try decision(
            network, order, by: keys, round: Round(first.value - 1))
        #expect(isFollowed(network, early) == (false, false))
        let good = try decision(network, order, by: keys, round: first)
        #expect(isFollowed(network, good) == (true, true))
    }

    // The survivors' quorum may be bad; the block must be one that could be committed.
    @Test func `is not followed if its block lacks the certificate of the parent`() throws {
        let network = try halted(nodes: 5)
        let order = try order(network)
        let keys = [TestChain.seatKey(0), TestChain.seatKey(1)]
        let absent = try decision(network, order, by: keys, round: order.body.firstRound) { _ in nil
        }
        #expect(isFollowed(network, absent) == (false, false))
        let forged = try decision(network, order, by: keys, round: order.body.firstRound) { right in
            var signatures = right.signatures
            signatures[0] = SeatSignature(
                seat: signatures[0].seat, signature: signatures[1].signature)
            return CommitCertificate(
                height: right.height, round: right.round, block: right.block,
                signatures: signatures)
        }
        #expect(isFollowed(network, forged) == (false, false))
    }

    @Test func `makes the blocks of other seats invalid`() throws {
        let network = try halted()
        let next = try order(network)
        let seat = try #require(next.body.seats.index(of: TestChain.member(1)))
        var round = next.body.firstRound
        while ProposerRotation.proposer(
            height: next.height, round: round, seats: next.body.seats, suspended: []) != seat
        { round = round.next }
        let order = try order(network, round: round.value)
        install(order, network, on: [0])
        // An empty block, as the seats that were due would make it.
        let last = try #require(network.nodes[0].blocks.last?.committed)
        let ledger = try #require(network.nodes[0].replica?.ledger)
        let inputs = BlockInputs(
            transactions: [], parentCertificate: last.certificate,
            parent: last.certificate.block, height: order.height,
            time: BlockTime(TestChain.founded.value + network.now), proposer: seat)
        let header = BlockExecution.buildHeader(
            try BlockExecution.execute(inputs, on: ledger), of: inputs)
        let id = header.id(suite: TestChain.suite)
        let lines = SigningTemplate.proposal(
            chain: header.chain, height: order.height, round: round, block: id, validRound: nil)
        let proposal = Proposal(
            round: round, validRound: nil, block: Block(header: header, body: inputs.body),
            polka: nil, seat: seat, signature: TestChain.seatKey(1).sign(lines))
        network.deliver(.consensus(.proposal(proposal)), from: 1, to: 0, at: network.now + 10)
        network.run(until: network.now + 5_000)
        let said = network.nodes[0].log.filter { $0.signed.round == round }
        #expect(!said.isEmpty)
        #expect(said.allSatisfy { $0.signed.block(suite: TestChain.suite) == nil })
    }

    // Two copies that differ in more than signatures are two orders.
    @Test func `is followed by a seat that signed for it, whatever order it has since`() throws {
        let network = try halted()
        let height = network.heights[0]
        let first = try order(network)
        network.route = { _, to, message, _ in
            guard to == 0 else { return [1] }
            return switch message {
            case .consensus(.vote(let vote)) where vote.step == .precommit: []
            case .consensus(.certificate), .consensus(.decision), .blocks: []
            default: [1]
            }
        }
        install(first, network)
        network.run(until: network.now + 30_000)
        try #require(network.heights[0] == height && network.heights[1] == height + 1)
        let certificate = try #require(network.nodes[1].blocks.last?.committed.certificate)
        #expect(certificate.signatures.contains { $0.seat == SeatIndex(0) })
        network.crash(0)
        network.orders[0] = try order(
            network, last: height, round: first.body.firstRound.value, nonce: 2)
        network.route = { _, _, _, _ in [1] }
        network.start(0)
        network.run(until: network.now + 5_000)
        #expect(network.nodes[0].replica?.isSilenced == false)
        network.submit(network.chain.transaction(93), to: 1)
        network.run(until: network.now + 60_000)
        #expect(network.heights[0] > height + 1)
        #expect(network.heights[0] == network.heights[1])
        #expect(network.violations == [])
    }
}
