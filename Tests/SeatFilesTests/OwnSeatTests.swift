import BlockStore
import Consensus
import LedgerTypes
import Sealing
import Testing

@testable import SeatFiles

@Suite struct `The own seat` {
    private let seat: Seat
    private let tip = Height(3)

    init() throws { seat = try Seat() }

    private func open(
        awaitsOrder: Bool = false, isCopied: Bool = false, hasRegister: Bool? = nil,
        sits: Bool = true, tip: Height? = nil, reserve: UInt64 = 0
    ) throws -> (seat: OwnSeat, recovered: [VoteLogRecord]) {
        let disk = seat.disk
        let folder = SeatFolder(
            chain: Seat.chain, suite: Seat.suite, key: seat.key.verifyingKey, reserveBytes: reserve
        ) { disk }
        let size = try disk.size(of: SignerRegister.path)
        return try OwnSeat.open(
            folder,
            SeatFacts(
                awaitsOrder: awaitsOrder, isCopied: isCopied,
                hasRegister: hasRegister ?? (size != nil),
                sits: sits), tip: tip ?? self.tip)
    }

    /// What a task asks for, in a form that can be compared.
    private func words(_ tasks: [OwnSeat.Task]) -> [String] {
        tasks.map {
            switch $0 {
            case .openBlocks: "open blocks"
            case .begin(let recovered): recovered.map { "begin with \($0.count)" } ?? "begin"
            case .considerPast: "consider"
            case .warnOfRegister: "register stays"
            case .warn: "put right"
            }
        }
    }

    @Test func `opens its files only where their absence says nothing`() throws {
        #expect(try open(awaitsOrder: true).seat.standing == .lost(.awaitsOrder))
        #expect(try open(sits: false).seat.standing == .unregistered)
        #expect(try open(sits: false, tip: .genesis).seat.standing == .unregistered)
        #expect(try open().seat.standing == .lost(.registerMissing))
        #expect(try open(isCopied: true).seat.standing == .lost(.copied))
        #expect(try open(isCopied: true, tip: .genesis).seat.standing == .lost(.copied))
        // None of them made a file: its absence is seen again at the next start.
        #expect(try seat.disk.size(of: SignerRegister.path) == nil)

        let new = try open(tip: .genesis)
        #expect(new.seat.standing == .signing)
        #expect(new.seat.files != nil)
        #expect(try seat.disk.size(of: SignerRegister.path) != nil)
    }

    @Test func `takes no register that knows of nothing for a confirmation of a copy`() throws {
        _ = try seat.open()
        #expect(try open(isCopied: true).seat.standing == .lost(.copied))
        #expect(try open(isCopied: true, sits: false).seat.standing == .signing)
        try seat.open().persist(seat.vote(2, 0, .prevote))
        #expect(try open(isCopied: true).seat.standing == .signing)
    }

    @Test func `goes on from what its log holds, and not before the register allows it`() throws {
        let said = seat.vote(4, 0, .prevote, mark: 1)
        try seat.open().persist(said)
        do {
            let opened = try open()
            #expect(opened.seat.standing == .signing)
            #expect(opened.recovered == [said])
        }

        var early = try open(tip: Height(2))
        #expect(early.seat.standing == .resuming(from: Height(5)))
        #expect(early.recovered == [])
        let (two, four) = (Height(2), Height(4))
        #expect(words(early.seat.on(.advanced(next: Height(4)), tip: two)) == [])
        #expect(
            words(early.seat.on(.advanced(next: Height(5)), tip: four)) == ["begin with 0"])
        #expect(early.seat.standing == .signing)
    }

    @Test func `makes a register for a key that never sat, raised to the next height`() throws {
        var own = try open(sits: false).seat
        #expect(words(own.on(.advanced(next: Height(4)), tip: tip)) == ["consider"])
        #expect(words(own.on(.considered(.unknown), tip: tip)) == [])
        #expect(own.files == nil)
        #expect(words(own.on(.considered(.neverSat), tip: tip)) == ["begin with 0"])
        #expect(own.standing == .signing)
        #expect(own.files?.register.last?.height == Height(4))
        #expect(own.files?.register.last?.step == .barrier)

        var other = try open(hasRegister: false, sits: false).seat
        #expect(words(other.on(.considered(.hasSat), tip: tip)) == [])
        #expect(other.standing == .lost(.registerMissing))
        #expect(words(other.on(.considered(.neverSat), tip: tip)) == [])
    }

    @Test func `is silent while there is no room, and says the same again once there is`() throws {
        let said = seat.vote(4, 0, .prevote, mark: 1)
        try seat.open().persist(said)
        var own = try open(reserve: 1_000).seat
        let used = 10_000 - Int(clamping: try freeOf(10_000))
        seat.disk.limit(toBytes: used + 500)
        let record = seat.vote(4, 0, .precommit)
        let fault = #expect(throws: SeatFault.self) { try own.persist(record) }
        #expect(words(own.on(.fault(try #require(fault)), tip: tip)) == ["begin"])
        #expect(own.standing == .short(freeBytes: 500, .signing))
        #expect(words(own.on(.looked(room: .opening, next: Height(4)), tip: tip)) == [])
        seat.disk.limit(toBytes: .max)
        let tasks = own.on(.looked(room: .signing, next: Height(4)), tip: tip)
        #expect(words(tasks) == ["begin with 1"])
        #expect(own.standing == .signing)
        try own.persist(record)
    }

    private func freeOf(_ capacity: Int) throws -> UInt64 {
        seat.disk.limit(toBytes: capacity)
        return try seat.disk.freeBytes()
    }

    @Test func `stands still after a fault until its files were read again`() throws {
        var own = try open(tip: .genesis).seat
        let fault = SeatFault.blocks(.needsReopening)
        #expect(words(own.on(.fault(fault), tip: tip)) == [])
        #expect(own.standing == .halted(fault, .signing))
        #expect(words(own.on(.looked(room: .none, next: Height(4)), tip: tip)) == [])
        #expect(
            words(own.on(.looked(room: .opening, next: Height(4)), tip: tip)) == ["open blocks"])
        #expect(words(own.on(.blocksOpened, tip: tip)) == ["begin with 0"])
        #expect(own.standing == .signing)
    }

    @Test func `puts its register aside when it is silenced, also over a start`() throws {
        var own = try open(tip: .genesis).seat
        let record = seat.vote(4, 0, .prevote)
        try own.persist(record)
        #expect(words(own.on(.silenced(Height(4), Round(0)), tip: tip)) == [])
        #expect(own.standing == .silenced(Height(4), Round(0)))
        #expect(throws: SeatFault.withoutFiles) { try own.persist(record) }
        #expect(try seat.disk.size(of: SignerRegister.path) == nil)
        #expect(try open().seat.standing == .lost(.registerMissing))
    }

    @Test func `of a node that is never to sign asks for nothing`() {
        var own = OwnSeat.observing
        #expect(words(own.on(.advanced(next: Height(9)), tip: tip)) == [])
        #expect(own.standing == .observing)
        #expect(words(own.on(.looked(room: .signing, next: Height(9)), tip: tip)) == [])
    }
}
