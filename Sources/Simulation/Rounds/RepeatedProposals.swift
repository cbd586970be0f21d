import Consensus
import LedgerTypes

/// A faulty seat repeats a block in its turn, after two rounds in which seats may have locked or
/// decided: only a quorum that was really there may move them.
///
/// Left out: pasts in which an honest seat did not prevote though it could; more than one seat that
/// has decided; most forms of blocks that may never be voted for (see `RepeatedProposal.all`); a
/// proposal that does not reach one honest seat, for two of the four faulty seats.
enum RepeatedProposals {
    /// The faulty seat, and whether its proposal reaches all.
    private static let turns = [
        (0, true), (1, true), (2, true), (3, true), (0, false), (3, false),
    ]

    static let four = RoundFamily(
        name: "repeated-proposals", summary: "4 seats, one faulty: a block repeated on a polka",
        count: turns.count * RepeatedProposal.all.count * RoundPast.four.count
    ) { number, isTold in
        var choices = Choices(number)
        let (faulty, reachesAll) = turns[choices.next(turns.count)]
        let proposal = RepeatedProposal.all[choices.next(RepeatedProposal.all.count)]
        let place = choices.next(RoundPast.four.count)
        let staged = StagedPast(
            RoundPast.four[place], seats: 4, faulty: [faulty], isTold: isTold)
        return play(proposal, in: staged, lacking: reachesAll ? nil : place % 3)
    }

    /// Places that the proposal does not reach.
    private static let missed: [Int?] = [nil, 0, 4]
    private static let some = RepeatedProposal.all.filter { $0.content == .other }

    static let seven = RoundFamily(
        name: "repeated-proposals-seven", summary: "7 seats, two faulty: the same, some pasts",
        count: some.count * RoundPast.seven.count
    ) { number, isTold in
        var choices = Choices(number)
        let proposal = some[choices.next(some.count)]
        let place = choices.next(RoundPast.seven.count)
        let first = number % 2 == 0 ? 3 : 6
        let staged = StagedPast(
            RoundPast.seven[place], seats: 7, faulty: [first, (first + 1) % 7], isTold: isTold)
        return play(proposal, in: staged, lacking: missed[number % missed.count])
    }

    /// - Parameter place: an honest seat that the proposal does not reach.
    private static func play(
        _ proposal: RepeatedProposal, in staged: StagedPast, lacking place: Int?
    ) -> RoundOutcome {
        staged.begin()
        let receivers = staged.honest.enumerated().filter { $0.offset != place }.map(\.element)
        proposal.play(in: staged, to: receivers)
        staged.network.run(until: staged.heals + 60_000)
        return RoundOutcome(staged.network, healed: staged.heals)
    }
}
