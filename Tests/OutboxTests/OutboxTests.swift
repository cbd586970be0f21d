import BlockStore
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Outbox

@Suite struct `Works with the outside` {
    private func settle(_ world: inout OutboxWorld, turns: Int = 400) {
        for _ in 0..<turns {
            world.now += 500
            world.turn()
            world.block()
        }
    }

    @Test func `gives what is on the chain to its receiver, once`() throws {
        var world = OutboxWorld(seed: 1)
        world.permits[OutboxWorld.id(1)] = .init()
        settle(&world, turns: 60)
        let work = try #require(world.outbox?[OutboxWorld.id(1)])
        #expect(work.stage.name == .done)
        #expect(world.permits[OutboxWorld.id(1)]?.releases.count == 1)
        #expect(world.inbox.count == 1)
        #expect(try world.outbox?.parcel(of: OutboxWorld.id(1)) == nil)
    }

    @Test func `searches from the first block where the cursor is of another chain`() throws {
        let memory = MemoryStorage()
        func store(_ chain: ChainID) -> OutboxStore {
            OutboxStore(memory, folder: "outbox", chain: chain, suite: OutboxWorld.suite)
        }
        try memory.makeFolder("outbox")
        let own = store(OutboxWorld.chain)
        _ = try own.open()
        try own.putSearched(Height(7))
        #expect(try own.open().searched == Height(7))
        let other = try store(ChainID(OutboxWorld.suite.hash([9]))).open()
        #expect(other.searched == .genesis)
        #expect(other.faults == [.foreign(path: "outbox/searched")])
    }

    @Test func `keeps the parcel however long the chain stands still`() throws {
        var world = OutboxWorld(seed: 2)
        let id = OutboxWorld.id(1)
        world.permits[id] = .init()
        world.turn()
        world.turn()
        world.standsStill = true
        settle(&world, turns: 1_000)
        let waiting = try #require(world.outbox?[id])
        #expect(waiting.stage.name == .sealed)
        #expect(try world.outbox?.parcel(of: id) != nil)
        world.standsStill = false
        settle(&world)
        #expect(world.permits[id]?.acknowledged != nil)
        #expect(world.permits[id]?.releases.count == 1)
    }

    @Test func `makes another transaction only after block time has passed the first`() {
        var world = OutboxWorld(seed: 3)
        let id = OutboxWorld.id(1)
        world.permits[id] = .init()
        world.turn()
        world.turn()
        let first = world.outbox?[id]?.transaction
        // Wall time alone ends nothing.
        world.standsStill = true
        world.now += 20 * OutboxWorld.validity
        world.turn()
        #expect(world.outbox?[id]?.transaction == first)
        world.standsStill = false
        world.pool = []
        world.block()
        world.turn()
        world.turn()
        #expect(world.outbox?[id]?.transaction != first)
        #expect(world.outbox?[id]?.expirations == 1)
    }

    @Test func `sends again at most once in two seconds`() {
        var world = OutboxWorld(seed: 4)
        let id = OutboxWorld.id(1)
        world.permits[id] = .init()
        world.isReceiverAway = true
        for _ in 0..<400 {
            world.now += 50
            world.turn()
            world.block()
        }
        let times = world.sent.map(\.at)
        #expect(times.count > 3)
        for (left, right) in zip(times, times.dropFirst()) {
            #expect(right - left >= Limits.patience)
        }
    }

    @Test func `ends with the code of a refusal on the chain, and drops the parcel`() throws {
        var world = OutboxWorld(seed: 5)
        let id = OutboxWorld.id(1)
        world.permits[id] = .init(isOver: true)
        world.turn()
        for _ in 0..<40 where world.outbox?[id]?.stage.isEnded != true {
            world.now += 500
            world.turn()
            world.block()
        }
        guard case .ended(.refused(_, let code))? = world.outbox?[id]?.stage else {
            Issue.record("it stands at \(world.outbox?[id]?.stage.name.rawValue ?? "nothing")")
            return
        }
        #expect(code == ReceiptCode(3_553))
        #expect(try world.outbox?.parcel(of: id) == nil)
    }

    /// Whatever fails when: nothing is released twice, nothing released goes without its parcel.
    @Test(arguments: [
        FaultyStorage.Mode.once(.full("x")), .tornOnce(.full("x")), .powerCut, .tornPowerCut,
    ])
    func `each change of the disk may fail`(mode: FaultyStorage.Mode) {
        for number in 0..<60 {
            var world = OutboxWorld(seed: UInt64(number))
            for permit in 0..<3 { world.permits[OutboxWorld.id(permit)] = .init() }
            let faulty = FaultyStorage(world.memory, failing: number, mode: mode)
            world.storage = faulty
            settle(&world, turns: 30)
            if mode == .powerCut || mode == .tornPowerCut { world.cutPower() }
            settle(&world)
            check(world, "change \(number) \(mode)")
        }
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `bears power cuts, standstills and absent receivers`(seed: UInt64) {
        var world = OutboxWorld(seed: seed)
        for turn in 0..<600 {
            world.now += 500
            switch world.generator.below(40) {
            case 0: world.cutPower()
            case 1: world.standsStill.toggle()
            case 2: world.isReceiverAway.toggle()
            case 3 where world.permits.count < 8:
                world.permits[OutboxWorld.id(turn % 250), default: .init()].isOver = false
            default: break
            }
            world.turn()
            world.block()
        }
        world.standsStill = false
        world.isReceiverAway = false
        settle(&world)
        check(world, "seed \(seed)")
    }

    private func check(_ world: OutboxWorld, _ run: String) {
        for (id, permit) in world.permits {
            #expect(permit.releases.count == 1, "\(run): \(permit.releases.count) releases")
            #expect(permit.acknowledged != nil, "\(run): released and not delivered")
            #expect(world.outbox?[id]?.stage.isEnded == true, "\(run)")
        }
        #expect(world.outbox?.faults == [], "\(run)")
    }
}
