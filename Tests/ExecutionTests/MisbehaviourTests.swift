import GovernanceSamples
import LedgerTypes
import Sealing
import Testing

@testable import Execution
@testable import Governance

@Suite struct `Evidence in blocks` {
    private let accused = TestConsortium.id("centre-b")

    private func refusal(
        _ chain: SeatedChain, _ evidence: [MisbehaviourEvidence]
    ) -> BlockRefusal? {
        do {
            _ = try BlockExecution.execute(chain.inputs(evidence: evidence), on: chain.state)
            return nil
        } catch let refusal as BlockRefusal {
            return refusal
        } catch {
            return .timeNotAfterParent
        }
    }

    @Test func `is recorded, takes the turns as proposer, and tells every member`() throws {
        var chain = try SeatedChain()
        try chain.decide(blocks: 3)
        let evidence = chain.evidence()
        let without = try BlockExecution.execute(chain.inputs(), on: chain.state)
        let executed = try chain.decide(evidence: [evidence])
        #expect(executed.stateRoot != without.stateRoot)
        let queries = GovernanceQueries(chain.state)
        let records = queries.misbehaviour(of: accused)
        #expect(records.map(\.subject) == [evidence.subject])
        #expect(records[0].evidence == evidence.digest(suite: chain.state.suite))
        #expect(records[0].recorded == Height(4))
        #expect(queries.misbehaviour == records)
        let seat = chain.state.nextSeats.index(of: accused)!
        #expect(chain.state.suspendedProposers == [seat])
        #expect(queries.suspendedProposers.map(\.suspension?.cause) == [.misbehaviour])
        #expect(queries.suspendedProposers.map(\.suspension?.until) == [Height(5 + 64 * 4)])
        for member in chain.consortium.genesis.members {
            let notices = queries.outstandingNotices(of: member.id)
            #expect(notices.map(\.audience) == [.governance])
            #expect(notices.map(\.about) == [RecordID(records[0].evidence)])
        }
        // The seat stays, and so does every quorum.
        #expect(chain.state.nextSeats == chain.state.seats)
    }

    @Test func `ends with its term once the seat is seen to vote`() throws {
        var chain = try SeatedChain()
        try chain.decide()
        try chain.decide(evidence: [chain.evidence()])
        try chain.decide(blocks: 64 * 4 - 1)
        #expect(chain.state.suspendedProposers.count == 1)
        try chain.decide()
        #expect(chain.state.suspendedProposers.isEmpty)
        #expect(!GovernanceQueries(chain.state).misbehaviour.isEmpty)
    }

    @Test func `is refused twice, above the tip, when it is wrong or out of order`() throws {
        var chain = try SeatedChain()
        try chain.decide(blocks: 2)
        let good = chain.evidence()
        let other = chain.evidence("centre-c")
        #expect(refusal(chain, [good, other]) == nil)
        #expect(refusal(chain, [other, good]) == .evidenceRefused(at: 1, .outOfOrder))
        #expect(refusal(chain, [good, good]) == .evidenceRefused(at: 1, .outOfOrder))
        let early = chain.evidence(height: Height(3))
        #expect(refusal(chain, [early]) == .evidenceRefused(at: 0, .notCommitted))
        let forged = chain.evidence(key: TestConsortium.key("seat/centre-c"))
        #expect(
            refusal(chain, [good, forged].sorted { $0.subject < $1.subject })?.code == 4016)
        #expect(
            refusal(chain, [forged]) == .evidenceRefused(at: 0, .wrong(.signatureWrong)))
        try chain.decide(evidence: [good])
        #expect(refusal(chain, [good]) == .evidenceRefused(at: 0, .recordedAlready))
        // The next round is another contradiction.
        #expect(refusal(chain, [chain.evidence(height: Height(2), round: 1)]) == nil)
    }

    @Test func `is of a bounded number in one block and of one member`() throws {
        var chain = try SeatedChain()
        try chain.decide()
        let many = (0..<90).map { chain.evidence(height: Height(1), round: UInt64($0)) }
        let limit = LedgerTypes.Limits.maximumEvidence
        #expect(
            refusal(chain, Array(many.prefix(limit + 1)))
                == .evidenceRefused(at: limit + 1, .tooMany))
        for start in stride(from: 0, to: 64, by: limit) {
            try chain.decide(evidence: Array(many[start..<(start + limit)]))
        }
        #expect(refusal(chain, [many[80]]) == .evidenceRefused(at: 0, .enough))
        #expect(GovernanceQueries(chain.state).misbehaviour.count == 64)
        // Everybody is told once, not sixty-four times.
        #expect(GovernanceQueries(chain.state).outstandingNotices(of: accused).count == 1)
    }

    @Test func `is judged by the seats of its own height`() throws {
        var chain = try SeatedChain()
        try chain.decide()
        let old = chain.evidence()
        let key = TestConsortium.key("seat-2/centre-b")
        let next = try SeatSet(
            checking: chain.state.seats.seats.map {
                $0.member == accused ? Seat(member: accused, key: key.verifyingKey) : $0
            })
        let status = try #require(SeatStatus(member: accused, state: chain.state, key: key))
        #expect(
            try chain.refusal(
                SeatChange(seats: next, statuses: [status]),
                keys: ["governance/centre-b", "governance/hospital-a", "governance/research-r"])
                == nil)
        chain.seatKeys[accused] = key
        try chain.decide(blocks: 3)
        #expect(chain.state.seats(at: Height(1)) == chain.consortium.genesis.seats)
        #expect(chain.state.seats(at: chain.state.height) == chain.state.seats)
        #expect(chain.state.seats != chain.consortium.genesis.seats)
        #expect(refusal(chain, [old]) == nil)
        let mixed = chain.evidence(
            height: Height(1), seats: chain.consortium.genesis.seats,
            key: key)
        #expect(refusal(chain, [mixed]) == .evidenceRefused(at: 0, .wrong(.signatureWrong)))
    }

    @Test func `of a height whose seats are forgotten is too old`() throws {
        var chain = try SeatedChain()
        try chain.decide()
        let old = chain.evidence()
        let state = chain.state
        let age = GovernanceLimits.evidenceAge
        for (height, isTooOld) in [(1 + age, false), (2 + age, true)] {
            let later = LedgerState(
                suite: state.suite, chain: state.chain, height: Height(height), time: state.time,
                map: state.map, frontier: state.frontier)
            var found: EvidenceRefusal?
            do throws(EvidenceRefusal) {
                try MisbehaviourRegister.check(old, on: later)
            } catch {
                found = error
            }
            #expect(found == (isTooOld ? .tooOld : nil))
        }
    }

    @Test func `seat sets of the past are kept as long as evidence may need them`() throws {
        let chain = try SeatedChain()
        var change = StateChange(chain.state, height: Height(50), time: chain.state.time)
        SeatHistory.keep(chain.state.seats, &change)
        let last = 50 + GovernanceLimits.evidenceAge
        change.settle()
        change.reader.move(to: Height(last), time: chain.state.time)
        SeatHistory.forget(&change)
        let isKept = change.has(Tables.seatsBefore, Height(50))
        #expect(isKept)
        change.settle()
        change.reader.move(to: Height(last + 1), time: chain.state.time)
        SeatHistory.forget(&change)
        let kept = (change.get(Tables.seatsBefore, Height(50)), change.get(Tables.seatChanges))
        #expect(kept.0 == nil && kept.1 == nil)
    }

    @Test func `a certificate of another block or height is refused`() throws {
        var chain = try SeatedChain()
        try chain.decide(blocks: 2)
        var inputs = chain.inputs()
        let old = inputs.parentCertificate
        try chain.decide()
        inputs = chain.inputs()
        inputs.parentCertificate = old
        #expect(throws: BlockRefusal.parentCertificateWrong) {
            try BlockExecution.execute(inputs, on: chain.state)
        }
    }

    @Test func `silent proposers lose their turns by the certificates that blocks carry`() throws {
        var chain = try SeatedChain()
        let silent = "centre-b"  // Seat 0: its turns are heights 4, 8 and 12.
        while chain.state.suspendedProposers.isEmpty && chain.state.height < Height(20) {
            let isTurn = chain.state.height.next.value % 4 == 0
            try chain.decide(round: isTurn ? 1 : 0, without: [silent])
        }
        #expect(chain.state.height == Height(13))
        #expect(chain.state.suspendedProposers == [SeatIndex(0)])
        let standings = GovernanceQueries(chain.state).suspendedProposers
        #expect(standings.map(\.member) == [TestConsortium.id(silent)])
        #expect(standings.map(\.suspension?.cause) == [.misses])
    }
}
