import Consensus
import LedgerTypes

/// A seat's own turns: its block is ready at once, late, or when the round is over; its clock is right
/// or wrong; it may be held. It proposes once a round, before it votes, what was built for that round.
enum OwnTurns {
    private static let times: [UInt64] = [0, 100, 1_900, 2_600, 4_100, 9_000]

    private enum Clock: CaseIterable { case right, wrong, wrongAtFirst, wrongLater }

    /// When the others go on to the next round.
    private static let paces: [UInt64] = [700, 2_300, 3_500]

    static let family = RoundFamily(
        name: "own-turns", summary: "one machine: its blocks are late, its clock is wrong",
        count: LoneSeat.count * times.count * Clock.allCases.count * paces.count * 2
    ) { number, isTold in
        var choices = Choices(number)
        let lone = LoneSeat(choices.next(LoneSeat.count), isTold: isTold)
        let time = times[choices.next(times.count)]
        let clock = Clock.allCases[choices.next(Clock.allCases.count)]
        let pace = paces[choices.next(paces.count)]
        let isProposed = choices.next(2) == 1
        let network = lone.network
        network.buildTime = { _, _ in time }
        lone.start()
        let seat = lone.seat
        if clock != .right, clock != .wrongLater {
            network.step(seat, .proposing(isAllowed: false))
        }
        if clock == .wrongAtFirst || clock == .wrongLater {
            network.at(3 * pace) { $0.step(seat, .proposing(isAllowed: clock == .wrongAtFirst)) }
        }
        // Three turns of the seat.
        for number in 1...11 {
            let round = Round(UInt64(number))
            let begins = pace * UInt64(number)
            lone.goOn(to: round, at: begins)
            if isProposed, lone.proposer(round) != seat {
                lone.propose(lone.block(round, at: begins), round, at: begins + 200)
            }
        }
        return lone.outcome(until: 12 * pace + 10_000)
    }
}
