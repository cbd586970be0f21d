import Consensus
import Execution
import Governance
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Replica

/// Member 2 hears of what member 0 submits and signs the same again: one id, other signatures.
@Suite struct `The same transaction under other signatures` {
    private let chain: TestChain
    private let genuine: SignedTransaction
    private let foreign: SignedTransaction
    private let now = BlockTime(TestChain.founded.value + 1_000)

    init() throws {
        chain = try TestChain()
        let key = TestChain.key("governance/m0 next")
        let rotation = RotateKey(
            target: .governance, newKey: key.verifyingKey,
            possession: KeyPossession(
                of: key, chain: chain.state.chain, holder: TestChain.member(0), for: .governance),
            effective: BlockTime(TestChain.founded.value + 86_400_000))
        let transaction = Transaction(
            suite: TestChain.suite, chain: chain.state.chain, kind: .rotateKey,
            member: TestChain.member(0), nonce: [UInt8](repeating: 7, count: 16),
            validUntil: BlockTime(TestChain.founded.value + 3_600_000),
            payload: rotation.payload())
        genuine = SignedTransaction(transaction, signedBy: [TestChain.key("governance/m0")])
        // A key of the acting member, and not the one that the kind asks for.
        foreign = SignedTransaction(transaction, signedBy: [TestChain.key("gateway/m0")])
    }

    /// Variants that hold no signature of the governance key of member 0, or that and others.
    private func variants(_ count: Int, withGenuine: Bool) -> [SignedTransaction] {
        let names = ["gateway/m1", "governance/m1", "governance/m2", "gateway/m3", "gateway/m9"]
        return (1...count).map { number in
            var keys = names.indices.filter { number >> $0 & 1 == 1 }.map { names[$0] }
            keys.append(withGenuine ? "governance/m0" : "gateway/m0")
            return SignedTransaction(
                genuine.transaction, signedBy: keys.map(TestChain.key))
        }
    }

    private func replica() -> ReplicaMachine {
        var replica = ReplicaMachine(
            configuration: ReplicaConfiguration(
                member: TestChain.member(0), seatKey: TestChain.seatKey(0),
                genesisBlock: chain.genesisBlock),
            ledger: chain.state, lastCommitted: nil, recovered: [])
        _ = replica.step(.start, now: now)
        return replica
    }

    private func entries(_ node: ReplicaNetwork.Node) -> [[Entry]] {
        node.blocks.map(\.entries).filter { !$0.isEmpty }
    }

    @Test func `is another one: who submits it after that is heard`() {
        var replica = replica()
        _ = replica.step(.received(.transactions([foreign]), from: TestChain.member(2)), now: now)
        let effects = replica.step(.submit(genuine), now: now)
        #expect(effects.contains(.admitted(genuine)))
        #expect(effects.contains(.broadcast(.transactions([genuine]))))
        #expect(replica.isWaiting(foreign) && replica.isWaiting(genuine))
        #expect(replica.step(.submit(genuine), now: now) == [.admitted(genuine)])
        #expect(replica.report.waitingTransactions == 2)
    }

    @Test func `does not keep the genuine from its entry where it comes first`() {
        let network = ReplicaNetwork(chain)
        for node in [0, 1, 3] {
            network.deliver(.transactions([foreign]), from: 2, to: node, at: 1_100)
        }
        network.at(1_101) { [genuine] in $0.submit(genuine, to: 0) }
        network.run(until: 3_000)
        #expect(network.violations == [])
        for node in network.nodes {
            let own = entries(node).flatMap { $0 }.filter { $0.transaction == genuine }
            #expect(own.map(\.receipt.outcome) == [.accepted])
            #expect(node.replica?.report.waitingTransactions == 0)
            #expect(node.rejected.isEmpty && node.reports.isEmpty)
        }
    }

    @Test func `takes nothing out of the pools when a block holds it`() {
        let network = ReplicaNetwork(chain)
        // Seat 1 proposes first, and hears nothing of the genuine.
        network.route = { _, to, message, _ in
            if case .transactions = message, to == 1 { return [] }
            return [1]
        }
        network.at(1_100) { [genuine] in $0.submit(genuine, to: 0) }
        network.at(1_100) { [foreign] in $0.submit(foreign, to: 1) }
        network.run(until: 3_000)
        #expect(network.violations == [])
        for node in network.nodes {
            #expect(entries(node).map { $0.map(\.transaction) } == [[foreign], [genuine]])
            #expect(
                entries(node).joined().map(\.receipt.code)
                    == [Refusal.signatureMissing.code, .none])
            #expect(node.replica?.report.waitingTransactions == 0)
        }
        // The genuine had only to wait for the next block.
        #expect(network.nodes[0].commitTimes.prefix(2).allSatisfy { $0 < 2_300 })
    }

    @Test func `leaves the pool, however signed, once it took effect`() throws {
        var pool = TransactionPool()
        let others = variants(3, withGenuine: true) + [foreign, genuine]
        for signed in others {
            let admitted = try Admission.admit(signed, chain.state, now: now)
            let source = TestChain.member(signed == genuine ? 0 : 2)
            #expect(pool.add(admitted, to: .people, from: source, now: now) == .added)
        }
        pool.settle([foreign], costs: [1], try state(after: foreign))
        #expect(pool.count == 4 && !pool.contains(foreign) && pool.contains(genuine))
        // Signed by more than need be it takes effect as well.
        pool.settle([others[0]], costs: [1], try state(after: others[0]))
        #expect(pool.isEmpty && pool.bytes == 0 && pool.count == 0)
    }

    private func state(after signed: SignedTransaction) throws -> LedgerState {
        try BlockExecution.execute(
            BlockInputs(
                transactions: [signed], parentCertificate: nil, parent: chain.genesisBlock,
                height: Height(1), time: now, proposer: SeatIndex(1)),
            on: chain.state
        ).state
    }

    @Test func `waits a few times of each sender, in the sender's share`() {
        var replica = replica()
        let bound = Limits.variantsPerSource
        let many = variants(20, withGenuine: true)
        let flood = replica.step(
            .received(.transactions(many), from: TestChain.member(2)), now: now)
        #expect(flood.allSatisfy { if case .peerFault = $0 { false } else { true } })
        #expect(replica.report.waitingTransactions == bound)
        // One may be the genuine; the others are nothing that member 0 has to find room for.
        #expect(replica.pool.count(of: .member(TestChain.member(0))) == 1)
        #expect(replica.pool.count(of: .member(TestChain.member(2))) == bound - 1)
        _ = replica.step(.received(.transactions(many), from: TestChain.member(9)), now: now)
        #expect(replica.report.waitingTransactions == 2 * bound)
        // Neither crowds out whoever has it from elsewhere.
        _ = replica.step(.received(.transactions([genuine]), from: TestChain.member(3)), now: now)
        #expect(replica.isWaiting(genuine) && replica.report.waitingTransactions == 2 * bound + 1)
        #expect(replica.step(.submit(genuine), now: now) == [.admitted(genuine)])
        #expect(replica.pool.isOwn(genuine))
        for (number, signed) in variants(20, withGenuine: false).prefix(bound).enumerated() {
            let effects = replica.step(.submit(signed), now: now)
            #expect(effects.contains(.admitted(signed)) == (number < bound - 1))
            #expect(
                effects.contains(.rejected(signed.id, Refusal.poolFull.code))
                    == (number == bound - 1))
        }
    }

    @Test func `is passed on only where its signers' share has room`() {
        var replica = replica()
        let two = variants(2, withGenuine: true)
        // Member 9 has no seat: what it sends is passed on.
        let effects = replica.step(
            .received(.transactions(two), from: TestChain.member(9)), now: now)
        #expect(effects.contains(.broadcast(.transactions([two[0]]))))
        #expect(replica.isWaiting(two[1]))
        // Of what was submitted here a peer is told as it was submitted, and no other variant.
        _ = replica.step(.submit(genuine), now: now)
        let greeting = replica.step(.peerConnected(TestChain.member(1)), now: now)
        #expect(greeting.contains(.send(.transactions([genuine]), to: TestChain.member(1))))
    }
}
