import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Consensus

@Suite struct `What faulty seats try` {
    let block = TestSeats.block(proposer: 1)
    var id: BlockID { TestSeats.id(block) }

    @Test func `a second vote is evidence and does not count`() throws {
        var bench = Bench(seat: 0)
        let first = TestSeats.prevote(1, id)
        let second = TestSeats.prevote(1, nil)
        _ = bench.hear(.vote(first))
        let effects = bench.hear(.vote(second))
        #expect(
            effects == [
                .misbehaviour(try #require(MisbehaviourEvidence.conflict(first, second)))
            ])
    }

    @Test func `a vote signed by another seat is refused`() {
        let good = TestSeats.prevote(1, id)
        let bad = Vote(
            step: .prevote, height: good.height, round: good.round, block: good.block,
            validRound: nil, seat: SeatIndex(2), signature: good.signature)
        var bench = Bench(seat: 0)
        #expect(bench.hear(.vote(bad)).faults == [.signatureWrong])
    }

    @Test func `a vote of a seat that does not exist is refused`() {
        var bench = Bench(seat: 0)
        #expect(bench.hear(.vote(TestSeats.prevote(5, id))).faults == [.unknownSeat])
    }

    @Test func `only the seat whose turn it is can propose`() {
        var bench = Bench(seat: 0)
        let early = TestSeats.proposal(2, TestSeats.block(proposer: 2))
        #expect(bench.hear(.proposal(early)).faults == [.notTheProposer])
    }

    @Test func `a third block of one round is not kept`() {
        var bench = Bench(seat: 0)
        var reports = 0
        for mark in 0..<3 as Range<UInt64> {
            let other = TestSeats.block(proposer: 1, mark: mark)
            let effects = bench.hear(.proposal(TestSeats.proposal(1, other)))
            reports += effects.count { if case .misbehaviour = $0 { true } else { false } }
        }
        #expect(reports == 2)
        #expect(bench.machine.state?.proposals[.first]?.count == 2)
    }

    // Pitfalls 5 and 20: every signature is checked, seats are distinct and known.
    @Test(arguments: ["bad-last-signature", "seat-twice", "unknown-seat", "below-quorum"])
    func `a certificate with a flaw is refused`(corruption: String) {
        var signatures = TestSeats.certificate([0, 1, 2, 3], id).signatures
        switch corruption {
        case "bad-last-signature":
            signatures[3] = SeatSignature(seat: SeatIndex(3), signature: signatures[0].signature)
        case "seat-twice": signatures[3] = signatures[2]
        case "unknown-seat":
            signatures[3] = SeatSignature(seat: SeatIndex(4), signature: signatures[3].signature)
        default: signatures = Array(signatures.prefix(2))
        }
        let certificate = CommitCertificate(
            height: Height(1), round: .first, block: id, signatures: signatures)
        var bench = Bench(seat: 0)
        _ = bench.hear(.proposal(TestSeats.proposal(1, block)))
        let effects = bench.hear(.certificate(certificate))
        // Who counts other seats, as around a recovery, may send two of these.
        let isOfOthers = ["unknown-seat", "below-quorum"].contains(corruption)
        #expect(effects.faults == [isOfOthers ? .otherSeats : .certificateWrong])
        #expect(effects.decisions.isEmpty)
    }

    @Test func `wrong signatures of one peer are tried under other seats once a second`() {
        var bench = Bench(seat: 0)
        let true3 = TestSeats.prevote(3, id)
        let shifted = Vote(
            step: true3.step, height: true3.height, round: true3.round, block: true3.block,
            validRound: true3.validRound, seat: SeatIndex(1), signature: true3.signature)
        #expect(bench.hear(.vote(shifted), from: 1).faults == [.otherSeats])
        for _ in 0..<100 {
            #expect(bench.hear(.vote(shifted), from: 1).faults.isEmpty)
        }
        // Of another peer it is looked at, and of the same later on.
        #expect(bench.hear(.vote(shifted), from: 2).faults == [.otherSeats])
        bench.now = BlockTime(bench.now.value + 1_000)
        #expect(bench.hear(.vote(shifted), from: 1).faults == [.otherSeats])
        // A peer that hides behind such a vote still brings true ones.
        #expect(bench.hear(.vote(true3), from: 1).faults.isEmpty)
        #expect(bench.machine.state?.tally.count(.prevote, round: .first) == 1)
    }

    @Test func `a block with other contents under the same name is replaced by the right one`() {
        var wrong = block
        wrong.body.parentCertificate = TestSeats.certificate([0, 1, 2], id)
        var bench = Bench(seat: 0)
        let proposal = TestSeats.proposal(1, wrong)
        let refused = bench.hear(.proposal(proposal), from: 1, valid: false)
        #expect(refused.votes.map(\.block) == [nil])
        _ = bench.hear(.polka(TestSeats.polka([1, 2, 3], id)))
        #expect(
            bench.expire(.resend).contains {
                if case .fetch(id, _) = $0 { true } else { false }
            })
        let effects = bench.hear(.body(block))
        #expect(effects.votes == [TestSeats.precommit(0, id)])
    }

    @Test func `an equivocating proposer splits nobody for long`() {
        let network = MemoryNetwork(seats: 4, offline: [1])
        let one = TestSeats.block(proposer: 1, mark: 1)
        let two = TestSeats.block(proposer: 1, mark: 2)
        network.deliver(.proposal(TestSeats.proposal(1, one)), from: 1, to: [0, 2], at: 20)
        network.deliver(.proposal(TestSeats.proposal(1, two)), from: 1, to: [3], at: 20)
        for (block, seats) in [(one, [0, 2]), (two, [3])] {
            let id = TestSeats.id(block)
            network.deliver(.vote(TestSeats.prevote(1, id)), from: 1, to: seats, at: 25)
            network.deliver(.vote(TestSeats.precommit(1, id)), from: 1, to: seats, at: 25)
        }
        network.run(until: 60_000)
        #expect(network.isDone)
        #expect(network.violations == [])
    }

    @Test func `early messages of one peer are bounded in bytes`() {
        var early = EarlyMessages()
        var large = TestSeats.block(height: 2, proposer: 2)
        large.body.transactions = [Self.largeTransaction]
        for mark in 0..<40 as Range<UInt64> {
            large.header.entryCount = mark
            early.keep(.body(large), from: TestSeats.member(1))
        }
        let kept = early.count
        #expect(kept > 5 && kept < 15)
        early.keep(.vote(TestSeats.prevote(1, nil, height: 2)), from: TestSeats.member(2))
        #expect(early.count == kept + 1)
    }

    private static let largeTransaction = SignedTransaction(
        Transaction(
            suite: TestSeats.suite, chain: TestSeats.chain, kind: .anchor,
            member: TestSeats.member(0), nonce: [UInt8](repeating: 0, count: 16),
            validUntil: BlockTime(0), payload: [UInt8](repeating: 7, count: 1_000_000)),
        signatures: [])

    @Test func `a proposal far ahead of a node that lags is no fault, and is not kept`() {
        var bench = Bench(seat: 0)
        let effects = bench.hear(.proposal(TestSeats.proposal(1, block, round: 40)))
        #expect(effects.isEmpty)
        #expect(bench.hear(.vote(TestSeats.prevote(1, nil, round: .max))).faults == [.malformed])
    }

    @Test func `blocks of old rounds are dropped unless a quorum named them`() {
        var bench = Bench(seat: 0)
        _ = bench.hear(.proposal(TestSeats.proposal(1, block)))
        let named = TestSeats.block(proposer: 2, mark: 5)
        for seat in [1, 2] { _ = bench.hear(.vote(TestSeats.precommit(seat, nil, round: 1))) }
        _ = bench.hear(.proposal(TestSeats.proposal(2, named, round: 1)))
        _ = bench.hear(.polka(TestSeats.polka([1, 2, 3], TestSeats.id(named), round: 1)))
        for seat in [1, 2] { _ = bench.hear(.vote(TestSeats.precommit(seat, nil, round: 2))) }
        #expect(bench.machine.body(of: id) == block)
        for seat in [1, 2] { _ = bench.hear(.vote(TestSeats.precommit(seat, nil, round: 3))) }
        #expect(bench.machine.body(of: id) == nil)
        #expect(bench.machine.body(of: TestSeats.id(named)) == named)
    }

    @Test func `votes far ahead keep one slot for each seat`() {
        var bench = Bench(seat: 0)
        for round in 100..<400 as Range<UInt64> {
            _ = bench.hear(.vote(TestSeats.prevote(1, nil, round: round)))
        }
        #expect(bench.machine.state?.distantVotes[1]?.vote.round == Round(399))
        #expect(bench.machine.round == .first)
        _ = bench.hear(.vote(TestSeats.prevote(2, nil, round: 390)))
        #expect(bench.machine.round == Round(390))
        #expect(
            bench.machine.state?.tally.vote(.prevote, round: Round(399), seat: SeatIndex(1)) != nil)
    }
}

@Suite struct `Restarts` {
    let block = TestSeats.block(proposer: 1)
    var id: BlockID { TestSeats.id(block) }

    // Pitfall 18.
    @Test func `continue in the round and step that the log names`() {
        var bench = Bench(seat: 0)
        for seat in [1, 2] { _ = bench.hear(.vote(TestSeats.precommit(seat, nil, round: 3))) }
        _ = bench.expire(.propose, round: 3)
        let again = Bench(seat: 0, recovered: bench.log)
        #expect(again.machine.round == Round(3))
        #expect(again.machine.step == .prevote)
        #expect(again.machine.state?.tally.count(.prevote, round: Round(3)) == 1)
    }

    @Test func `keep the lock and its block`() {
        var bench = Bench(seat: 0)
        _ = bench.hear(.proposal(TestSeats.proposal(1, block)))
        _ = bench.hear(.polka(TestSeats.polka([1, 2, 3], id)))
        let again = Bench(seat: 0, recovered: bench.log)
        #expect(again.machine.state?.locked == RoundBlock(round: .first, block: id))
        #expect(again.machine.body(of: id) == block)
    }

    @Test func `keep the polka behind the lock`() {
        var bench = Bench(seat: 0)
        _ = bench.hear(.proposal(TestSeats.proposal(1, block)))
        _ = bench.hear(.polka(TestSeats.polka([1, 2, 3], id)))
        let again = Bench(seat: 0, recovered: bench.log)
        let found = RoundBlock(round: .first, block: id)
        #expect(again.machine.state?.tally.polka(for: found) != nil)
    }

    @Test func `take nothing from the records of another height`() {
        var bench = Bench(seat: 0)
        _ = bench.hear(.proposal(TestSeats.proposal(1, block)))
        _ = bench.hear(.polka(TestSeats.polka([1, 2, 3], id)))
        let next = Bench(seat: 0, TestSeats.context(2), recovered: bench.log)
        #expect(next.machine.signed.isEmpty)
        #expect(!next.machine.isOpen)
        #expect(next.machine.step == .propose)
        #expect(next.machine.state?.locked == nil)
    }

    @Test func `say everything again at once`() {
        var bench = Bench(seat: 0)
        _ = bench.hear(.proposal(TestSeats.proposal(1, block)))
        var machine = RoundMachine(key: TestSeats.keys[0])
        let effects = machine.step(
            .begin(TestSeats.context(), recovered: bench.log), now: TestSeats.startTime)
        #expect(effects.votes == [TestSeats.prevote(0, id)])
        #expect(!effects.contains { if case .persist = $0 { true } else { false } })
    }

    @Test func `a proposer repeats its own proposal and makes no second one`() {
        var bench = Bench(seat: 1)
        _ = bench.step(.transactionsWaiting)
        _ = bench.expire(.interval)
        _ = bench.step(.built(block, round: .first))
        var again = Bench(seat: 1, recovered: Array(bench.log.prefix(1)))
        let effects = again.expire(.resend)
        #expect(effects.contains(.broadcast(.proposal(TestSeats.proposal(1, block)))))
        #expect(!effects.contains(.build(round: .first)))
    }

    @Test func `a vote of the own seat that the log does not know ends all signing`() {
        var bench = Bench(seat: 0)
        let foreign = TestSeats.prevote(0, nil)
        #expect(bench.hear(.vote(foreign)).contains(.foreignSignature(.vote(foreign))))
        #expect(bench.machine.isSilenced)
        #expect(bench.hear(.proposal(TestSeats.proposal(1, block))).votes.isEmpty)
    }

    @Test func `records survive coding`() throws {
        var bench = Bench(seat: 0)
        _ = bench.hear(.proposal(TestSeats.proposal(1, block)))
        _ = bench.hear(.polka(TestSeats.polka([1, 2, 3], id)))
        for record in bench.log {
            #expect(try VoteLogRecord(canonical: record.canonicalBytes) == record)
        }
        #expect(bench.log.count == 2)
    }
}
