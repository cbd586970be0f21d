import CanonicalCoding
import Consensus
import Execution
import Governance
import LedgerTypes
import Sealing
import Testing

@testable import Replica

/// Four seats of which m2 and m3 are lost for ever after some blocks.
@Suite struct `Recovery from a lost quorum` {
    static let remaining = [0, 1]

    /// A network that committed some blocks and then lost two seats of four.
    func halted(nodes: Int = 4) throws -> ReplicaNetwork {
        let network = ReplicaNetwork(try TestChain(), nodes: nodes)
        for number in 0..<6 {
            network.at(1_500 + UInt64(number) * 700) {
                $0.submit($0.chain.transaction(UInt64(number)), to: 0)
            }
        }
        network.run(until: 12_000)
        network.crash(2)
        network.crash(3)
        network.submit(network.chain.transaction(90), to: 0)
        network.run(until: 40_000)
        return network
    }

    private func seats(_ members: [Int]) throws -> SeatSet {
        try SeatSet(
            checking: members.map {
                Seat(member: TestChain.member($0), key: TestChain.seatKey($0).verifyingKey)
            })
    }

    /// What the operators of the survivors write after reading their statements.
    func order(
        _ network: ReplicaNetwork, remaining: [Int] = Self.remaining, keys: [Int] = [0, 1, 2],
        epoch: UInt64 = 1, last: UInt64? = nil, round: UInt64? = nil, seats: SeatSet? = nil,
        foreign: [SigningKey] = [], nonce: UInt8 = 1,
        validUntil: BlockTime = TestChain.founded.adding(.days(7))!
    ) throws -> RecoveryOrder {
        let blocks = network.nodes[0].blocks
        let height = last ?? UInt64(blocks.count)
        let header = blocks[Int(height) - 1].committed.block.header
        let first = round ?? (Self.highestRound(network) + 1)
        let body = Recover(
            epoch: epoch, last: Height(height), block: header.id(suite: TestChain.suite),
            firstRound: Round(first), seats: try seats ?? self.seats(remaining))
        let transaction = Transaction(
            suite: TestChain.suite, chain: network.chain.state.chain, kind: .recover,
            member: TestChain.member(0), nonce: [UInt8](repeating: nonce, count: 16),
            validUntil: validUntil, payload: body.payload())
        let signed = SignedTransaction(
            transaction,
            signedBy: keys.map { TestChain.key("governance/\(TestChain.member($0))") } + foreign)
        return try #require(RecoveryOrder(signed))
    }

    /// The highest round in which a survivor signed at the height that was never decided.
    private static func highestRound(_ network: ReplicaNetwork) -> UInt64 {
        remaining.flatMap { network.nodes[$0].log }.map(\.signed.round.value).max() ?? 0
    }

    /// Stops the survivors, installs the order and starts them again.
    func install(
        _ order: RecoveryOrder, _ network: ReplicaNetwork, on nodes: [Int] = Self.remaining
    ) {
        for node in Self.remaining { network.crash(node) }
        for node in nodes { network.orders[node] = order }
        for node in Self.remaining { network.start(node) }
    }

    private func refusals(_ network: ReplicaNetwork, _ node: Int) -> [BlockRefusal] {
        network.nodes[node].notes.compactMap {
            if case .recoveryRefused(_, let refusal) = $0 { refusal } else { nil }
        }
    }

    @Test func `the remaining seats go on, keep every entry and count two votes`() throws {
        let network = try halted()
        let before = network.heights[0]
        let entries = network.entryCount(0)
        network.run(until: 60_000)
        #expect(network.heights[0] == before, "two of four decide nothing")
        let order = try order(network)
        install(order, network)
        network.run(until: 90_000)
        let blocks = network.nodes[0].blocks
        try #require(UInt64(blocks.count) > before + 1)
        let recovery = blocks[Int(before)].committed
        #expect(recovery.block.body.transactions == [order.signed])
        #expect(recovery.block.header.recoveryEpoch == 1)
        #expect(recovery.block.header.seatSet == order.body.seats.digest(suite: TestChain.suite))
        #expect(recovery.certificate.round >= order.body.firstRound)
        #expect(recovery.certificate.signatures.count == 2)
        let next = blocks[Int(before) + 1].committed
        #expect(next.block.header.recoveryEpoch == 1)
        #expect(next.certificate.signatures.count == 2)
        #expect(network.entryCount(0) == entries + 1, "the pool does not outlive its node")
        network.submit(network.chain.transaction(90), to: 1)
        network.run(until: 110_000)
        #expect(network.entryCount(0) == entries + 2)
        #expect(network.nodes[0].replica?.ledger.recoveryEpoch == 1)
        #expect(
            network.nodes[1].replica?.ledger.get(Tables.recovery)
                == RecoveryRecord(
                    epoch: 1, height: Height(before + 1), firstRound: order.body.firstRound))
        #expect(network.violations.isEmpty)
    }

    @Test func `a follower and a removed seat that comes back follow without the order`() throws {
        let network = try halted(nodes: 5)
        network.nodes[4].replica = nil
        install(try order(network), network)
        network.start(4)
        network.run(until: 70_000)
        network.start(2)
        network.run(until: 75_000)
        network.submit(network.chain.transaction(91), to: 1)
        network.run(until: 110_000)
        #expect(network.heights[0] > 0)
        #expect(network.heights[4] == network.heights[0])
        #expect(network.heights[2] == network.heights[0])
        #expect(network.nodes[2].replica?.hasSeat == false)
        #expect(network.nodes[2].replica?.ledger.recoveryEpoch == 1)
        #expect(
            network.nodes[4].replica?.ledger.stateRoot == network.nodes[0].replica?.ledger.stateRoot
        )
        #expect(network.violations.isEmpty)
    }

    @Test func `a removed seat that was only cut off gives up its old round`() throws {
        let network = try halted()
        // It runs on the old rules, in rounds of its own, before it hears of the recovery.
        network.route = { from, to, _, _ in from == 3 || to == 3 ? [] : [1] }
        network.start(3)
        network.run(until: 60_000)
        install(try order(network, round: Self.highestRound(network) + 1), network)
        network.run(until: 80_000)
        network.route = { _, _, _, _ in [1] }
        network.run(until: 120_000)
        #expect(network.heights[3] == network.heights[0])
        #expect(network.nodes[3].replica?.hasSeat == false)
        let garbage = network.nodes[3].reports.filter { $0 == .consensus(.signatureWrong) }
        #expect(garbage.isEmpty, "who goes on with other seats is not taken for a liar")
        #expect(network.violations.isEmpty)
    }

    @Test func `an order drafted for 30 days after a standstill of a day holds`() throws {
        let network = try halted()
        let height = network.heights[0]
        network.run(until: network.now + Milliseconds.days(1).value)
        let now = BlockTime(TestChain.founded.value + network.now)
        install(try order(network, validUntil: try #require(now.adding(.days(30)))), network)
        network.run(until: network.now + 30_000)
        #expect(network.heights[0] > height)
        #expect(refusals(network, 0).isEmpty)
        #expect(network.violations.isEmpty)
    }

    @Test func `an order whose time ran out still says who decides`() throws {
        // Only then can a block that was proposed in time be decided after a restart; and nobody
        // falls back to the seats that the others have left.
        let network = try halted()
        let height = network.heights[0]
        let now = TestChain.founded.value + network.now
        install(try order(network, validUntil: BlockTime(now - 1_000)), network)
        network.run(until: network.now + 10_000)
        #expect(network.heights[0] == height)
        let seats = network.nodes[0].replica?.report.seats.map(\.member)
        #expect(seats == Self.remaining.map(TestChain.member))
        #expect(!refusals(network, 0).isEmpty, "nothing is proposed, and it says why")
        #expect(network.violations.isEmpty)
    }

    @Test func `one survivor with the order waits for the other`() throws {
        let network = try halted()
        let before = network.heights[0]
        install(try order(network), network, on: [0])
        network.run(until: 90_000)
        #expect(network.heights[0] == before)
        network.crash(1)
        network.orders[1] = network.orders[0]
        network.start(1)
        network.run(until: 130_000)
        #expect(network.heights[0] > before)
        #expect(network.heights[0] == network.heights[1])
        #expect(network.violations.isEmpty)
    }

    @Test func `copies of one order with other quorums of signatures agree`() throws {
        let network = try halted()
        let before = network.heights[0]
        let first = try order(network, keys: [0, 1, 2])
        let second = try order(network, keys: [0, 1, 3])
        for node in Self.remaining { network.crash(node) }
        network.orders = [0: first, 1: second]
        for node in Self.remaining { network.start(node) }
        network.run(until: 90_000)
        #expect(first.id == second.id && first != second)
        #expect(network.heights[0] > before && network.heights[0] == network.heights[1])
        #expect(network.violations.isEmpty)
    }

    @Test func `orders that do not fit are refused and nothing is decided`() throws {
        let network = try halted()
        let height = network.heights[0]
        let stranger = TestChain.key("governance/nobody")
        let observer = TestChain.key("governance/\(TestChain.member(9))")
        let twice = TestChain.key("gateway/\(TestChain.member(0))")
        let added = try SeatSet(
            checking: [0, 1].map {
                Seat(member: TestChain.member($0), key: TestChain.seatKey($0).verifyingKey)
            } + [Seat(member: TestChain.member(9), key: stranger.verifyingKey)])
        let rekeyed = try SeatSet(
            checking: [
                Seat(member: TestChain.member(0), key: TestChain.seatKey(0).verifyingKey),
                Seat(member: TestChain.member(1), key: stranger.verifyingKey),
            ])
        let cases: [(RecoveryOrder, BlockRefusal)] = [
            (try order(network, keys: [0, 1]), .recoveryRefused(Refusal.quorumMissing.code)),
            (
                try order(network, keys: [0, 1, 2], foreign: [stranger]),
                .notAdmitted(at: 0, .signatureUnknown)
            ),
            (
                try order(network, keys: [0, 1, 2], foreign: [observer]),
                .recoveryRefused(Refusal.recoverySignerForeign.code)
            ),
            (
                try order(network, keys: [0, 1], foreign: [twice]),
                .recoveryRefused(Refusal.quorumMissing.code)
            ),
            (
                try order(network, epoch: 2),
                .recoveryRefused(Refusal.recoveryEpochWrong.code)
            ),
            (
                try order(network, seats: added),
                .recoveryRefused(Refusal.recoverySeatsWrong.code)
            ),
            (
                try order(network, seats: rekeyed),
                .recoveryRefused(Refusal.recoverySeatsWrong.code)
            ),
            (
                try order(network, remaining: [0, 1, 2, 3]),
                .recoveryRefused(Refusal.recoverySeatsWrong.code)
            ),
        ]
        for (order, refusal) in cases {
            network.nodes[0].notes = []
            install(order, network)
            network.run(until: network.now + 20_000)
            #expect(refusals(network, 0) == [refusal])
            #expect(network.heights == [height, height, height, height])
        }
        #expect(network.violations.isEmpty)
    }

    @Test func `an order for an older height or another block has no effect`() throws {
        let network = try halted()
        let height = network.heights[0]
        install(try order(network, last: height - 1), network)
        network.run(until: network.now + 20_000)
        #expect(network.heights[0] == height)
        #expect(refusals(network, 0).isEmpty)
        let good = try order(network)
        let body = Recover(
            epoch: 1, last: good.body.last, block: BlockID(.zero), firstRound: good.body.firstRound,
            seats: good.body.seats)
        let wrong = Transaction(
            suite: TestChain.suite, chain: network.chain.state.chain, kind: .recover,
            member: TestChain.member(0), nonce: [UInt8](repeating: 1, count: 16),
            validUntil: good.signed.transaction.validUntil, payload: body.payload())
        let keys = [0, 1, 2].map { TestChain.key("governance/\(TestChain.member($0))") }
        let elsewhere = try #require(RecoveryOrder(SignedTransaction(wrong, signedBy: keys)))
        install(elsewhere, network)
        network.run(until: network.now + 20_000)
        #expect(network.heights[0] == height)
        #expect(refusals(network, 0) == [.recoveryMisplaced])
        #expect(network.violations.isEmpty)
    }

    @Test func `an order is read only with a round and an epoch above the first`() throws {
        let network = try halted()
        let wrong: [(UInt64, UInt64, UInt64)] = [
            (0, 5, 1), (1, 0, 1), (1, .max, 1), (1, 5, 0), (1, 5, 1 << 32),
        ]
        for (epoch, last, round) in wrong {
            let body = Recover(
                epoch: epoch, last: Height(last), block: BlockID(.zero), firstRound: Round(round),
                seats: try seats([0]))
            #expect(throws: Refusal.recoveryMalformed) { try body.validate() }
        }
        let pooled = try order(network)
        network.submit(pooled.signed, to: 0)
        #expect(network.nodes[0].rejected == [Refusal.recoveryApart.code])
        #expect(
            Admission.check(
                pooled.signed, network.chain.state, now: TestChain.founded) == .recoveryApart)
    }

    @Test func `a second order from a round that was signed ends in no second signature`() throws {
        // The tool refuses such an order; a node that got it anyway must still keep its word.
        let network = try halted()
        let height = network.heights[0]
        network.route = { _, _, message, _ in
            if case .consensus(.vote(let vote)) = message, vote.step == .precommit { return [] }
            return [1]
        }
        let first = try order(network)
        install(first, network)
        network.run(until: network.now + 4_000)
        #expect(network.heights[0] == height)
        #expect(Self.highestRound(network) >= first.body.firstRound.value)
        network.route = { _, _, _, _ in [1] }
        install(try order(network, round: first.body.firstRound.value, nonce: 2), network)
        network.run(until: network.now + 60_000)
        #expect(network.heights[0] > height)
        #expect(network.violations.isEmpty)
    }

    @Test func `a survivor that was locked drops the lost block and signs nothing twice`() throws {
        let network = ReplicaNetwork(try TestChain())
        network.submit(network.chain.transaction(1), to: 0)
        network.run(until: 12_000)
        let before = network.heights[0]
        // From here on nobody hears precommits: the next block is locked and never decided.
        network.route = { _, _, message, _ in
            if case .consensus(.vote(let vote)) = message, vote.step == .precommit { return [] }
            return [1]
        }
        network.submit(network.chain.transaction(2), to: 0)
        network.run(until: 16_000)
        let locks = network.nodes[0].log.compactMap(\.locked)
        let locked = try #require(locks.last)
        #expect(network.heights[0] <= before + 1)
        network.crash(2)
        network.crash(3)
        network.route = { _, _, _, _ in [1] }
        network.run(until: 30_000)
        let tip = network.heights[0]
        install(try order(network), network)
        network.run(until: 80_000)
        #expect(network.heights[0] > tip)
        let ids = network.nodes[0].blocks.map { $0.committed.certificate.block }
        #expect(!ids.contains(locked.block))
        // Nobody was told that it is recorded: whoever submitted it does so again.
        network.submit(network.chain.transaction(2), to: 1)
        network.run(until: 100_000)
        #expect(
            network.nodes[0].blocks.flatMap(\.entries).contains {
                $0.transaction.id == network.chain.transaction(2).id
            })
        #expect(network.violations.isEmpty)
    }

    @Test func `a second recovery leaves one seat, which decides alone`() throws {
        let network = try halted()
        install(try order(network), network)
        network.run(until: 70_000)
        network.crash(1)
        network.run(until: 90_000)
        let height = network.heights[0]
        let second = try order(network, remaining: [0], keys: [0, 1], epoch: 2)
        network.crash(0)
        network.orders = [0: second]
        network.start(0)
        network.submit(network.chain.transaction(92), to: 0)
        network.run(until: 120_000)
        #expect(network.heights[0] > height + 1)
        #expect(network.nodes[0].replica?.ledger.recoveryEpoch == 2)
        #expect(network.violations.isEmpty)
    }
}
