import Consensus
import Execution
import LedgerTypes
import Replica
import Sealing
import Testing

@testable import Simulation

/// A chain made by hand: what the auditor is shown can be bent at any place.
private struct Bench {
    let consortium = Consortium.of(seats: 4, members: 4, parameters: Scenario.quickParameters)
    var auditor: Auditor
    let suite = Consortium.suite

    init(dishonest: [Int] = []) {
        let members = consortium.members
        let honest = Set(members).subtracting(dishonest.map { members[$0] })
        auditor = Auditor(
            seed: 1, genesis: consortium.state, genesisBlock: consortium.genesisBlock,
            honest: honest, nodes: 4)
    }

    var chain: ChainID { consortium.state.chain }

    /// The block of height 1 at a time, with transactions.
    func block(
        at offset: UInt64 = 10, _ transactions: [SignedTransaction] = []
    ) throws -> (Block, ExecutedBlock) {
        let inputs = BlockInputs(
            transactions: transactions, parentCertificate: nil, parent: consortium.genesisBlock,
            height: Height(1), time: BlockTime(Consortium.founded.value + offset),
            proposer: SeatIndex(1))
        let executed = try BlockExecution.execute(inputs, on: consortium.state)
        return (
            Block(header: BlockExecution.buildHeader(executed, of: inputs), body: inputs.body),
            executed
        )
    }

    func signature(
        _ step: VoteStep, _ seat: Int, _ block: BlockID?, round: Round = .first,
        validRound: Round? = nil
    ) -> Vote {
        let lines =
            step == .prevote
            ? SigningTemplate.prevote(
                chain: chain, height: Height(1), round: round, block: block,
                validRound: validRound)
            : SigningTemplate.precommit(
                chain: chain, height: Height(1), round: round, block: block)
        return Vote(
            step: step, height: Height(1), round: round, block: block, validRound: validRound,
            seat: SeatIndex(UInt64(seat)), signature: consortium.seatKeys[seat].sign(lines))
    }

    func certificate(_ id: BlockID, by seats: [Int], round: Round = .first) -> CommitCertificate {
        CommitCertificate(
            height: Height(1), round: round, block: id,
            signatures: seats.map {
                SeatSignature(
                    seat: SeatIndex(UInt64($0)),
                    signature: signature(.precommit, $0, id, round: round).signature)
            })
    }

    mutating func commit(
        _ block: (Block, ExecutedBlock), by node: Int, signed seats: [Int] = [0, 1, 2],
        root: Digest? = nil, round: Round = .first
    ) {
        let id = block.0.header.id(suite: suite)
        auditor.committed(
            StoredBlock(
                committed: CommittedBlock(
                    block: block.0, certificate: certificate(id, by: seats, round: round)),
                results: block.1.results),
            root: root ?? block.1.stateRoot, by: node, isHonest: true, time: 5)
    }

    mutating func tell(_ vote: Vote) {
        auditor.sent(.consensus(.vote(vote)), time: 1)
    }

    mutating func found() -> Set<Violation.Kind> {
        _ = auditor.judgeSignatures(time: 9)
        return Set(auditor.violations.map(\.kind))
    }
}

@Suite struct `Each checker` {
    private let other = BlockID(Consortium.suite.hash([1]))

    @Test func `is content with a correct block`() throws {
        var bench = Bench()
        let block = try bench.block()
        for node in 0..<4 { bench.commit(block, by: node) }
        #expect(bench.found() == [])
        #expect(bench.auditor.decidedRounds == [0])
    }

    @Test func `sees two blocks at one height`() throws {
        var bench = Bench()
        bench.commit(try bench.block(at: 10), by: 0)
        bench.commit(try bench.block(at: 11), by: 1)
        #expect(bench.found().contains(.agreement))
    }

    @Test func `sees a block that does not execute to its header`() throws {
        var bench = Bench()
        var block = try bench.block()
        block.0.header.stateRoot = Consortium.suite.hash([7])
        bench.commit(block, by: 0)
        #expect(bench.found().contains(.validity))
    }

    @Test func `sees a transaction that nobody submitted, and accepts one that was`() throws {
        let transaction = Bench().consortium.anchor(1, by: 0)
        var bench = Bench()
        bench.commit(try bench.block([transaction]), by: 0)
        #expect(bench.found() == [.validity])
        bench = Bench()
        bench.auditor.submitted(transaction.id)
        bench.commit(try bench.block([transaction]), by: 0)
        #expect(bench.found() == [])
    }

    @Test(arguments: ["too few", "one seat twice", "a wrong signature"])
    func `sees a certificate without a quorum`(case name: String) throws {
        var bench = Bench()
        let block = try bench.block()
        switch name {
        case "too few": bench.commit(block, by: 0, signed: [0, 1])
        case "one seat twice": bench.commit(block, by: 0, signed: [0, 1, 1])
        default:
            let id = block.0.header.id(suite: bench.suite)
            var signatures = bench.certificate(id, by: [0, 1, 2]).signatures
            signatures[2] = SeatSignature(
                seat: SeatIndex(3), signature: signatures[2].signature)
            bench.auditor.committed(
                StoredBlock(
                    committed: CommittedBlock(
                        block: block.0,
                        certificate: CommitCertificate(
                            height: Height(1), round: .first, block: id, signatures: signatures)),
                    results: []),
                root: block.1.stateRoot, by: 0, isHonest: true, time: 5)
        }
        #expect(bench.found() == [.certificate])
    }

    @Test func `sees a node with another root`() throws {
        var bench = Bench()
        bench.commit(try bench.block(), by: 0, root: Consortium.suite.hash([3]))
        #expect(bench.found() == [.roots])
    }

    @Test func `sees other bytes of a block`() throws {
        var bench = Bench()
        let transaction = bench.consortium.anchor(1, by: 0)
        bench.auditor.submitted(transaction.id)
        let block = try bench.block([transaction])
        bench.commit(block, by: 0)
        var receipt = block.1.results
        let right = receipt[0].receipt
        receipt[0] = EntryResult(
            receipt: Receipt(
                height: right.height, time: right.time, outcome: .refused, code: ReceiptCode(1),
                reads: right.reads, writes: right.writes, detail: []),
            links: receipt[0].links)
        bench.auditor.committed(
            StoredBlock(
                committed: CommittedBlock(
                    block: block.0,
                    certificate: bench.certificate(
                        block.0.header.id(suite: bench.suite), by: [1, 2, 3])),
                results: receipt),
            root: block.1.stateRoot, by: 1, isHonest: true, time: 5)
        #expect(bench.found() == [.storedBytes])
    }

    @Test func `sees an honest seat that signs twice, and leaves a faulty one alone`() throws {
        for (dishonest, expected) in [([], [.doubleSigning, .accountability]), ([2], [])]
            as [([Int], Set<Violation.Kind>)]
        {
            var bench = Bench(dishonest: dishonest)
            bench.tell(bench.signature(.prevote, 2, nil))
            bench.tell(bench.signature(.prevote, 2, other))
            #expect(bench.found() == expected)
        }
    }

    @Test func `does not believe what a seat did not sign`() throws {
        var bench = Bench()
        bench.tell(bench.signature(.prevote, 2, nil))
        let stolen = bench.signature(.prevote, 1, other)
        bench.tell(
            Vote(
                step: .prevote, height: Height(1), round: .first, block: other, validRound: nil,
                seat: SeatIndex(2), signature: stolen.signature))
        #expect(bench.found() == [])
    }

    @Test func `finds a broken lock, unless the lock had moved`() throws {
        var bench = Bench(dishonest: [3])
        let first = BlockID(Consortium.suite.hash([9]))
        bench.tell(bench.signature(.precommit, 3, first))
        bench.tell(bench.signature(.prevote, 3, other, round: Round(2)))
        #expect(bench.auditor.judgeSignatures(time: 9) == [bench.consortium.members[3]])
        var moved = Bench()
        moved.tell(moved.signature(.precommit, 3, first, round: Round(1)))
        moved.tell(moved.signature(.precommit, 3, other, round: Round(2)))
        moved.tell(moved.signature(.prevote, 3, other, round: Round(3), validRound: .first))
        #expect(moved.auditor.judgeSignatures(time: 9) == [])
    }

    @Test func `asks that a fork names more than f culprits`() throws {
        var bench = Bench(dishonest: [0, 1])
        // Two certificates of one round: whoever signed both is to blame.
        bench.commit(try bench.block(at: 10), by: 2, signed: [0, 1, 2])
        bench.commit(try bench.block(at: 11), by: 3, signed: [0, 1, 3])
        let second = try bench.block(at: 11).0.header.id(suite: bench.suite)
        for seat in [0, 1, 3] { bench.tell(bench.signature(.precommit, seat, second)) }
        #expect(bench.found() == [.agreement])
        // A fork out of nowhere: nobody is seen to have signed the second block.
        var silent = Bench(dishonest: [0, 1])
        silent.commit(try silent.block(at: 10), by: 2, signed: [0, 1, 2])
        silent.commit(try silent.block(at: 11), by: 3, signed: [])
        #expect(silent.found() == [.agreement, .certificate, .accountability])
    }

    @Test func `sees a node that lost what it had committed`() throws {
        var bench = Bench()
        bench.commit(try bench.block(), by: 0)
        bench.auditor.opened(0, tip: Height(1), isDiskHonest: true, time: 6)
        #expect(bench.found() == [])
        bench.auditor.opened(0, tip: .genesis, isDiskHonest: true, time: 7)
        #expect(bench.found() == [.durability])
    }

    @Test func `sees that nothing is decided`() {
        var scenario = Scenario(seed: 1)
        // Two of four are cut off for good.
        scenario.rules = [MessageRule(.lost, senders: 0b1100)]
        scenario.livenessBound = 30_000
        let report = SimulatedWorld(scenario).run()
        #expect(Set(report.violations.map(\.kind)) == [.liveness])
        #expect(report.isLivenessJudged)
    }
}
