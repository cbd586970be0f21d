import Diagnosis
import Synchronization
import Testing

@testable import NodeAPI

@Suite struct `Connections of callers` {
    private let caps = ConnectionTable.Caps(descriptors: 80)

    @Test func `take less than half of what the process may open`() {
        #expect(caps == ConnectionTable.Caps(descriptors: 80))
        #expect(caps.total == 24 && caps.perHost == 12)
        for descriptors in [64, 256, 1_024, 65_536, Int.max] {
            let caps = ConnectionTable.Caps(descriptors: descriptors)
            #expect(caps.total < descriptors / 2 && caps.perHost < caps.total)
        }
    }

    @Test func `that ask nothing go so that a newcomer of their address fits`() {
        let table = ConnectionTable(caps)
        let first = (0..<caps.perHost).compactMap { _ in table.admit("a").number }
        #expect(first.count == caps.perHost)
        // The oldest has asked: the next one goes.
        ask(table, first[0])
        #expect(table.admit("a").1 == .replaces(first[1]))
        #expect(table.admit("b").1 == .admitted)
        #expect(table.count == caps.perHost + 1)
    }

    @Test func `that are answered are never cut off, and those that rest only after the silent`() {
        let table = ConnectionTable(caps)
        let all = (0..<caps.perHost).compactMap { _ in table.admit("a").number }
        for number in all { ask(table, number) }
        #expect(table.admit("a") == (nil, .refused))
        table.rests(all[3])
        #expect(table.admit("a").1 == .replaces(all[3]))
    }

    @Test func `that send no end of what they ask, or take no answer, go when others call`() {
        let table = ConnectionTable(caps)
        let all = (0..<caps.perHost).compactMap { _ in table.admit("a").number }
        for number in all where number != all[2] { ask(table, number) }
        table.asks(all[2])
        table.answers(all[2])
        // The next call is here before the first one is answered: it is still being answered.
        table.asks(all[5])
        table.hasAsked(all[5])
        #expect(table.admit("a").1 == .replaces(all[2]))
        #expect(table.admit("a").1 == .replaces(UInt64(caps.perHost)))
        ask(table, UInt64(caps.perHost) + 1)
        #expect(table.admit("a") == (nil, .refused))
        let later = ContinuousClock.now + Limits.longestAnswer + .seconds(1)
        #expect(table.admit("a", now: later).1 == .replaces(all[0]))
    }

    @Test func `that send on behind what is answered are not being answered`() {
        let table = ConnectionTable(caps)
        let all = (0..<caps.perHost).compactMap { _ in table.admit("a").number }
        for number in all { ask(table, number) }
        table.rests(all[4])
        for _ in 0..<3 {
            table.asks(all[4])
            table.hasAsked(all[4])
        }
        #expect(table.admit("a").1 == .replaces(all[4]))
    }

    /// A call that has come whole, and is being answered.
    private func ask(_ table: ConnectionTable, _ number: UInt64) {
        table.asks(number)
        table.hasAsked(number)
        table.answers(number)
    }

    @Test func `of many addresses leave room for one that has none yet`() {
        let table = ConnectionTable(caps)
        for host in 0..<caps.total { _ = table.admit(host % 2 == 0 ? "a" : "b\(host)") }
        #expect(table.count == caps.total)
        guard case .replaces(let leaving) = table.admit("c").1 else {
            Issue.record("it was not let in")
            return
        }
        // Of the address that has most.
        #expect(leaving == 0)
        #expect(table.count == caps.total)
    }

    @Test func `are told with how often a cap was reached`() {
        let told = Mutex(ConnectionFigures())
        let table = ConnectionTable(caps) { figures in told.withLock { $0 = figures } }
        let numbers = (0...caps.perHost).compactMap { _ in table.admit("a").number }
        var figures = told.withLock { $0 }
        #expect(figures.open == caps.perHost && figures.most == caps.total)
        #expect(figures.turnedAway == 1 && figures.crowded != nil)
        // The one that was replaced ends twice: by the table, and when its socket is gone.
        for number in numbers { table.ended(number) }
        figures = told.withLock { $0 }
        #expect(figures.open == 0 && figures.turnedAway == 1)
    }
}
