import LedgerTypes
import Mutants

extension RoundMachine {
    /// Tells one peer which votes this node holds; it answers with those that are lacking.
    ///
    /// Own messages are sent again in any case: this only brings votes of others sooner.
    mutating func askForVotes(_ state: HeightState) {
        guard state.isOpen, Mutant.comparesVotes else { return }
        let newest = state.round.value
        let first = max(
            state.context.firstRound.value,
            newest - min(newest, UInt64(Limits.comparedRounds) - 1))
        let votes = (first...newest).map { number in
            RoundState.Votes(
                round: Round(number),
                prevotes: state.tally.seats(.prevote, round: Round(number)),
                precommits: state.tally.seats(.precommit, round: Round(number)))
        }
        effects.append(
            .ask(RoundState(height: state.height, round: state.round, votes: votes)))
    }

    /// Sends a peer the votes that it lacks: of its newest rounds, and of those after them.
    mutating func answer(_ asked: RoundState, from sender: MemberID, _ state: HeightState) {
        guard Mutant.comparesVotes, asked.round.value < Limits.maximumRound,
            mayAnswer(sender)
        else { return }
        var left = Limits.votesPerAnswer
        for item in asked.votes.reversed() {
            for step in VoteStep.allCases {
                let held = step == .prevote ? item.prevotes : item.precommits
                left -= send(step, item.round, lacking: ~held, to: sender, atMost: left, state)
            }
        }
        // A peer in an earlier round is brought forward by the votes of this one.
        guard state.round > asked.round else { return }
        for step in VoteStep.allCases {
            left -= send(step, state.round, lacking: ~0, to: sender, atMost: left, state)
        }
    }

    private mutating func send(
        _ step: VoteStep, _ round: Round, lacking: UInt64, to member: MemberID, atMost left: Int,
        _ state: HeightState
    ) -> Int {
        var missing = state.tally.seats(step, round: round) & lacking
        var sent = 0
        while missing != 0, sent < left {
            let seat = SeatIndex(UInt64(missing.trailingZeroBitCount))
            missing &= missing - 1
            if let vote = state.tally.vote(step, round: round, seat: seat) {
                effects.append(.send(.vote(vote), to: member))
                sent += 1
            }
        }
        return sent
    }

    /// One answer to each peer in a while: asking is cheap, answering is not.
    private mutating func mayAnswer(_ member: MemberID) -> Bool {
        if let last = answeredAt[member], last <= now, now.since(last) < Limits.answerInterval {
            return false
        }
        answeredAt[member] = now
        return true
    }
}
