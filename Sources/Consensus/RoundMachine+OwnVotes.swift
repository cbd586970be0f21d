import LedgerTypes
import Mutants

extension RoundMachine {
    /// The latest votes of a member's seat that this node has heard, at heights from one on: what
    /// the member asks for when it starts.
    /// Source: docs/internals/consensus.md, "What a start trusts".
    ///
    /// At most a few; those of the next height are not checked.
    package func latestVotes(of member: MemberID, from height: Height) -> [Vote] {
        var found: [Vote] = []
        if let vote = pastVotes[member], !Mutant.pastVotesUntold.isOn { found.append(vote) }
        if let state, let seat = state.context.seats.index(of: member) {
            found += state.latestVotes(of: seat)
            found += early.votes(of: seat, member).suffix(2)
        }
        return found.filter { $0.height >= height }
    }

    /// True if the machine signed a vote of this height itself, or found it in its log.
    package func knowsOwn(_ vote: Vote) -> Bool {
        state?.hasSigned(vote) ?? false
    }

    /// Keeps the latest vote of each seat of a height that is over.
    mutating func rememberLatestVotes() {
        guard let state else { return }
        let certificate = state.isDecided ? state.tally.certificates.first : nil
        for (index, seat) in state.context.seats.seats.enumerated() {
            let number = SeatIndex(UInt64(index))
            var votes = state.latestVotes(of: number)
            if let certificate {
                votes += certificate.certificate.votes.filter { $0.seat == number }
            }
            guard
                let latest = votes.max(by: {
                    ($0.round, $0.step.rawValue) < ($1.round, $1.step.rawValue)
                })
            else { continue }
            pastVotes[seat.member] = latest
        }
    }
}

extension HeightState {
    /// Whether the own seat said the same at this height, under whatever number.
    func hasSigned(_ vote: Vote) -> Bool { own.contains { $0.isSameStatement(as: vote) } }

    /// What a seat said in the last round in which it was heard.
    fileprivate func latestVotes(of seat: SeatIndex) -> [Vote] {
        if let distant = distantVotes[Int(seat.value)] { return [distant.vote] }
        guard let round = tally.highestRounds[Int(seat.value)] else { return [] }
        return VoteStep.allCases.compactMap { tally.vote($0, round: round, seat: seat) }
    }
}

extension CommitCertificate {
    /// The precommits in it.
    package var votes: [Vote] {
        signatures.map {
            Vote(
                step: .precommit, height: height, round: round, block: block, validRound: nil,
                seat: $0.seat, signature: $0.signature)
        }
    }
}
