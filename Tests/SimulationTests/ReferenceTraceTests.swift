import Consensus
import LedgerTypes
import Testing

@testable import Simulation

/// A trace made by hand: what seat 0 of four is told, and what it is said to have done.
private struct Trace {
    let seats = RoundSeats.of(4)
    let context: HeightContext
    var reference: RoundReference
    private let now = RoundSeats.startTime

    init() {
        context = HeightContext(
            suite: RoundSeats.suite, chain: RoundSeats.chain, height: Height(1), seats: seats.set,
            parameters: .standard)
        reference = RoundReference(key: seats.keys[0].verifyingKey, book: SignatureBook())
        _ = step(.begin(context, recovered: []))
    }

    /// The rules that were broken.
    mutating func step(_ input: RoundInput, _ effects: [RoundEffect] = []) -> [String] {
        reference.step(input, effects, now: now).map { String($0.prefix { $0 != " " }) }
    }

    mutating func hear(
        _ message: ConsensusMessage, from seat: Int, _ effects: [RoundEffect] = []
    ) -> [String] {
        step(.received(message, from: RoundSeats.member(seat)), effects)
    }

    func block(by seat: Int) -> Block {
        RoundSeats.block(
            height: Height(1), proposer: seat, mark: 1, time: now,
            parent: BlockID(RoundSeats.chain.digest))
    }

    func wait(_ round: Round) -> RoundEffect {
        .startTimer(
            RoundTimer(.propose, height: Height(1), round: round),
            Timeouts(.standard).propose(round))
    }

    /// What seat 0 does to vote, as its log would hold it.
    func casting(
        _ step: VoteStep, _ block: BlockID?, _ round: Round = .first, validRound: Round? = nil,
        locked: RoundBlock? = nil, valid: RoundBlock? = nil, polka: Polka? = nil, body: Block? = nil
    ) -> [RoundEffect] {
        let vote = seats.vote(step, by: 0, for: block, round: round, validRound: validRound)
        let record = VoteLogRecord(
            signed: .vote(vote), locked: locked, valid: valid, polka: polka, body: body)
        return [.persist(record), .broadcast(.vote(vote))]
    }

    func polka(_ block: BlockID, by seats: [Int], signing: Int? = nil) -> Polka {
        Polka(
            height: Height(1), round: .first, block: block, validRound: nil,
            signatures: seats.map {
                SeatSignature(
                    seat: SeatIndex(UInt64($0)),
                    signature: self.seats.vote(.prevote, by: signing ?? $0, for: block).signature)
            })
    }

    /// Two others are in round 1; the proposer there is seat 2.
    mutating func jump() -> [String] {
        let broken = hear(.vote(seats.vote(.prevote, by: 1, for: nil, round: Round(1))), from: 1)
        return broken
            + hear(
                .vote(seats.vote(.prevote, by: 3, for: nil, round: Round(1))), from: 3,
                [.enteredRound(Height(1), Round(1)), wait(Round(1))])
    }

    /// Seat 2 repeats a block in round 1; it is found valid, and seat 0 prevotes it. With the two
    /// votes before, that is a quorum of prevotes.
    mutating func repeatBlock(_ block: Block, _ polka: Polka) -> [String] {
        let id = RoundSeats.id(block)
        let proposal = seats.proposal(of: block, by: 2, round: Round(1), polka: polka)
        return hear(.proposal(proposal), from: 2, [.validate(block)])
            + step(
                .validated(id, isValid: true),
                casting(.prevote, id, Round(1), validRound: .first) + [
                    .startTimer(
                        RoundTimer(.prevote, height: Height(1), round: Round(1)),
                        Timeouts(.standard).vote(Round(1)))
                ])
    }
}

@Suite struct `A trace made by hand` {
    @Test func `of a repeated block with its quorum breaks nothing`() {
        var trace = Trace()
        #expect(trace.jump() == [])
        let block = trace.block(by: 1)
        let polka = trace.polka(RoundSeats.id(block), by: [1, 2, 3])
        #expect(trace.repeatBlock(block, polka) == [])
    }

    // One signature under three names: whoever does not look at all of them follows it.
    @Test func `of a repeated block with a forged quorum breaks R2`() {
        var trace = Trace()
        _ = trace.jump()
        let block = trace.block(by: 1)
        let polka = trace.polka(RoundSeats.id(block), by: [1, 2, 3], signing: 2)
        #expect(trace.repeatBlock(block, polka).contains("R2"))
    }

    @Test func `of a proposal nobody answers breaks R1`() {
        var trace = Trace()
        let block = trace.block(by: 1)
        let proposal = trace.seats.proposal(of: block, by: 1)
        #expect(trace.hear(.proposal(proposal), from: 1) == ["R1"])
        #expect(trace.hear(.proposal(proposal), from: 1, [.validate(block)]) == [])
        #expect(trace.step(.validated(RoundSeats.id(block), isValid: true)) == ["R1"])
    }

    @Test func `of a proposal out of turn allows no prevote`() {
        var trace = Trace()
        let block = trace.block(by: 2)
        let proposal = trace.seats.proposal(of: block, by: 2)
        #expect(trace.hear(.proposal(proposal), from: 2) == [])
        #expect(
            trace.step(
                .transactionsWaiting, trace.casting(.prevote, RoundSeats.id(block))) == ["R1"])
    }

    @Test func `of a vote that is sent and not logged breaks the log`() {
        var trace = Trace()
        let vote = trace.seats.vote(.prevote, by: 0, for: nil)
        #expect(trace.step(.transactionsWaiting, [.broadcast(.vote(vote))]) == ["log"])
    }

    @Test func `of a seat that stays behind two others breaks R8`() {
        var trace = Trace()
        let votes = [1, 3].map { trace.seats.vote(.prevote, by: $0, for: nil, round: Round(2)) }
        #expect(trace.hear(.vote(votes[0]), from: 1) == [])
        #expect(trace.hear(.vote(votes[1]), from: 3) == ["R8"])
    }
}
