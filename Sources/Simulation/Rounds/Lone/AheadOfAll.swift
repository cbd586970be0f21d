import Consensus
import LedgerTypes

/// Voices that are rounds ahead, of a seat that has something to decide or nothing: it goes where an
/// honest seat must be and no further, and begins for nobody's later turn.
enum AheadOfAll {
    private static let rounds: [UInt64] = [0, 1, 5, 9, 64, 65, 1_000]

    private enum Form: CaseIterable {
        case nothing, prevotes, precommits, proposal, untilProposal
    }

    static let family = RoundFamily(
        name: "ahead-of-all", summary: "one machine: votes and proposals of later rounds",
        count: LoneSeat.count * 2 * Form.allCases.count * rounds.count * rounds.count * 3
    ) { number, isTold in
        var choices = Choices(number)
        let seat = choices.next(LoneSeat.count)
        let lone = LoneSeat(seat, isIdle: choices.next(2) == 1, isTold: isTold)
        let form = Form.allCases[choices.next(Form.allCases.count)]
        let first = Round(rounds[choices.next(rounds.count)])
        let second = Round(rounds[choices.next(rounds.count)])
        let voices = choices.next(3) + 1
        lone.start()
        switch form {
        case .nothing: break
        case .prevotes, .precommits:
            let step: VoteStep = form == .prevotes ? .prevote : .precommit
            for (place, voter) in lone.others.prefix(voices).enumerated() {
                let round = place == 0 ? first : second
                lone.vote(step, for: nil, round, by: [voter], at: 20 + 10 * UInt64(place))
            }
        case .proposal, .untilProposal:
            let named = form == .proposal ? first : Round(UInt64(voices))
            let round = lone.proposer(named) == seat ? named.next : named
            lone.propose(lone.block(round), round, at: 20)
            if form == .untilProposal { lone.goOn(to: second, at: 500) }
        }
        return lone.outcome(until: 14_000)
    }
}
