import GovernanceSamples
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Governance

@Suite struct `Due times` {
    func item(_ due: UInt64, _ name: UInt64, _ action: DueAction = .codeExpiry) -> DueItem {
        DueItem(
            due: BlockTime(due),
            record: RecordID(TestConsortium.suite.hash(Array("\(name)".utf8))), action: action)
    }

    @Test func `hands out what a sorted list would, whatever the order of adding`() throws {
        let consortium = try TestConsortium()
        for seed in 1...8 as ClosedRange<UInt64> {
            var generator = SeededGenerator(seed: seed)
            var change = StateChange(
                consortium.state, height: Height(1), time: consortium.state.time)
            var reference: [DueItem] = []
            var now: UInt64 = 1_000
            for _ in 0..<60 {
                for _ in 0..<generator.below(12) {
                    let far = generator.oneIn(4) ? 40_000_000_000 : 2_000_000
                    let new = item(now + UInt64(generator.below(far)), generator.next() % 50)
                    Schedule.add(new, to: &change)
                    if !reference.contains(new) { reference.append(new) }
                }
                reference.sort()
                now += UInt64(generator.below(generator.oneIn(5) ? 20_000_000_000 : 1_000_000))
                let limit = 1 + generator.below(30)
                let expected = Array(reference.prefix { $0.due.value <= now }.prefix(limit))
                reference.removeFirst(expected.count)
                #expect(
                    Schedule.takeDue(at: BlockTime(now), limit: limit, from: &change) == expected)
                #expect(Schedule.next(&change.reader) == reference.first)
            }
            let rest = Schedule.takeDue(at: BlockTime(.max), limit: .max, from: &change)
            #expect(rest == reference)
        }
    }

    /// The same state as a node holds it that starts again.
    func reopened(_ change: inout StateChange, of state: LedgerState) -> LedgerState {
        change.settle()
        return LedgerState(
            suite: state.suite, chain: state.chain, height: state.height.next, time: state.time,
            map: state.map.applying(change.reader.settledWrites), frontier: state.frontier)
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `hands out many items of the same instants in order, across restarts`(
        seed: UInt64
    ) throws {
        var state = try TestConsortium().state
        let empty = state.map.root
        var generator = SeededGenerator(seed: seed)
        var reference: Set<DueItem> = []
        let instants = (0..<4).map { _ in 1_772_323_200_000 + UInt64(generator.below(9)) }
        for _ in 0..<40 {
            var change = StateChange(state, height: state.height.next, time: state.time)
            for _ in 0..<generator.below(200) {
                let new = item(
                    instants[generator.below(4)], generator.next() % 4_000,
                    generator.oneIn(2) ? .keyRotation : .recordTimeout)
                Schedule.add(new, to: &change)
                reference.insert(new)
            }
            let now = BlockTime(instants[generator.below(4)])
            let limit = generator.below(150)
            let expected = Array(reference.sorted().prefix { $0.due <= now }.prefix(limit))
            reference.subtract(expected)
            #expect(Schedule.takeDue(at: now, limit: limit, from: &change) == expected)
            #expect(Schedule.next(&change.reader) == reference.min())
            state = reopened(&change, of: state)
        }
        var change = StateChange(state, height: state.height.next, time: state.time)
        let rest = Schedule.takeDue(at: BlockTime(.max), limit: .max, from: &change)
        #expect(rest == reference.sorted() && !rest.isEmpty)
        #expect(reopened(&change, of: state).map.root == empty)
    }

    @Test func `an item costs as much as the first, with 10,000 waiting for the same instant`()
        throws
    {
        let state = try TestConsortium().state
        var change = StateChange(state, height: state.height.next, time: state.time)
        var most = (keys: 0, bytes: 0)
        for name in 0..<10_000 as Range<UInt64> {
            Schedule.add(item(1_772_323_200_000, name, .keyRotation), to: &change)
            most.keys = max(most.keys, change.reader.use.keys)
            most.bytes = max(most.bytes, change.reader.use.bytes)
            change.settle()
        }
        #expect(most.keys <= 48)
        #expect(most.bytes <= 4_096)
    }

    @Test func `an empty schedule leaves no trace in the state`() throws {
        let consortium = try TestConsortium()
        var change = StateChange(
            consortium.state, height: Height(1), time: consortium.state.time)
        for name in 0..<40 as Range<UInt64> {
            Schedule.add(item(name * 1_000_000_007, name), to: &change)
        }
        _ = Schedule.takeDue(at: BlockTime(.max), limit: .max, from: &change)
        change.settle()
        #expect(
            consortium.state.map.applying(change.reader.settledWrites).root
                == consortium.state.map.root)
    }

    @Test func `an item is handled at its millisecond and not before`() throws {
        let consortium = try TestConsortium()
        var change = StateChange(
            consortium.state, height: Height(1), time: consortium.state.time)
        Schedule.add(item(5_000, 1), to: &change)
        #expect(Schedule.takeDue(at: BlockTime(4_999), limit: 9, from: &change) == [])
        #expect(Schedule.takeDue(at: BlockTime(5_000), limit: 9, from: &change).count == 1)
        #expect(Schedule.takeDue(at: BlockTime(5_000), limit: 9, from: &change) == [])
    }

    @Test func `a block runs a bounded number and the next block the rest`() throws {
        var ledger = try TestLedger.withSmallRules()
        let start = ledger.time.value
        let count = GovernanceLimits.dueItemsPerBlock + 3
        let notices = (0..<count).map { number in
            NoticeBoard.post(
                .patient, subject: nil,
                about: RecordID(TestConsortium.suite.hash(Array("\(number)".utf8))),
                responsible: TestConsortium.id("member-\(number % 50)"),
                due: BlockTime(start + 1 + UInt64(number) * 10_000), &ledger.change)
        }
        ledger.change.settle()
        func overdue() -> Int {
            notices.count { ledger.found(Tables.notices, $0)?.state == .overdue }
        }
        ledger.advance(by: .hours(5))
        #expect(overdue() == GovernanceLimits.dueItemsPerBlock)
        ledger.advance(by: Milliseconds(1))
        #expect(overdue() == count)
    }
}
