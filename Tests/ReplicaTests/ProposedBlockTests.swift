import Consensus
import Execution
import Governance
import LedgerTypes
import Sealing
import Testing

@testable import Replica

/// What a seat votes for of what another seat proposes, at height 2, which is seat 2's.
@Suite struct `Blocks that a faulty seat proposes` {
    private let proposer = 2
    private let others = [0, 1, 3]

    /// Three seats that have decided one block.
    private func network(_ parameters: ChainParameters = .standard) throws -> ReplicaNetwork {
        let chain = try TestChain(parameters: parameters)
        let network = ReplicaNetwork(chain, offline: [proposer])
        network.at(1_100) { $0.submit(chain.transaction(1), to: 0) }
        network.run(until: 1_600)
        try #require(network.heights == [1, 1, 0, 1])
        return network
    }

    /// A block that executes to its header.
    private func block(
        _ network: ReplicaNetwork, _ certificate: CommitCertificate?,
        _ transactions: [SignedTransaction] = []
    ) throws -> Block {
        let replica = try #require(network.nodes[0].replica)
        let inputs = BlockInputs(
            transactions: transactions, parentCertificate: certificate, parent: replica.head,
            height: Height(2), time: BlockTime(TestChain.founded.value + network.now),
            proposer: SeatIndex(UInt64(proposer)))
        let executed = try BlockExecution.execute(inputs, on: replica.ledger)
        return Block(
            header: BlockExecution.buildHeader(executed, of: inputs), body: inputs.body)
    }

    /// Proposes the block, and tells what each of the others prevoted in the first round.
    private func prevotes(_ network: ReplicaNetwork, for block: Block) -> [BlockID?] {
        let id = block.header.id(suite: TestChain.suite)
        let lines = SigningTemplate.proposal(
            chain: network.chain.state.chain, height: Height(2), round: .first, block: id,
            validRound: nil)
        let proposal = Proposal(
            round: .first, validRound: nil, block: block, polka: nil,
            seat: SeatIndex(UInt64(proposer)),
            signature: TestChain.seatKey(proposer).sign(lines))
        for to in others {
            network.deliver(
                .consensus(.proposal(proposal)), from: proposer, to: to, at: network.now + 10)
        }
        network.run(until: network.now + 20_000)
        let log = others.flatMap { network.nodes[$0].blocks.count > 1 ? [] : [$0] }
        #expect(log.isEmpty, "nobody is held up")
        #expect(network.violations == [])
        return Set(network.votes.filter(isFirstPrevote)).sorted { $0.seat < $1.seat }
            .map(\.block)
    }

    private func isFirstPrevote(_ vote: Vote) -> Bool {
        vote.step == .prevote && vote.height == Height(2) && vote.round == .first
    }

    private func isReported(_ network: ReplicaNetwork) -> Bool {
        others.allSatisfy { network.nodes[$0].reports.contains(.consensus(.blockInvalid)) }
    }

    @Test func `are voted for if they are right`() throws {
        let network = try network()
        let certificate = network.nodes[0].blocks[0].committed.certificate
        let block = try block(network, certificate)
        let id = block.header.id(suite: TestChain.suite)
        #expect(prevotes(network, for: block) == [id, id, id])
        #expect(!isReported(network))
    }

    @Test func `are not voted for if one signature over the parent is false`() throws {
        let network = try network()
        let good = network.nodes[0].blocks[0].committed.certificate
        var signatures = good.signatures
        let lines = SigningTemplate.precommit(
            chain: network.chain.state.chain, height: good.height, round: good.round,
            block: good.block)
        signatures[1] = SeatSignature(
            seat: signatures[1].seat, signature: TestChain.seatKey(proposer).sign(lines))
        let forged = CommitCertificate(
            height: good.height, round: good.round, block: good.block, signatures: signatures)
        #expect(prevotes(network, for: try block(network, forged)) == [nil, nil, nil])
        #expect(isReported(network))
    }

    @Test func `are not voted for without the certificate of the parent`() throws {
        let network = try network()
        #expect(prevotes(network, for: try block(network, nil)) == [nil, nil, nil])
        #expect(isReported(network))
    }

    @Test func `are not voted for beyond the bytes that the parameters allow`() throws {
        var parameters = ChainParameters.standard
        parameters.maximumBlockBytes = 65_536
        let network = try network(parameters)
        let certificate = network.nodes[0].blocks[0].committed.certificate
        let many = (10..<410 as Range<UInt64>).map { network.chain.transaction($0) }
        let block = try block(network, certificate, many)
        #expect(block.canonicalBytes.count > 65_536)
        #expect(prevotes(network, for: block) == [nil, nil, nil])
        #expect(isReported(network))
    }
}
