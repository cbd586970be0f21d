import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Consensus

@Suite struct `Waiting times` {
    // Pitfall 3.
    @Test func `grow by the same step and stop at the cap`() {
        let timeouts = Timeouts(.standard)
        #expect(timeouts.propose(Round(0)) == .seconds(2))
        #expect(timeouts.propose(Round(4)) == .seconds(4))
        #expect(timeouts.propose(Round(1_000)) == .seconds(20))
        #expect(timeouts.propose(Round(.max)) == .seconds(20))
        #expect(timeouts.vote(Round(2)) == Milliseconds(1_200))
    }

    @Test func `allow a proposal a tenth more time each round, up to a minute`() {
        let timeouts = Timeouts(.standard)
        #expect(timeouts.messageDelay(Round(0)) == .seconds(5))
        #expect(timeouts.messageDelay(Round(1)) == Milliseconds(5_500))
        #expect(timeouts.messageDelay(Round(2)) == Milliseconds(6_050))
        #expect(timeouts.messageDelay(Round(.max)) == .minutes(1))
    }
}

@Suite struct `Proposer rotation` {
    @Test func `gives every seat its turn, in rounds and in heights`() {
        for count in [1, 4, 7] {
            let seats = TestSeats.set(count)
            let overRounds = (0..<UInt64(count)).map {
                ProposerRotation.proposer(height: Height(5), round: Round($0), seats: seats).value
            }
            let overHeights = (0..<UInt64(count)).map {
                ProposerRotation.proposer(height: Height($0), round: .first, seats: seats).value
            }
            #expect(Set(overRounds).count == count)
            #expect(Set(overHeights).count == count)
        }
    }

    @Test func `passes over suspended seats, unless all are`() {
        let seats = TestSeats.set(4)
        let turns = (0..<6 as Range<UInt64>).map {
            ProposerRotation.proposer(
                height: Height(0), round: Round($0), seats: seats, suspended: [SeatIndex(2)]
            ).value
        }
        #expect(turns == [0, 1, 3, 0, 1, 3])
        let all = (0..<4 as Range<UInt64>).map { SeatIndex($0) }
        #expect(
            ProposerRotation.proposer(
                height: Height(6), round: .first, seats: seats, suspended: all)
                == SeatIndex(2))
    }

    @Test func `has a turn at the end of all numbers`() {
        let last = ProposerRotation.proposer(
            height: Height(.max), round: Round(.max), seats: TestSeats.set(4))
        #expect(last == SeatIndex(2))
    }
}

@Suite struct `Vote tally` {
    /// Counts by going through all votes each time.
    private struct NaiveTally {
        var votes: [Vote] = []

        mutating func add(_ vote: Vote) {
            let isKnown = votes.contains {
                $0.step == vote.step && $0.round == vote.round && $0.seat == vote.seat
            }
            if !isKnown { votes.append(vote) }
        }

        func count(_ step: VoteStep, _ round: Round) -> Int {
            votes.count { $0.step == step && $0.round == round }
        }

        func has(_ step: VoteStep, _ round: Round, _ block: BlockID, _ validRound: Round?) -> Bool {
            votes.count {
                $0.step == step && $0.round == round && $0.block == block
                    && $0.validRound == validRound
            } >= 5
        }
    }

    @Test func `keeps to the first vote of a seat`() {
        var tally = VoteTally(height: Height(1), seatCount: 4, quorum: 3)
        let votes = [BlockID(.zero), nil].map { block in
            VerifiedVote(
                signing: .prevote, height: Height(1), round: .first, block: block, validRound: nil,
                as: SeatIndex(1), key: TestSeats.keys[1], chain: TestSeats.chain)
        }
        #expect(tally.add(votes[0]) == .counted)
        #expect(tally.add(votes[1]) == .conflicting(votes[0].vote))
        #expect(tally.vote(.prevote, round: .first, seat: SeatIndex(1)) == votes[0].vote)
        #expect(tally.nilPrevotes(round: .first) == 0)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `agrees with a naive count`(seed: UInt64) {
        var dice = SeededGenerator(seed: seed)
        var tally = VoteTally(height: Height(1), seatCount: 7, quorum: 5)
        var naive = NaiveTally()
        let blocks = (0..<2).map { mark in
            BlockID(TestSeats.suite.hash([UInt8(mark)]))
        }
        for _ in 0..<300 {
            let step: VoteStep = dice.oneIn(2) ? .prevote : .precommit
            let round = Round(UInt64(dice.below(3)))
            let names = step == .prevote && round > .first && dice.oneIn(4)
            let seat = dice.below(7)
            let vote = VerifiedVote(
                signing: step, height: Height(1), round: round,
                block: dice.oneIn(6) ? nil : blocks[dice.below(6) / 5],
                validRound: names ? .first : nil, as: SeatIndex(UInt64(seat)),
                key: TestSeats.keys[seat], chain: TestSeats.chain)
            _ = tally.add(vote)
            naive.add(vote.vote)
        }
        for round in (0..<3 as Range<UInt64>).map({ Round($0) }) {
            for step in VoteStep.allCases {
                #expect(tally.count(step, round: round) == naive.count(step, round))
            }
            for block in blocks {
                for validRound in [nil, Round.first] {
                    let polka = tally.polka(round: round, block: block, validRound: validRound)
                    #expect((polka != nil) == naive.has(.prevote, round, block, validRound))
                }
            }
        }
        for block in blocks {
            let isCertified = tally.certificates.contains { $0.block == block }
            let expected = (0..<3 as Range<UInt64>).contains {
                naive.has(.precommit, Round($0), block, nil)
            }
            #expect(isCertified == expected)
        }
    }
}

@Suite struct `Formats of consensus` {
    @Test func `messages keep their bytes`() {
        var dice = SeededGenerator(seed: 11)
        var bytes: [UInt8] = []
        for _ in 0..<512 {
            let mark = dice.next() >> 32
            let block = TestSeats.block(proposer: dice.below(4), mark: mark)
            let id = TestSeats.id(block)
            let round = UInt64(dice.below(1_000))
            let vote = Vote(
                step: .prevote, height: Height(mark), round: Round(round), block: id,
                validRound: dice.oneIn(2) ? nil : Round(round / 2),
                seat: SeatIndex(UInt64(dice.below(64))), signature: Signature(dice.bytes(64)))
            let signatures = [SeatSignature(seat: vote.seat, signature: vote.signature)]
            let polka = Polka(
                height: vote.height, round: vote.round, block: id, validRound: vote.validRound,
                signatures: signatures)
            let certificate = CommitCertificate(
                height: vote.height, round: vote.round, block: id, signatures: signatures)
            let proposal = Proposal(
                round: vote.round, validRound: polka.round, block: block, polka: polka,
                seat: vote.seat, signature: vote.signature)
            let messages: [ConsensusMessage] = [
                .proposal(proposal), .vote(vote), .polka(polka), .certificate(certificate),
                .body(block), .decision(CommittedBlock(block: block, certificate: certificate)),
            ]
            for message in messages {
                #expect((try? ConsensusMessage(canonical: message.canonicalBytes)) == message)
                bytes += message.canonicalBytes
            }
            let record = VoteLogRecord(
                signed: .vote(vote), locked: RoundBlock(round: vote.round, block: id),
                valid: nil, polka: polka, body: dice.oneIn(2) ? block : nil)
            bytes += record.canonicalBytes
        }
        #expect(TestSeats.suite.hash(bytes).short == "3624b815")
    }
}
