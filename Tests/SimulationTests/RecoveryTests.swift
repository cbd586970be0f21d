import BlockStore
import Consensus
import LedgerTypes
import Testing

@testable import Simulation

@Suite struct `A recovery in a run` {
    /// Seats 2 and 3 of four are gone after some blocks.
    private func story(seed: UInt64 = 5, survivors: [Int] = [0, 1]) -> Scenario {
        var scenario = Scenario(seed: seed)
        scenario.plan = [PlannedFault(at: 2_500, .lose(2)), PlannedFault(at: 2_500, .lose(3))]
        scenario.acts = [PlannedAct(at: 4_000, .recover(survivors: survivors))]
        scenario.healsAt = 9_000
        return scenario
    }

    @Test func `goes on with fewer seats, and a lost one that comes back follows`() {
        var scenario = story()
        scenario.followers = 1
        scenario.plan += [
            PlannedFault(at: 3_000, .powerCut(4)), PlannedFault(at: 11_000, .restart(4)),
            PlannedFault(at: 12_000, .revive(3)),
        ]
        let report = SimulatedWorld(scenario).run()
        #expect(report.violations == [])
        #expect(report.recoveries == 1)
        #expect(report.isLivenessJudged)
        let tip = report.heights[0]
        #expect(tip > report.heights[2] + 2)
        #expect(report.heights[3] + 2 >= tip && report.heights[4] + 2 >= tip)
    }

    @Test func `does not come while a lost seat may still be back`() {
        var scenario = story()
        scenario.plan.removeLast()
        let report = SimulatedWorld(scenario).run()
        #expect(report.violations == [])
        #expect(report.recoveries == 0)
        #expect(report.isLivenessJudged)
    }

    @Test func `asks whoever remains to decide again`() {
        var scenario = story()
        // The order reaches both, and then one of them is cut off for good.
        scenario.rules = [MessageRule(.lost, senders: 0b10, times: 4_000..<UInt64.max)]
        scenario.healsAt = 0
        scenario.heights = 20
        scenario.livenessBound = 60_000
        #expect(Set(SimulatedWorld(scenario).run().violations.map(\.kind)) == [.liveness])
    }

    @Test func `bears crashes of survivors around the order`() {
        var tally = CampaignTally()
        for seed in 1...24 as ClosedRange<UInt64> {
            let report = SimulatedWorld(
                CampaignKind.recovery.scenario(seed: seed, seats: [4, 4, 5, 7])
            ).run()
            #expect(report.violations == [], "seed \(seed)")
            tally.take(report)
        }
        #expect(tally.toRecover == 24)
        #expect(tally.recovered > 24 * 8 / 10)
    }

    @Test func `leaves who signed what: a seat has another number in each set`() throws {
        let consortium = Consortium.of(seats: 4, members: 4, parameters: Scenario.quickParameters)
        let old = consortium.state.seats
        let new = try SeatSet(checking: [old.seats[1], old.seats[3]])
        var book = StatementBook(chain: consortium.state.chain)
        // One place of one member: as seat 3 of four, and as seat 1 of the two that remain.
        for (seats, seat, text) in [(old, 3, 1), (new, 1, 2)] as [(SeatSet, UInt64, UInt8)] {
            let block = BlockID(Consortium.suite.hash([text]))
            let lines = SigningTemplate.precommit(
                chain: consortium.state.chain, height: Height(1), round: .first, block: block)
            let vote = Vote(
                step: .precommit, height: Height(1), round: .first, block: block, validRound: nil,
                seat: SeatIndex(seat), signature: consortium.seatKeys[3].sign(lines))
            let holds = book.check(SignedStatement(vote), seats: seats)
            let holdsElsewhere = book.check(SignedStatement(vote), seats: seat == 3 ? new : old)
            #expect(holds && !holdsElsewhere)
        }
        let found = Contradictions.equivocations(book.byHeight[Height(1)] ?? [])
        #expect(found.map(\.0.member) == [consortium.members[3]])
    }
}
