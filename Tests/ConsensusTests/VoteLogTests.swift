import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Consensus

@Suite struct `What the vote log says` {
    private static let block = TestSeats.block(proposer: 1)

    /// A prevote, then a precommit with its lock, polka and block.
    private static func log() -> [VoteLogRecord] {
        var bench = Bench(seat: 0)
        _ = bench.hear(.proposal(TestSeats.proposal(1, block)))
        _ = bench.hear(.polka(TestSeats.polka([1, 2, 3], TestSeats.id(block))))
        return bench.log
    }

    private static func changed(_ corruption: String) -> [VoteLogRecord] {
        var log = log()
        let last = log[1]
        var signed = last.signed
        var (locked, valid, polka, body) = (last.locked, last.valid, last.polka, last.body)
        switch corruption {
        case "foreign-seat": signed = .vote(TestSeats.precommit(2, TestSeats.id(block)))
        case "wrong-signature":
            let other = TestSeats.precommit(0, nil)
            signed = .vote(
                Vote(
                    step: .precommit, height: other.height, round: other.round,
                    block: TestSeats.id(block), validRound: nil, seat: other.seat,
                    signature: other.signature))
        case "same-place-twice":
            signed = .vote(TestSeats.prevote(0, nil))
            (locked, valid, polka, body) = (nil, nil, nil, nil)
        case "proposal-signed-by-another":
            let foreign = TestSeats.proposal(1, block, round: 4)
            signed = .proposal(
                Proposal(
                    round: foreign.round, validRound: nil, block: block, polka: nil,
                    seat: SeatIndex(0), signature: foreign.signature))
            (locked, valid, polka, body) = (nil, nil, nil, nil)
        case "precommit-without-polka": (valid, polka, body) = (nil, nil, nil)
        case "polka-below-quorum": polka = TestSeats.polka([1, 2], TestSeats.id(block))
        case "polka-of-another-block":
            let other = TestSeats.block(proposer: 1, mark: 3)
            polka = TestSeats.polka([1, 2, 3], TestSeats.id(other))
        case "no-polka": polka = nil
        case "lock-of-its-own":
            locked = RoundBlock(round: .first, block: BlockID(.zero))
            valid = last.valid
        case "no-lock": locked = nil
        default: body = TestSeats.block(proposer: 1, mark: 9)
        }
        log[1] = VoteLogRecord(
            signed: signed, locked: locked, valid: valid, polka: polka, body: body)
        return log
    }

    @Test func `holds as it was written`() throws {
        _ = try TestSeats.context().check(Self.log(), key: TestSeats.keys[0].verifyingKey)
    }

    @Test(
        arguments: [
            ("foreign-seat", .foreignSeat), ("wrong-signature", .signatureWrong),
            ("same-place-twice", .notInOrder), ("polka-below-quorum", .polkaWrong),
            ("proposal-signed-by-another", .signatureWrong),
            ("precommit-without-polka", .polkaWrong),
            ("polka-of-another-block", .polkaWrong), ("no-polka", .polkaWrong),
            ("lock-of-its-own", .lockWrong), ("no-lock", .lockWrong), ("other-body", .bodyWrong),
        ] as [(String, VoteLogFault)])
    func `is checked before anything is signed on top of it`(
        corruption: String, fault: VoteLogFault
    ) {
        let records = Self.changed(corruption)
        #expect(throws: fault) {
            _ = try TestSeats.context().check(records, key: TestSeats.keys[0].verifyingKey)
        }
        var machine = RoundMachine(key: TestSeats.keys[0])
        let effects = machine.step(
            .begin(TestSeats.context(), recovered: records), now: TestSeats.startTime)
        #expect(effects.contains(.voteLogRefused(Height(1), fault)))
        #expect(machine.isSilenced)
        #expect(effects.votes.isEmpty)
    }

    @Test func `of a block is executed again, and another body is fetched if it fails`() {
        var machine = RoundMachine(key: TestSeats.keys[0])
        let id = TestSeats.id(Self.block)
        let effects = machine.step(
            .begin(TestSeats.context(), recovered: Self.log()), now: TestSeats.startTime)
        #expect(effects.contains(.validate(Self.block)))
        _ = machine.step(.validated(id, isValid: false), now: TestSeats.startTime)
        #expect(machine.body(of: id) == nil)
        let again = machine.step(
            .timer(RoundTimer(.resend, height: Height(1))), now: TestSeats.startTime)
        #expect(
            again.contains {
                if case .fetch(id, _) = $0 { true } else { false }
            })
    }

    @Test func `a seat that may not sign yet leaves no vote out`() {
        var machine = RoundMachine(key: TestSeats.keys[0])
        let now = TestSeats.startTime
        _ = machine.step(.signing(isAllowed: false), now: now)
        _ = machine.step(.begin(TestSeats.context(), recovered: []), now: now)
        let proposal = ConsensusMessage.proposal(TestSeats.proposal(1, Self.block))
        var effects = machine.step(.received(proposal, from: TestSeats.member(1)), now: now)
        effects += machine.step(
            .validated(TestSeats.id(Self.block), isValid: true), now: now)
        effects += machine.step(
            .timer(RoundTimer(.propose, height: Height(1))), now: now)
        #expect(effects.votes.isEmpty)
        #expect(machine.step == .propose)
        effects = machine.step(.signing(isAllowed: true), now: now)
        #expect(effects.votes == [TestSeats.prevote(0, TestSeats.id(Self.block))])
    }

    @Test func `a certificate with the own vote in it that nobody logged ends all signing`() {
        var bench = Bench(seat: 0)
        let certificate = TestSeats.certificate([0, 1, 2], TestSeats.id(Self.block))
        let effects = bench.hear(.certificate(certificate))
        #expect(
            effects.contains(
                .foreignSignature(.vote(TestSeats.precommit(0, TestSeats.id(Self.block))))))
        #expect(bench.machine.isSilenced)
    }
}
