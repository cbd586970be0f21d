import CanonicalCoding
import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Execution
@testable import Governance

@Suite struct `Seat changes` {
    private let quorum = ["governance/centre-b", "governance/hospital-a", "governance/research-r"]
    private let four = ["centre-b", "centre-c", "hospital-a", "research-r"]

    private func seats(_ members: [String], keys: [String: String] = [:]) throws -> SeatSet {
        try SeatSet(
            checking: members.sorted().map {
                Seat(
                    member: TestConsortium.id($0),
                    key: TestConsortium.key(keys[$0] ?? "seat/\($0)").verifyingKey)
            })
    }

    private func status(
        _ chain: SeatedChain, _ member: String, key: String? = nil
    ) throws -> SeatStatus {
        try #require(
            SeatStatus(
                member: TestConsortium.id(member), state: chain.state,
                key: TestConsortium.key(key ?? "seat/\(member)")))
    }

    /// A change to these members, with the statuses of those who come.
    private func change(
        _ chain: SeatedChain, _ members: [String], keys: [String: String] = [:]
    ) throws -> SeatChange {
        let next = try seats(members, keys: keys)
        let coming = next.seats.filter { !chain.state.nextSeats.seats.contains($0) }
        return SeatChange(
            seats: next,
            statuses: try coming.map {
                try status(chain, $0.member.text, key: keys[$0.member.text])
            })
    }

    private func grown() throws -> SeatedChain {
        var chain = try SeatedChain()
        try chain.decide()
        for member in ["court-q", "regulator-g"] {
            chain.seatKeys[TestConsortium.id(member)] = TestConsortium.key("seat/\(member)")
        }
        return chain
    }

    @Test func `take effect at the next height, and the header before announces them`() throws {
        var chain = try grown()
        let change = try change(chain, four + ["court-q"])
        let before = chain.state.seats
        #expect(try chain.refusal(change, keys: quorum) == nil)
        #expect(chain.state.seats == before)
        #expect(chain.state.nextSeats == change.seats)
        #expect(chain.headers.last?.seatSet == before.digest(suite: chain.state.suite))
        #expect(chain.headers.last?.nextSeatSet == change.seats.digest(suite: chain.state.suite))
        // The next block is certified by the five: `decide` checks it.
        try chain.decide()
        #expect(chain.state.seats == change.seats)
        #expect(chain.certificate?.signatures.count == 5)
        #expect(chain.state.seats(at: Height(2)) == before)
        #expect(chain.state.seats(at: Height(3)) == change.seats)
    }

    @Test func `go from four to five with a seat down, and on to seven one at a time`() throws {
        var chain = try grown()
        var members = four
        for member in ["court-q", "regulator-g"] {
            members.append(member)
            #expect(
                try chain.refusal(
                    try self.change(chain, members),
                    keys: quorum + [
                        "governance/centre-c"
                    ]) == nil)
            try chain.decide(without: ["centre-b"])
        }
        #expect(chain.state.seats.count == 6)
        try chain.decide(without: ["centre-b"])
        #expect(chain.state.seats.tolerance == 1)
    }

    @Test func `replace one seat by another, and let it come back with its key`() throws {
        var chain = try grown()
        let without = ["centre-b", "court-q", "hospital-a", "research-r"]
        #expect(try chain.refusal(change(chain, without), keys: quorum) == nil)
        try chain.decide()
        #expect(chain.state.seats.index(of: TestConsortium.id("centre-c")) == nil)
        #expect(try chain.refusal(change(chain, four), keys: quorum) == nil)
        try chain.decide()
        #expect(chain.state.seats == chain.consortium.genesis.seats)
        try chain.decide()
    }

    @Test func `give a seat a new key, and the old one does not come back`() throws {
        var chain = try grown()
        let keys = ["centre-b": "seat-2/centre-b"]
        #expect(try chain.refusal(change(chain, four, keys: keys), keys: quorum) == nil)
        chain.seatKeys[TestConsortium.id("centre-b")] = TestConsortium.key("seat-2/centre-b")
        try chain.decide()
        #expect(try chain.refusal(change(chain, four), keys: quorum) == .keyTaken)
    }

    @Test func `are refused beyond what may be faulty, below four seats and when nothing changes`()
        throws
    {
        var chain = try grown()
        let tooMany = try change(chain, four + ["court-q", "regulator-g"])
        #expect(try chain.refusal(tooMany, keys: quorum) == .seatChangeTooLarge)
        let swapped = try change(
            chain, ["centre-b", "court-q", "hospital-a", "regulator-g"])
        #expect(try chain.refusal(swapped, keys: quorum) == .seatChangeTooLarge)
        // A new key is a seat that goes and one that comes.
        let both = try change(chain, four + ["court-q"], keys: ["centre-b": "seat-2/centre-b"])
        #expect(try chain.refusal(both, keys: quorum) == .seatChangeTooLarge)
        let fewer = try change(chain, Array(four.prefix(3)))
        #expect(try chain.refusal(fewer, keys: quorum) == .tooFewSeats)
        #expect(try chain.refusal(change(chain, four), keys: quorum) == .seatChangeEmpty)
    }

    @Test func `one at a height: a second in the block is refused`() throws {
        var chain = try grown()
        let one = chain.signed(try change(chain, four + ["court-q"]), keys: quorum)
        let other = chain.signed(try change(chain, four + ["regulator-g"]), keys: quorum)
        let executed = try chain.decide([one, other])
        #expect(executed.entries[0].receipt.outcome == .accepted)
        #expect(executed.entries[1].receipt.code == Refusal.seatChangePending.code)
        #expect(chain.state.nextSeats.count == 5)
    }

    @Test func `need a status of each candidate, of this chain's recent past, by its seat key`()
        throws
    {
        var chain = try grown()
        let next = try seats(four + ["court-q"])
        func refusal(_ statuses: [SeatStatus]) throws -> Refusal? {
            try chain.refusal(SeatChange(seats: next, statuses: statuses), keys: quorum)
        }
        let good = try status(chain, "court-q")
        #expect(try refusal([]) == .seatStatusMissing)
        #expect(
            try refusal([good, try status(chain, "hospital-a")]) == .seatStatusMissing)
        #expect(try refusal([try status(chain, "regulator-g")]) == .seatStatusMissing)
        #expect(
            try refusal([try status(chain, "court-q", key: "seat/centre-b")])
                == .seatStatusWrong)
        func signed(_ height: Height, _ block: BlockID, chain id: ChainID) -> SeatStatus {
            SeatStatus(
                member: TestConsortium.id("court-q"), height: height, block: block,
                signature: TestConsortium.key("seat/court-q").sign(
                    SeatStatus.signedBytes(
                        chain: id, member: TestConsortium.id("court-q"), height: height,
                        block: block)))
        }
        let id = chain.state.chain
        #expect(try refusal([signed(good.height, BlockID(.zero), chain: id)]) == .seatStatusWrong)
        #expect(
            try refusal([signed(good.height, good.block, chain: ChainID(.zero))])
                == .seatStatusWrong)
        #expect(try refusal([signed(Height(16), good.block, chain: id)]) == .seatStatusOld)
        #expect(try refusal([good]) == nil)
    }

    @Test func `a status of long ago says nothing about today`() throws {
        var chain = try grown()
        let old = try change(chain, four + ["court-q"])
        for _ in 0..<17 { try chain.decide() }
        #expect(chain.state.checkpoint?.height == Height(16))
        let executed = try BlockExecution.execute(
            {
                var inputs = chain.inputs()
                inputs.time = BlockTime(inputs.time.value + 25 * 3_600_000)
                inputs.transactions = [
                    chain.consortium.signed(
                        old, by: "hospital-a", keys: quorum, nonce: 77, at: inputs.time)
                ]
                return inputs
            }(), on: chain.state)
        #expect(executed.entries[0].receipt.code == Refusal.seatStatusOld.code)
    }

    @Test func `take members that are enrolled and active, with keys of their own`() throws {
        var chain = try grown()
        let foreign = try change(
            chain, four + ["court-q"], keys: ["court-q": "gateway/court-q"])
        #expect(try chain.refusal(foreign, keys: quorum) == .keyTaken)
        let unknown = try change(chain, four + ["stranger"])
        #expect(try chain.refusal(unknown, keys: quorum) == .unknownMember)
        // The key of a seat that was given up stays its member's.
        let without = ["centre-b", "court-q", "hospital-a", "research-r"]
        #expect(try chain.refusal(change(chain, without), keys: quorum) == nil)
        try chain.decide()
        let taken = try change(
            chain, without + ["regulator-g"], keys: ["regulator-g": "seat/centre-c"])
        #expect(try chain.refusal(taken, keys: quorum) == .keyTaken)
        let suspend = Suspend(target: .member(TestConsortium.id("regulator-g")))
        #expect(try chain.refusal(suspend, keys: quorum) == nil)
        #expect(
            try chain.refusal(change(chain, without + ["regulator-g"]), keys: quorum)
                == .memberSuspended)
    }

    @Test func `a suspended member keeps its seat until it is taken, and not too many may be`()
        throws
    {
        var chain = try grown()
        func suspend(_ member: String) throws -> Refusal? {
            try chain.refusal(
                Suspend(target: .member(TestConsortium.id(member))),
                keys: ["governance/centre-b", "governance/hospital-a", "governance/research-r"])
        }
        #expect(try suspend("centre-c") == nil)
        #expect(chain.state.nextSeats.count == 4)
        try chain.decide()
        // With three active members left of four seats, all three must sign: no more can go.
        #expect(
            try chain.refusal(
                Suspend(target: .member(TestConsortium.id("centre-b"))),
                keys: ["governance/centre-b", "governance/hospital-a", "governance/research-r"])
                != nil)
        #expect(
            try chain.refusal(
                change(chain, ["centre-b", "court-q", "hospital-a", "research-r"]), keys: quorum)
                == nil)
        try chain.decide()
        #expect(chain.state.seats.index(of: TestConsortium.id("centre-c")) == nil)
    }

    @Test func `a suspension that would leave too few to sign is refused`() throws {
        var chain = try grown()
        var members = four
        for member in ["court-q", "regulator-g"] {
            members.append(member)
            #expect(
                try chain.refusal(
                    change(chain, members), keys: quorum + ["governance/centre-c"]) == nil)
            try chain.decide()
        }
        // Six seats, five signatures: one may be suspended.
        let signers = members.map { "governance/\($0)" }
        func suspend(_ member: String) throws -> Refusal? {
            try chain.refusal(
                Suspend(target: .member(TestConsortium.id(member))),
                keys: signers.filter { !$0.hasSuffix(member) })
        }
        #expect(try suspend("regulator-g") == nil)
        #expect(try suspend("court-q") != nil)
        #expect(chain.state.get(Tables.members, TestConsortium.id("court-q"))?.state == .active)
        // Five seats need four signatures, and four members are active.
        #expect(
            try chain.refusal(
                change(chain, ["centre-b", "centre-c", "hospital-a", "regulator-g", "research-r"]),
                keys: signers) == nil)
    }

    @Test func `seats of which too few members are active cannot be agreed on`() throws {
        let chain = try grown()
        var change = StateChange(chain.state, height: Height(2), time: chain.state.time)
        let six = try seats(four + ["court-q", "regulator-g"])
        func refusal() -> Refusal? {
            do throws(Refusal) {
                try Seats.requireGovernable(six, without: nil, &change.reader)
                return nil
            } catch {
                return error
            }
        }
        for (member, expected) in [
            ("court-q", nil), ("regulator-g", Refusal.seatsUngovernable),
        ] {
            let id = TestConsortium.id(member)
            var record = try #require(chain.state.get(Tables.members, id))
            record.state = .suspended
            change.put(Tables.members, id, record)
            #expect(refusal() == expected)
        }
    }

    @Test func `parameters of a block hold for the next one`() throws {
        var chain = try grown()
        var parameters = chain.state.parameters
        parameters.maximumBlockBytes = 65_536
        #expect(
            try chain.refusal(ChangeParameters(parameters: parameters), keys: quorum) == nil)
        #expect(chain.state.parameters == parameters)
        #expect(
            chain.headers.last?.parameters == parameters.digest(suite: chain.state.suite))
    }
}
