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

    @Test func `what is submitted here takes up to half and is not driven out`() throws {
        var pool = TransactionPool(capacity: 40 * size)
        for number in 0..<30 as Range<UInt64> {
            _ = pool.add(try admitted(number, member: 1), to: member(1), now: now)
        }
        var results: [TransactionPool.Addition] = []
        for number in 0..<25 as Range<UInt64> {
            results.append(
                pool.add(try admitted(500 + number, member: 0), to: .own, now: now))
        }
        #expect(results.count { $0 == .added } == 20 && results.last == .full)
        for number in 600..<640 as Range<UInt64> {
            _ = pool.add(try admitted(number, member: 2), to: member(2), now: now)
        }
        let waiting = pool.oldest(bytes: .max, cost: .max) as [AdmittedTransaction]
        #expect(waiting.count == 40)
        #expect(waiting.count { pool.isOwn($0.signed) } == 20)
        #expect(abs(pool.count(of: member(1)) - pool.count(of: member(2))) <= 1)
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
            if share == .own, count(.own) + 1 > 30 {
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
