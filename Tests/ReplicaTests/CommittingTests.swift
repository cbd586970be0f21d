import Consensus
import Execution
import Governance
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Replica

@Suite struct `Four replicas` {
    @Test func `commit what is submitted to any of them, with equal roots`() throws {
        let chain = try TestChain()
        let network = ReplicaNetwork(chain)
        for number in 0..<40 as Range<UInt64> {
            network.at(1_100 + number * 7) {
                $0.submit(chain.transaction(number), to: Int(number) % 4)
            }
        }
        network.run(until: 3_000)
        #expect(network.violations == [])
        #expect((0..<4).allSatisfy { network.entryCount($0) == 40 })
        #expect(Set(network.nodes.map { $0.replica!.ledger.stateRoot }).count == 1)
        #expect(network.nodes.allSatisfy { $0.replica!.report.waitingTransactions == 0 })
        #expect(network.nodes.allSatisfy { $0.reports.isEmpty })
    }

    @Test func `commit at once on an idle network: four message delays after submission`() throws {
        let chain = try TestChain()
        let network = ReplicaNetwork(chain)
        network.route = { _, _, _, _ in [3] }
        // Seat 1 proposes at height 1; seat 3 takes the transaction.
        network.at(1_500) { $0.submit(chain.transaction(1), to: 3) }
        network.run(until: 1_600)
        #expect(network.nodes.allSatisfy { $0.commitTimes == [1_512] })
        network.at(1_700) { $0.submit(chain.transaction(2), to: 2) }
        network.run(until: 1_800)
        // The proposer itself was asked: no flooding before the proposal.
        #expect(network.nodes.allSatisfy { $0.commitTimes == [1_512, 1_709] })
    }

    @Test func `make no block while idle, until the empty interval has passed`() throws {
        let network = ReplicaNetwork(try TestChain())
        network.run(until: 10_900)
        #expect(network.heights == [0, 0, 0, 0])
        network.run(until: 11_100)
        #expect(network.heights == [1, 1, 1, 1])
        #expect(network.entryCount(0) == 0)
    }

    @Test func `fill blocks up to their bytes and leave the rest for the next`() throws {
        var parameters = ChainParameters.standard
        parameters.maximumBlockBytes = 65_536
        let chain = try TestChain(parameters: parameters)
        let network = ReplicaNetwork(chain)
        // Four members at their part of the cost of a block, which is more than it may have in bytes.
        var submitted: [[TransactionID]] = []
        let nobody = String(repeating: "n", count: 64)
        for member in 0..<4 {
            let transactions = (0..<80 as Range<UInt64>).map {
                chain.transaction($0, member: member, about: nobody)
            }
            let persons = (100..<180 as Range<UInt64>).map {
                chain.transaction($0, member: member, key: "staff/m\(member)", about: nobody)
            }
            submitted += [transactions.map(\.id), persons.map(\.id)]
            for signed in transactions + persons { network.submit(signed, to: member) }
        }
        network.run(until: 3_000)
        #expect(network.entryCount(3) == 640)
        let sizes = network.nodes[0].blocks.map(\.committed.block.canonicalBytes.count)
        #expect(sizes.allSatisfy { $0 <= 65_536 })
        #expect(sizes.contains { $0 > 50_000 }, "\(sizes)")
        let order = network.nodes[0].blocks.flatMap { $0.entries.map(\.transaction.id) }
        for ids in submitted { #expect(order.filter(Set(ids).contains) == ids) }
    }

    @Test func `are followed by a node without a seat, which takes transactions too`() throws {
        let chain = try TestChain()
        let network = ReplicaNetwork(chain, nodes: 5)
        network.at(1_100) { $0.submit(chain.transaction(1), to: 4) }
        network.run(until: 1_500)
        #expect(network.heights == [1, 1, 1, 1, 1])
        #expect(network.entryCount(4) == 1)
        #expect(network.nodes[4].log.isEmpty)
    }

    @Test func `say that a submission's time is over, wherever it was submitted`() throws {
        let chain = try TestChain()
        // Seat 1 is to propose first and is away; seat 2 builds when the time is over.
        let network = ReplicaNetwork(chain, offline: [1])
        let short = chain.transaction(
            1, validUntil: BlockTime(TestChain.founded.value + 1_200))
        network.at(1_100) { $0.submit(short, to: 2) }
        // Seat 0 has heard of it from seat 2, and is asked itself.
        network.at(1_110) { $0.submit(short, to: 0) }
        network.run(until: 20_000)
        #expect([0, 2, 3].allSatisfy { network.heights[$0] >= 1 })
        #expect(network.nodes[2].expired == [short.id])
        #expect(network.nodes[0].expired == [short.id])
        #expect(network.nodes[3].expired == [])
        #expect(network.nodes.allSatisfy { $0.rejected.isEmpty })
    }

    @Test func `never prevote a block with a wrong root`() throws {
        let chain = try TestChain()
        let network = ReplicaNetwork(chain, offline: [1])
        let inputs = BlockInputs(
            transactions: [], parentCertificate: nil, parent: chain.genesisBlock,
            height: Height(1), time: BlockTime(TestChain.founded.value + 1_050),
            proposer: SeatIndex(1))
        let executed = try BlockExecution.execute(inputs, on: chain.state)
        var header = BlockExecution.buildHeader(executed, of: inputs)
        header.stateRoot = TestChain.suite.hash([1])
        let block = Block(header: header, body: Body(transactions: [], parentCertificate: nil))
        let id = header.id(suite: TestChain.suite)
        let signature = TestChain.seatKey(1).sign(
            SigningTemplate.proposal(
                chain: chain.state.chain, height: Height(1), round: .first, block: id,
                validRound: nil))
        let proposal = Proposal(
            round: .first, validRound: nil, block: block, polka: nil, seat: SeatIndex(1),
            signature: signature)
        for to in [0, 2, 3] {
            network.deliver(.consensus(.proposal(proposal)), from: 1, to: to, at: 1_100)
        }
        network.run(until: 20_000)
        #expect(network.violations == [])
        #expect(!network.votes.contains { $0.block == id })
        #expect(network.votes.contains { $0.round == .first && $0.block == nil })
        #expect([0, 2, 3].allSatisfy { network.heights[$0] >= 1 })
        #expect(
            [0, 2, 3].allSatisfy {
                network.nodes[$0].reports.contains(.consensus(.blockInvalid))
            })
    }
}

@Suite struct `Admission to the pool` {
    let chain: TestChain
    var replica: ReplicaMachine
    let now = BlockTime(TestChain.founded.value + 1_000)

    init() throws {
        chain = try TestChain()
        replica = ReplicaMachine(
            configuration: ReplicaConfiguration(
                member: TestChain.member(0), seatKey: TestChain.seatKey(0),
                genesisBlock: chain.genesisBlock),
            ledger: chain.state, lastCommitted: nil, recovered: [])
        _ = replica.step(.start, now: now)
    }

    @Test mutating func `takes a transaction once and passes it on once`() {
        let transaction = chain.transaction(1)
        let first = replica.step(.submit(transaction), now: now)
        #expect(first.contains(.admitted(transaction)))
        #expect(first.contains(.broadcast(.transactions([transaction]))))
        let second = replica.step(.submit(transaction), now: now)
        #expect(second == [.admitted(transaction)])
        #expect(replica.report.waitingTransactions == 1)
    }

    @Test mutating func `refuses what is expired or signed by unknown keys`() {
        let expired = chain.transaction(1, validUntil: BlockTime(now.value - 1))
        #expect(
            replica.step(.submit(expired), now: now)
                == [.rejected(expired.id, Refusal.expired.code)])
        let unknown = chain.transaction(2, key: "nobody")
        #expect(
            replica.step(.submit(unknown), now: now)
                == [.rejected(unknown.id, Refusal.signatureUnknown.code)])
        #expect(replica.report.waitingTransactions == 0)
    }

    @Test func `refuses what is on the chain`() {
        let network = ReplicaNetwork(chain)
        let transaction = chain.transaction(1)
        network.at(1_100) { $0.submit(transaction, to: 0) }
        network.at(1_500) { $0.submit(transaction, to: 2) }
        network.run(until: 1_600)
        #expect(network.nodes[2].rejected == [Refusal.duplicate.code])
        #expect(network.nodes[2].replica?.report.waitingTransactions == 0)
        #expect(network.entryCount(2) == 1)
    }

    @Test mutating func `reports a peer that passes on a wrong signature`() {
        let good = chain.transaction(1)
        let bad = SignedTransaction(
            chain.transaction(2).transaction, signatures: good.signatures)
        let effects = replica.step(
            .received(.transactions([bad]), from: TestChain.member(2)), now: now)
        #expect(
            effects == [
                .peerFault(
                    TestChain.member(2), .inadmissibleTransaction(Refusal.signatureWrong.code))
            ])
    }

    @Test mutating func `passes on what a member without a seat sends, not what a seat sends`() {
        let one = chain.transaction(1)
        let fromSeat = replica.step(
            .received(.transactions([one]), from: TestChain.member(2)), now: now)
        #expect(!fromSeat.contains(.broadcast(.transactions([one]))))
        let two = chain.transaction(2)
        let fromOther = replica.step(
            .received(.transactions([two]), from: TestChain.member(9)), now: now)
        #expect(fromOther.contains(.broadcast(.transactions([two]))))
    }

    @Test mutating func `greets a peer with its status and what waits`() {
        let transaction = chain.transaction(1)
        _ = replica.step(.submit(transaction), now: now)
        let effects = replica.step(.peerConnected(TestChain.member(1)), now: now)
        #expect(effects.contains(.send(.transactions([transaction]), to: TestChain.member(1))))
        #expect(effects.contains(.send(.status(replica.ownStatus), to: TestChain.member(1))))
    }

    // Pitfall 19.
    @Test func `fills no block beyond what is executed in a quarter of the wait`() throws {
        var pool = TransactionPool()
        let count = TransactionCost.mostPerBlock + 100
        for number in 0..<count {
            let admitted = try Admission.admit(chain.transaction(number), chain.state, now: now)
            // Each share has its part, and all together more than a block.
            let share = PoolShare.member(TestChain.member(Int(number % 80)))
            _ = pool.add(admitted, to: share, now: now)
        }
        let chosen = pool.oldest(bytes: .max, cost: TransactionCost.mostPerBlock)
        let cost = chosen.reduce(0) { $0 + TransactionCost.cost(of: $1.signed) }
        #expect(cost == TransactionCost.mostPerBlock)
        #expect(pool.count == Int(count))
    }

    @Test func `keeps the pool within its bytes, in order, and sweeps what is over`() throws {
        var pool = TransactionPool()
        var admitted: [AdmittedTransaction] = []
        for number in 0..<100 as Range<UInt64> {
            let until = BlockTime(now.value + (number % 2 == 0 ? 10 : 10_000))
            admitted.append(
                try Admission.admit(
                    chain.transaction(number, validUntil: until), chain.state, now: now))
        }
        for transaction in admitted {
            #expect(pool.add(transaction, to: .own, now: now) == .added)
        }
        var narrow = TransactionPool()
        #expect(narrow.add(admitted[0], to: .own, now: now, blockBytes: 99) == .tooLarge)
        #expect(pool.oldest(bytes: 99, cost: .max) as [AdmittedTransaction] == [])
        #expect(pool.add(admitted[3], to: .own, now: now) == .known)
        #expect(pool.oldest(bytes: .max, cost: .max) == admitted)
        #expect(pool.oldest(bytes: .max, cost: 12).count == 12)
        let gone = pool.sweep(time: BlockTime(now.value + 5_000))
        #expect(gone == stride(from: 0, to: 100, by: 2).map { admitted[$0].signed })
        for transaction in admitted { pool.remove(transaction.signed) }
        #expect(pool.isEmpty)
        #expect(pool.bytes == 0)
    }
}
