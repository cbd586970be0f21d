import LedgerTypes
import Mutants

extension RoundMachine {
    /// Passes evidence on, if there is any.
    mutating func report(_ evidence: MisbehaviourEvidence?) {
        if let evidence { effects.append(.misbehaviour(evidence)) }
    }

    /// Seats that signed a certificate and prevoted against it in a later round, without a polka
    /// that frees them: who keeps its lock never does.
    /// Source: docs/internals/consensus.md, "Who is to blame".
    mutating func noticeAmnesia(_ certificate: CommitCertificate, _ state: HeightState) {
        guard !Mutant.amnesiaUnnoticed.isOn else { return }
        for item in certificate.signatures {
            guard let seat = Int(exactly: item.seat.value), seat < state.context.seats.count,
                let highest = state.tally.highestRounds[seat], highest > certificate.round
            else { continue }
            // Later rounds than these are not tallied.
            let last = min(highest.value, state.round.value + Limits.roundsAhead)
            var round = certificate.round.value + 1
            while round <= last {
                if let vote = state.tally.vote(.prevote, round: Round(round), seat: item.seat) {
                    report(MisbehaviourEvidence.conflict(certificate, vote))
                }
                round += 1
            }
        }
    }
}
