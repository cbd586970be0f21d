import Execution
import Governance
import LedgerTypes
import TestSupport
import Testing

@testable import Replica

/// Members 0 to 3 and 9 of a chain, each with a share of the pool.
@Suite struct `Shares of the pool` {
    private let chain: TestChain
    private let now = BlockTime(TestChain.founded.value + 1_000)

    init() throws { chain = try TestChain() }

    private func admitted(_ number: UInt64, member: Int) throws -> AdmittedTransaction {
        try Admission.admit(
            chain.transaction(number, member: member), chain.state, now: now)
    }

    private var size: Int { chain.transaction(1).canonicalBytes.count }

    private func member(_ index: Int) -> PoolShare { .member(TestChain.member(index)) }

    @Test func `one that floods fills blocks and the pool only where others leave room`() throws {
        var pool = TransactionPool(capacity: 100 * size)
        var refused = 0
        for number in 0..<300 as Range<UInt64> {
            let flood = try admitted(number, member: 1)
            if pool.add(flood, to: member(1), now: now) == .full { refused += 1 }
        }
        #expect(pool.count == 100 && refused == 200)
        var others: Set<TransactionID> = []
        for number in 0..<20 as Range<UInt64> {
            let one = try admitted(1_000 + number, member: 2)
            let own = try admitted(2_000 + number, member: 0)
            #expect(pool.add(one, to: member(2), now: now) == .added)
            #expect(pool.add(own, to: .own, now: now) == .added)
            others.formUnion([one.id, own.id])
        }
        #expect(pool.count == 100 && pool.bytes <= 100 * size)
        // A block of 60 holds all that waits of those that sent little.
        let block = pool.oldest(bytes: 60 * size, cost: .max)
        #expect(block.count == 60)
        #expect(others.isSubset(of: block.map(\.id)))
        // What the flooder sent first is still what it gets first.
        let first = try (0..<20 as Range<UInt64>).map { try admitted($0, member: 1).id }
        #expect(block.map(\.id).filter { !others.contains($0) } == first)
    }

    @Test func `what is submitted here stays, and leaves others here as much again`() throws {
        var pool = TransactionPool(capacity: 40 * size)
        for number in 0..<30 as Range<UInt64> {
            _ = pool.add(try admitted(number, member: 1), to: member(1), now: now)
        }
        var results: [TransactionPool.Addition] = []
        for number in 0..<25 as Range<UInt64> {
            results.append(
                pool.add(try admitted(500 + number, member: 0), to: .own, now: now))
        }
        // Up to half is the own share, and one person leaves of it what it takes.
        #expect(results.count { $0 == .added } == 10 && results.last == .full)
        let other = chain.transaction(1, member: 1, key: "staff/m1")
        let second = try Admission.admit(other, chain.state, now: now)
        #expect(pool.add(second, to: .own, now: now) == .added)
        pool.remove(other)
        for number in 600..<640 as Range<UInt64> {
            _ = pool.add(try admitted(number, member: 2), to: member(2), now: now)
        }
        let waiting = pool.oldest(bytes: .max, cost: .max) as [AdmittedTransaction]
        #expect(waiting.count == 40)
        #expect(waiting.count { pool.isOwn($0.signed) } == 10)
        #expect(abs(pool.count(of: member(1)) - pool.count(of: member(2))) <= 1)
    }

    /// One of a person of a member, or of the member's gateway.
    private func admitted(_ number: UInt64, by key: String) throws -> AdmittedTransaction {
        try Admission.admit(
            chain.transaction(number, member: 1, key: key), chain.state, now: now)
    }

    private func cost(_ chosen: [AdmittedTransaction]) -> UInt64 {
        chosen.reduce(0) { $0 + TransactionCost.cost(of: $1.signed) }
    }

    @Test func `one key takes its part of a block, one member two, and no more`() throws {
        var pool = TransactionPool()
        let budget = TransactionCost.mostPerBlock
        for number in 0..<UInt64(Limits.waitingPerPerson) {
            let flood = try admitted(number, by: "gateway/m1")
            #expect(pool.add(flood, to: member(1), now: now) == .added)
        }
        let alone = pool.oldest(bytes: .max, cost: budget)
        #expect(cost(alone) <= budget / 64 && cost(alone) + 2 > budget / 64)
        var persons: Set<TransactionID> = []
        for number in 0..<10 as Range<UInt64> {
            let person = try admitted(1_000 + number, by: "staff/m1")
            let other = try admitted(2_000 + number, member: 2)
            #expect(pool.add(person, to: member(1), now: now) == .added)
            #expect(pool.add(other, to: member(2), now: now) == .added)
            persons.formUnion([person.id, other.id])
        }
        let block = pool.oldest(bytes: .max, cost: budget)
        #expect(persons.isSubset(of: block.map(\.id)))
        #expect(cost(block) < budget / 16)
        // And they come first, not after the flood: a block may be full of others.
        #expect(persons.isSubset(of: block.prefix(40).map(\.id)))
    }

    @Test func `who took more than a part waits for it, unless nobody else has anything`() throws {
        var pool = TransactionPool()
        let (first, second) = (
            try admitted(1, by: "gateway/m1"), try admitted(2, by: "gateway/m1")
        )
        let other = try admitted(3, member: 2)
        for flood in [first, second] {
            #expect(pool.add(flood, to: member(1), now: now) == .added)
        }
        pool.settle([first.signed], costs: [200], chain.state)
        let budget = TransactionCost.mostPerBlock
        #expect(pool.oldest(bytes: .max, cost: budget) == [second])
        #expect(pool.add(other, to: member(2), now: now) == .added)
        #expect(pool.oldest(bytes: .max, cost: budget) == [other])
        var blocks = 0
        while !pool.oldest(bytes: .max, cost: budget).contains(second) {
            pool.settle([], costs: [], chain.state)
            blocks += 1
            guard blocks < 60 else { break }
        }
        // 169 beyond the part of 31, paid 3 a block, until there is room for one more.
        #expect(blocks == 47)
        // While others have something in each block, debts are waited for, also by empty blocks.
        pool.settle([second.signed], costs: [200], chain.state)
        pool.settle([other.signed], costs: [1], chain.state)
        let third = try admitted(4, by: "gateway/m1")
        #expect(pool.add(third, to: member(1), now: now) == .added)
        #expect(pool.oldest(bytes: .max, cost: budget).isEmpty)
    }

    @Test func `so many of one person wait, and as many of each other`() throws {
        var pool = TransactionPool()
        let most = UInt64(Limits.waitingPerPerson)
        for number in 0..<most + 20 {
            let flood = try admitted(number, by: "gateway/m1")
            let added = pool.add(flood, to: member(1), now: now)
            #expect(added == (number < most ? .added : .full))
        }
        let person = try admitted(1_000, by: "staff/m1")
        #expect(pool.add(person, to: member(1), now: now) == .added)
        // What one submits here has a place of its own, which does not grow by what peers passed on.
        for number in 0..<most {
            let own = try admitted(2_000 + number, by: "gateway/m1")
            #expect(pool.add(own, to: .own, now: now) == .added)
        }
        let passedOn = try admitted(0, by: "gateway/m1").signed
        #expect(!pool.claim(passedOn) && pool.contains(passedOn))
        pool.remove(try admitted(2_000, by: "gateway/m1").signed)
        #expect(pool.claim(passedOn) && pool.isOwn(passedOn))
    }

    @Test func `what is too many of one person is turned away before it is verified`() throws {
        var replica = ReplicaMachine(
            configuration: ReplicaConfiguration(
                member: TestChain.member(0), seatKey: TestChain.seatKey(0),
                genesisBlock: chain.genesisBlock),
            ledger: chain.state, lastCommitted: nil, recovered: [])
        _ = replica.step(.start, now: now)
        let most = UInt64(Limits.waitingPerPerson)
        let flood = (0..<most).map { chain.transaction($0, member: 1) }
        _ = replica.step(.received(.transactions(flood), from: TestChain.member(1)), now: now)
        #expect(replica.report.waitingTransactions == flood.count)
        let next = chain.transaction(most, member: 1)
        let torn = SignedTransaction(
            next.transaction, signatures: chain.transaction(0, member: 1).signatures)
        for signed in [torn, next] {
            let effects = replica.step(
                .received(.transactions([signed]), from: TestChain.member(1)), now: now)
            #expect(effects.isEmpty)
        }
        #expect(replica.report.waitingTransactions == flood.count)
        let colleague = chain.transaction(most + 1, member: 1, key: "staff/m1")
        _ = replica.step(.received(.transactions([colleague]), from: TestChain.member(1)), now: now)
        #expect(replica.report.waitingTransactions == flood.count + 1)
    }

    @Test func `one person does not drive others of the same member out of the pool`() throws {
        var pool = TransactionPool(capacity: 40 * size)
        for number in 0..<100 as Range<UInt64> {
            _ = pool.add(try admitted(number, by: "gateway/m1"), to: member(1), now: now)
        }
        let person = try admitted(1_000, by: "staff/m1")
        #expect(pool.add(person, to: member(1), now: now) == .added)
        #expect(pool.count == 40 && pool.contains(person.signed))
    }

    /// Beside a naive pool: every addition, removal and choice.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func `agree with a plain list`(seed: UInt64) throws {
        var dice = SeededGenerator(seed: seed)
        var pool = TransactionPool(capacity: 60 * size)
        var naive: [(signed: SignedTransaction, share: PoolShare)] = []
        let shares: [PoolShare] = [.own, member(1), member(2), member(3), .people]
        // Shares that hold something, in the order in which they came to.
        var holding: [PoolShare] = []
        func count(_ share: PoolShare) -> Int { naive.count { $0.share == share } }
        for number in 0..<400 as Range<UInt64> {
            holding.removeAll { count($0) == 0 }
            if dice.oneIn(4), !naive.isEmpty {
                let gone = naive[dice.below(naive.count)]
                pool.remove(gone.signed)
                naive.removeAll { $0.signed == gone.signed }
                continue
            }
            let share = shares[dice.oneIn(2) ? 1 : dice.below(shares.count)]
            let transaction = try admitted(number, member: 1)
            let isAdded = pool.add(transaction, to: share, now: now) == .added
            var fits = naive.count < 60
            if share == .own, count(.own) + 1 > 30 - count(.own) {
                fits = false
            } else if !fits {
                var largest: PoolShare?
                for other in holding where other != .own && other != share {
                    if count(other) > largest.map(count) ?? 0 { largest = other }
                }
                if let largest, share == .own || count(largest) > count(share) + 1,
                    let newest = naive.lastIndex(where: { $0.share == largest })
                {
                    naive.remove(at: newest)
                    fits = true
                }
            }
            #expect(isAdded == fits)
            guard fits else { continue }
            if !holding.contains(share) { holding.append(share) }
            naive.append((transaction.signed, share))
        }
        #expect(pool.count == naive.count && pool.bytes == naive.count * size)
        let chosen = pool.oldest(bytes: 25 * size, cost: .max) as [AdmittedTransaction]
        #expect(chosen.map(\.id) == Array(inTurn(naive).prefix(25)))
    }

    /// Shares in the order of what waits longest in each.
    private func order(_ shares: [PoolShare]) -> [PoolShare] {
        shares.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private func inTurn(
        _ naive: [(signed: SignedTransaction, share: PoolShare)]
    ) -> [TransactionID] {
        let lanes = order(naive.map(\.share)).map { share in
            naive.filter { $0.share == share }.map(\.signed.id)
        }
        var chosen: [TransactionID] = []
        for round in 0..<naive.count {
            for lane in lanes where round < lane.count { chosen.append(lane[round]) }
        }
        return chosen
    }

    @Test func `belong to whoever signed, whoever is named`() throws {
        let named = chain.transaction(1, member: 2, key: "gateway/m1")
        #expect(PoolShare(of: named, chain.state) == member(1))
        let both = SignedTransaction(
            named.transaction,
            signedBy: [TestChain.key("gateway/m1"), TestChain.key("gateway/m2")])
        #expect(PoolShare(of: both, chain.state) == member(2))
        let person = chain.transaction(1, member: 1, key: "staff/m1")
        #expect(PoolShare(of: person, chain.state) == member(1))
    }
}
