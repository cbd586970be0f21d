import TestSupport
import Testing

@testable import NodeRuntime

/// The same as plainly as it can be said: every item beside the mark of its sender.
private struct NaiveQueue {
    var items: [(sender: Int, number: Int)] = []
    var marks: [Int: UInt64] = [:]
    var held: Set<Int> = []
    var mark: UInt64 = 0

    mutating func append(_ number: Int, of sender: Int) {
        if !items.contains(where: { $0.sender == sender }) {
            marks[sender] = max(marks[sender] ?? 0, mark)
        }
        items.append((sender, number))
    }

    mutating func next() -> (sender: Int, item: Int)? {
        let waiting = items.filter { !held.contains($0.sender) }
        guard
            let best = waiting.min(by: {
                (marks[$0.sender] ?? 0, $0.sender) < (marks[$1.sender] ?? 0, $1.sender)
            }),
            let place = items.firstIndex(where: { $0.sender == best.sender })
        else { return nil }
        mark = max(mark, marks[best.sender] ?? 0)
        let found = items.remove(at: place)
        return (found.sender, found.number)
    }
}

@Suite struct `Fair queue` {
    @Test(arguments: 0..<200 as Range<UInt64>)
    func `takes what a naive one takes`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var queue = FairQueue<Int, Int>()
        var naive = NaiveQueue()
        for number in 0..<300 {
            let sender = generator.below(4)
            switch generator.below(8) {
            case 0...2:
                queue.append(number, of: sender)
                naive.append(number, of: sender)
            case 3...5:
                let (found, expected) = (queue.next(), naive.next())
                #expect(found?.sender == expected?.sender && found?.item == expected?.item)
                guard let found else { continue }
                let work = UInt64(generator.below(1_000) + 1)
                queue.charge(work, to: found.sender)
                naive.marks[found.sender, default: naive.mark] += work
            case 6:
                if naive.held.insert(sender).inserted {
                    queue.hold(sender)
                    if naive.marks[sender] == nil { naive.marks[sender] = naive.mark }
                } else {
                    naive.held.remove(sender)
                    queue.release(sender)
                    naive.marks[sender] = max(naive.marks[sender] ?? 0, naive.mark)
                }
            default:
                let gone = queue.removeAll(of: sender)
                #expect(gone == naive.items.filter { $0.sender == sender }.map(\.number))
                naive.items.removeAll { $0.sender == sender }
            }
            #expect(queue.count(of: sender) == naive.items.count { $0.sender == sender })
        }
    }

    @Test func `keeps the order of one sender, also of what is put back`() {
        var queue = FairQueue<Int, Int>()
        for number in 1...5 { queue.append(number, of: 1) }
        let first = queue.next()?.item
        #expect(first == 1)
        queue.putBack(1, of: 1)
        queue.append(6, of: 1)
        let rest = (1...6).compactMap { _ in queue.next()?.item }
        #expect(rest == [1, 2, 3, 4, 5, 6])
        #expect(queue.isIdle)
    }

    @Test func `lets nobody wait behind what a flood has put in before`() {
        var queue = FairQueue<Int, String>()
        for _ in 0..<10_000 { queue.append("flood", of: 0) }
        for _ in 0..<100 {
            let item = queue.next()?.item
            #expect(item == "flood")
            queue.charge(50, to: 0)
        }
        // Three honest peers speak at once: all are heard before the flood goes on.
        for peer in 1...3 { queue.append("vote", of: peer) }
        var heard: [String] = []
        for _ in 0..<4 {
            guard let found = queue.next() else { break }
            heard.append(found.item)
            queue.charge(50, to: found.sender)
        }
        #expect(heard == ["vote", "vote", "vote", "flood"])
    }

    @Test func `gives equal parts of the work, whatever single pieces cost`() {
        var queue = FairQueue<Int, UInt64>()
        let costs: [UInt64] = [1, 10, 100]
        for (sender, cost) in costs.enumerated() {
            for _ in 0..<20_000 { queue.append(cost, of: sender) }
        }
        var done: [UInt64] = [0, 0, 0]
        while done.reduce(0, +) < 30_000 {
            guard let found = queue.next() else { break }
            done[found.sender] += found.item
            queue.charge(found.item, to: found.sender)
        }
        #expect(done.allSatisfy { $0 >= 9_900 && $0 <= 10_100 }, "\(done)")
    }

    @Test func `makes good neither silence nor what was held`() {
        var queue = FairQueue<Int, Int>()
        queue.append(0, of: 1)
        queue.hold(1)
        for number in 0..<20 { queue.append(number, of: 2) }
        for _ in 0..<10 {
            let sender = queue.next()?.sender
            #expect(sender == 2)
            queue.charge(10, to: 2)
        }
        queue.release(1)
        queue.append(1, of: 1)
        queue.append(0, of: 3)
        var order: [Int] = []
        for _ in 0..<6 {
            guard let found = queue.next() else { break }
            order.append(found.sender)
            queue.charge(10, to: found.sender)
        }
        #expect(order == [1, 3, 1, 2, 2, 2])
    }
}

@Suite struct `Lines about a peer's faults` {
    @Test func `come once in a while, with the number of those left out`() {
        var lines = LineLimiter<Int>(pause: .seconds(60))
        let start = ContinuousClock.now
        let isFirst = lines.admits(1, now: start)
        #expect(isFirst)
        for second in 1..<60 {
            let repeated = lines.admits(1, now: start + .seconds(second))
            #expect(!repeated)
        }
        let isOther = lines.admits(2, now: start + .seconds(30))
        let early = lines.takeOver(now: start + .seconds(59))
        #expect(isOther && early.isEmpty)
        let over = lines.takeOver(now: start + .seconds(60))
        #expect(over.map(\.subject) == [1] && over.map(\.leftOut) == [59])
        let later = lines.takeOver(now: start + .seconds(200))
        let isAgain = lines.admits(1, now: start + .seconds(201))
        #expect(later.isEmpty && isAgain)
    }
}
