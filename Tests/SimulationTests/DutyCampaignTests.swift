import Testing

@testable import Simulation

@Suite struct `Work with the outside` {
    /// Found violations while the judge or the desk was wrong: runs that ended with a block that
    /// brought work, a wiped holder, a parcel sent again after a start.
    private static let seeds: [UInt64] = [1, 2, 8, 12, 13, 21, 24]

    @Test func `comes to its end whatever fails`() {
        var sum = DutyTally()
        for seed in Self.seeds {
            let report = SimulatedWorld(CampaignKind.duties.scenario(seed: seed)).run()
            #expect(report.isCorrect, "\(report.violations)")
            sum += report.duties
        }
        // What is judged happened.
        #expect(sum.permits > 10 && sum.delivered > 5 && sum.heldBack > 0 && sum.notices > 5)
        #expect(sum.opened == sum.anchored)
    }

    @Test func `is the same run twice, with the seats named or left to the seed`() {
        for seed in [UInt64(3), 8] {
            let drawn = CampaignKind.duties.scenario(seed: seed)
            let named = CampaignKind.duties.scenario(seed: seed, seats: [drawn.seats])
            #expect(drawn == named)
            #expect(
                SimulatedWorld(drawn).run().auditorHash == SimulatedWorld(named).run().auditorHash)
        }
    }
}
