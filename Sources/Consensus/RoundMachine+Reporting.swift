import LedgerTypes

/// What the machine knows, for people who ask why nothing is decided; rules never look here.
extension RoundMachine {
    /// The seat that proposes in the present round; nil before the first height.
    package var proposer: SeatIndex? { state.map { $0.context.proposer(round: $0.round) } }

    /// Seats that do not propose at this height.
    package var suspended: [SeatIndex] { state?.context.suspended ?? [] }

    /// True if a proposal of the present round is here.
    package var hasProposal: Bool { state.map { !$0.currentProposals.isEmpty } ?? false }

    /// The furthest vote of a seat at this height, if any.
    package func lastVote(of seat: SeatIndex) -> Vote? {
        guard let state, Int(seat.value) < state.tally.highestRounds.count else { return nil }
        if let distant = state.distantVotes[Int(seat.value)] { return distant.vote }
        guard let round = state.tally.highestRounds[Int(seat.value)] else { return nil }
        return state.tally.vote(.precommit, round: round, seat: seat)
            ?? state.tally.vote(.prevote, round: round, seat: seat)
    }

    /// True if the seat's vote at a step of the present round is here.
    package func hasVoted(_ seat: SeatIndex, _ step: VoteStep) -> Bool {
        state?.tally.vote(step, round: round, seat: seat) != nil
    }

    /// True if the end of a wait could still change something.
    package func awaits(_ timer: RoundTimer) -> Bool {
        guard let state, timer.height == state.height, !state.isDecided else { return false }
        let isCurrent = timer.round == state.round
        return switch timer.kind {
        case .interval: !state.hasIntervalPassed
        case .empty: !state.isWanted
        case .resend: true
        case .propose: isCurrent && state.step == .propose
        case .prevote: isCurrent && state.step == .prevote
        case .precommit: isCurrent
        }
    }
}
