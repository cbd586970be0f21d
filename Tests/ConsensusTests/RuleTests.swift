import LedgerTypes
import Testing

@testable import Consensus

/// One machine, driven by hand.
struct Bench {
    var machine: RoundMachine
    var log: [VoteLogRecord] = []
    var now = TestSeats.startTime

    init(
        seat: Int?, seats: Int = 4, recovered: [VoteLogRecord] = [],
        parameters: ChainParameters = .standard
    ) {
        self.init(
            seat: seat, TestSeats.context(seats: seats, parameters: parameters),
            recovered: recovered)
    }

    init(seat: Int?, _ context: HeightContext, recovered: [VoteLogRecord] = []) {
        machine = RoundMachine(key: seat.map { TestSeats.keys[$0] })
        _ = step(.begin(context, recovered: recovered))
    }

    /// Steps, and answers questions of validity with yes unless told otherwise.
    mutating func step(_ input: RoundInput, valid: Bool = true) -> [RoundEffect] {
        var effects = machine.step(input, now: now)
        var index = 0
        while index < effects.count {
            switch effects[index] {
            case .validate(let block):
                effects += machine.step(
                    .validated(TestSeats.id(block), isValid: valid), now: now)
            case .persist(let record): log.append(record)
            default: break
            }
            index += 1
        }
        return effects
    }

    mutating func hear(
        _ message: ConsensusMessage, from sender: Int = 9, valid: Bool = true
    ) -> [RoundEffect] {
        step(.received(message, from: TestSeats.member(sender)), valid: valid)
    }

    /// Jumps to a later round, for votes of seats 1 and 2, or of others.
    mutating func enter(_ round: UInt64, for seats: [Int] = [1, 2]) -> [RoundEffect] {
        seats.flatMap { hear(.vote(TestSeats.precommit($0, nil, round: round))) }
    }

    mutating func expire(_ kind: RoundTimer.Kind, round: UInt64 = 0) -> [RoundEffect] {
        step(.timer(RoundTimer(kind, height: Height(1), round: Round(round))))
    }
}

extension [RoundEffect] {
    var votes: [Vote] {
        compactMap { if case .broadcast(.vote(let vote)) = $0 { vote } else { nil } }
    }
    var faults: [ConsensusFault] {
        compactMap { if case .peerFault(_, let fault) = $0 { fault } else { nil } }
    }
    var timers: [RoundTimer.Kind] {
        compactMap { if case .startTimer(let timer, _) = $0 { timer.kind } else { nil } }
    }
    var decisions: [CommittedBlock] {
        compactMap { if case .decide(let committed) = $0 { committed } else { nil } }
    }
}

// Seat 1 proposes in round 0 of height 1, seat 2 in round 1; the machine under test has seat 0.
@Suite struct `Rules of a round` {
    let block = TestSeats.block(proposer: 1)
    var id: BlockID { TestSeats.id(block) }

    @Test func `R1: prevotes a valid timely proposal, logged before it is sent`() {
        var bench = Bench(seat: 0)
        let effects = bench.hear(.proposal(TestSeats.proposal(1, block)))
        #expect(effects.votes == [TestSeats.prevote(0, id)])
        let persisted = effects.firstIndex { if case .persist = $0 { true } else { false } }
        let sent = effects.firstIndex { if case .broadcast = $0 { true } else { false } }
        #expect(persisted! < sent!)
    }

    @Test func `R1: prevotes nothing for an invalid block, and never waits for its roots`() {
        var bench = Bench(seat: 0)
        let proposal = ConsensusMessage.proposal(TestSeats.proposal(1, block))
        let effects = bench.hear(proposal, from: 1, valid: false)
        #expect(effects.votes == [TestSeats.prevote(0, nil)])
        #expect(effects.faults == [.blockInvalid])
    }

    @Test func `R1: another's body under the proposer's signature is not the proposer's`() {
        var bench = Bench(seat: 0)
        var wrong = block
        wrong.body.parentCertificate = TestSeats.certificate([0, 1, 2], id)
        let copy = ConsensusMessage.proposal(TestSeats.proposal(1, wrong))
        var effects = bench.hear(copy, from: 3, valid: false)
        #expect(effects.votes.isEmpty)
        #expect(effects.faults == [.blockInvalid])
        effects = bench.hear(copy, from: 3)
        #expect(effects.isEmpty)
        effects = bench.hear(.proposal(TestSeats.proposal(1, block)), from: 1)
        #expect(effects.votes == [TestSeats.prevote(0, id)])
    }

    @Test(
        arguments: [
            (-5_501, false), (-5_500, true), (0, true), (500, true), (501, false),
        ] as [(Int64, Bool)])
    func `R1: judges the proposer's time by the own clock`(offset: Int64, isTimely: Bool) {
        let time = BlockTime(UInt64(Int64(TestSeats.startTime.value) + offset))
        let proposed = TestSeats.block(proposer: 1, time: time)
        var bench = Bench(seat: 0)
        let effects = bench.hear(.proposal(TestSeats.proposal(1, proposed)))
        #expect(effects.votes.map(\.block) == [isTimely ? TestSeats.id(proposed) : nil])
    }

    @Test func `R2: a repeated block is not judged by time, and its prevote names the round`() {
        let old = TestSeats.block(proposer: 1, time: BlockTime(1))
        let polka = TestSeats.polka([1, 2, 3], TestSeats.id(old))
        var bench = Bench(seat: 0)
        _ = bench.hear(.vote(TestSeats.precommit(1, nil, round: 1)))
        _ = bench.hear(.vote(TestSeats.precommit(2, nil, round: 1)))
        #expect(bench.machine.round == Round(1))
        let effects = bench.hear(
            .proposal(TestSeats.proposal(2, old, round: 1, polka: polka)))
        #expect(
            effects.votes == [
                TestSeats.prevote(0, TestSeats.id(old), round: 1, validRound: 0)
            ])
    }

    @Test func `R1: a lock on another block is kept`() {
        var bench = Bench(seat: 0)
        lockInRoundOne(&bench)
        for seat in [1, 2] { _ = bench.hear(.vote(TestSeats.precommit(seat, nil, round: 2))) }
        let other = TestSeats.block(proposer: 3, mark: 4)
        let effects = bench.hear(.proposal(TestSeats.proposal(3, other, round: 2)))
        #expect(effects.votes == [TestSeats.prevote(0, nil, round: 2)])
    }

    @Test(arguments: [1, 2] as [UInt64])
    func `R2: a valid round is before the round`(validRound: UInt64) {
        var bench = Bench(seat: 0)
        for seat in [1, 2] { _ = bench.hear(.vote(TestSeats.precommit(seat, nil, round: 1))) }
        let polka = TestSeats.polka([1, 2, 3], id, round: validRound)
        let effects = bench.hear(.proposal(TestSeats.proposal(2, block, round: 1, polka: polka)))
        #expect(effects.faults == [.malformed])
        #expect(effects.votes.isEmpty)
        #expect(bench.machine.state?.currentProposals == [])
    }

    @Test func `R2: a lock on another block holds against an older polka and yields to a newer`() {
        var bench = Bench(seat: 0)
        lockInRoundOne(&bench)
        let other = TestSeats.block(proposer: 1, mark: 2)
        let older = TestSeats.polka([1, 2, 3], TestSeats.id(other), round: 0)
        for seat in [1, 2] { _ = bench.hear(.vote(TestSeats.precommit(seat, nil, round: 2))) }
        var effects = bench.hear(
            .proposal(TestSeats.proposal(3, other, round: 2, polka: older)))
        #expect(effects.votes.map(\.block) == [nil])
        let newer = TestSeats.polka([1, 2, 3], TestSeats.id(other), round: 3)
        for seat in [2, 3] { _ = bench.hear(.vote(TestSeats.precommit(seat, nil, round: 5))) }
        effects = bench.hear(.proposal(TestSeats.proposal(2, other, round: 5, polka: newer)))
        #expect(effects.votes.map(\.block) == [TestSeats.id(other)])
    }

    private func lockInRoundOne(_ bench: inout Bench) {
        let mine = TestSeats.block(proposer: 2, mark: 1)
        for seat in [1, 2] { _ = bench.hear(.vote(TestSeats.prevote(seat, nil, round: 1))) }
        _ = bench.hear(.proposal(TestSeats.proposal(2, mine, round: 1)))
        let polka = TestSeats.polka([1, 2, 3], TestSeats.id(mine), round: 1)
        let effects = bench.hear(.polka(polka))
        #expect(effects.votes.map(\.step) == [.precommit])
        #expect(bench.log.last?.locked == RoundBlock(round: Round(1), block: TestSeats.id(mine)))
    }

    @Test func `R3: waits once for more prevotes when a quorum disagrees`() {
        var bench = Bench(seat: 0)
        _ = bench.hear(.proposal(TestSeats.proposal(1, block)))
        #expect(bench.hear(.vote(TestSeats.prevote(1, id))).timers == [])
        #expect(bench.hear(.vote(TestSeats.prevote(2, nil))).timers == [.prevote])
        #expect(bench.expire(.prevote).votes == [TestSeats.precommit(0, nil)])
        #expect(bench.expire(.prevote).isEmpty)
    }

    @Test func `R4: locks, logs the block, precommits and passes the polka on`() {
        var bench = Bench(seat: 0)
        _ = bench.hear(.proposal(TestSeats.proposal(1, block)))
        _ = bench.hear(.vote(TestSeats.prevote(1, id)))
        let effects = bench.hear(.vote(TestSeats.prevote(2, id)))
        #expect(effects.votes == [TestSeats.precommit(0, id)])
        #expect(effects.contains(.broadcast(.polka(TestSeats.polka([0, 1, 2], id)))))
        #expect(bench.log.last?.locked == RoundBlock(round: .first, block: id))
        #expect(bench.log.last?.body == block)
    }

    @Test func `R4: prevotes that name another valid round do not add up`() {
        var bench = Bench(seat: 0)
        let polka = TestSeats.polka([1, 2, 3], id)
        for seat in [1, 2] { _ = bench.hear(.vote(TestSeats.prevote(seat, nil, round: 0))) }
        for seat in [1, 2] { _ = bench.hear(.vote(TestSeats.precommit(seat, nil, round: 1))) }
        _ = bench.hear(.proposal(TestSeats.proposal(2, block, round: 1, polka: polka)))
        _ = bench.hear(.vote(TestSeats.prevote(1, id, round: 1, validRound: 0)))
        let mixed = bench.hear(.vote(TestSeats.prevote(2, id, round: 1)))
        #expect(mixed.votes.isEmpty)
        let matching = bench.hear(.vote(TestSeats.prevote(3, id, round: 1, validRound: 0)))
        #expect(matching.votes == [TestSeats.precommit(0, id, round: 1)])
    }

    @Test func `R5: a quorum for nothing is precommitted at once and unlocks nothing`() {
        var bench = Bench(seat: 0)
        lockInRoundOne(&bench)
        for seat in [1, 2] { _ = bench.hear(.vote(TestSeats.precommit(seat, nil, round: 2))) }
        _ = bench.expire(.propose, round: 2)
        _ = bench.hear(.vote(TestSeats.prevote(1, nil, round: 2)))
        let effects = bench.hear(.vote(TestSeats.prevote(2, nil, round: 2)))
        #expect(effects.votes.map(\.block) == [nil])
        #expect(bench.log.last?.locked?.round == Round(1))
    }

    @Test func `R6: a quorum of mixed precommits waits before the next round`() {
        var bench = Bench(seat: 0)
        _ = bench.hear(.vote(TestSeats.precommit(1, nil)))
        _ = bench.hear(.vote(TestSeats.precommit(2, id)))
        #expect(bench.hear(.vote(TestSeats.precommit(3, id))).timers == [.precommit])
        #expect(bench.machine.round == .first)
        _ = bench.expire(.precommit)
        #expect(bench.machine.round == Round(1))
    }

    @Test func `R3, R6: a seat that went on to a later round is not waited for`() {
        // Seat 3 showed its votes of round 0 to seat 2 alone, which went on without voting.
        var bench = Bench(seat: 0)
        _ = bench.expire(.propose)
        _ = bench.hear(.vote(TestSeats.prevote(1, nil)))
        let effects = bench.hear(.vote(TestSeats.prevote(2, nil, round: 1)))
        #expect(effects.timers == [.prevote])
        #expect(bench.expire(.prevote).votes == [TestSeats.precommit(0, nil)])
        #expect(bench.hear(.vote(TestSeats.precommit(1, nil))).timers == [.precommit])
        _ = bench.expire(.precommit)
        #expect(bench.machine.round == Round(1))
    }

    @Test func `R7: decides on a certificate of any round`() {
        var bench = Bench(seat: 0)
        _ = bench.hear(.proposal(TestSeats.proposal(1, block)))
        let certificate = TestSeats.certificate([1, 2, 3], id, round: 7)
        let effects = bench.hear(.certificate(certificate))
        #expect(effects.decisions == [CommittedBlock(block: block, certificate: certificate)])
    }

    @Test func `R8: jumps to the round that the second seat has reached, not the first`() {
        var bench = Bench(seat: 0)
        _ = bench.hear(.vote(TestSeats.prevote(1, nil, round: 9)))
        #expect(bench.machine.round == .first)
        _ = bench.hear(.vote(TestSeats.precommit(2, nil, round: 4)))
        #expect(bench.machine.round == Round(4))
        _ = bench.hear(.vote(TestSeats.prevote(3, nil, round: 200)))
        #expect(bench.machine.round == Round(9))
    }

    @Test func `R9: timers of other rounds and steps change nothing`() {
        var bench = Bench(seat: 0)
        #expect(bench.expire(.propose, round: 1).isEmpty)
        #expect(bench.expire(.prevote).isEmpty)
        #expect(bench.expire(.propose).votes == [TestSeats.prevote(0, nil)])
        #expect(bench.expire(.propose).isEmpty)
    }

    @Test func `R10: a late polka makes its block the next proposal, and locks nothing`() {
        var bench = Bench(seat: 2)
        _ = bench.hear(.proposal(TestSeats.proposal(1, block)))
        for seat in [1, 3] { _ = bench.hear(.vote(TestSeats.prevote(seat, nil))) }
        _ = bench.expire(.prevote)
        for seat in [0, 1, 3] { _ = bench.hear(.vote(TestSeats.precommit(seat, nil))) }
        var effects = bench.hear(.polka(TestSeats.polka([0, 1, 3], id)))
        effects += bench.expire(.precommit)
        let proposal = bench.log.compactMap {
            if case .proposal(let proposal) = $0.signed { proposal } else { nil }
        }.last
        #expect(proposal?.validRound == .first)
        #expect(proposal.map { TestSeats.id($0.block) } == id)
        #expect(bench.log.last?.locked == nil)
    }
}
