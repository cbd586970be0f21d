import CanonicalCoding
import LedgerTypes
import Mutants

extension RoundMachine {
    /// Says everything of this height again: messages get lost, and peers restart.
    ///
    /// All rounds, not only the last: a peer in an earlier round may lack just one old vote.
    mutating func resend() {
        guard let state else { return }
        if !Mutant.resendOnce.isOn {
            effects.append(
                .startTimer(RoundTimer(.resend, height: state.height), Limits.resendInterval))
        }
        for message in resendSelection() { effects.append(.broadcast(message)) }
        if let valid = state.valid, !Mutant.polkaNotRelayed.isOn,
            let polka = state.tally.polka(for: valid)
        {
            effects.append(.broadcast(.polka(polka.polka)))
        }
        if let certificate = state.tally.certificates.first {
            effects.append(.broadcast(.certificate(certificate.certificate)))
        }
        fetchMissing(state)
        askForVotes(state)
    }

    /// The current round's own messages, then older ones in turn, within the bounds.
    private mutating func resendSelection() -> [ConsensusMessage] {
        guard let state, !isSilenced else { return [] }
        var chosen = Array(state.own.filter { $0.round == state.round }.map(\.message))
        guard !Mutant.resendLastRoundOnly.isOn else { return chosen }
        let older = Array(state.own.filter { $0.round != state.round })
        var bytes = 0
        var taken = 0
        while taken < older.count, chosen.count < Limits.resendCount, bytes < Limits.resendBytes {
            let message = older[(state.resendCursor + taken) % older.count].message
            if case .proposal = message { bytes += message.canonicalBytes.count }
            chosen.append(message)
            taken += 1
        }
        self.state?.resendCursor = older.isEmpty ? 0 : (state.resendCursor + taken) % older.count
        return chosen
    }

    /// Asks for blocks that a quorum named and that this node lacks.
    private mutating func fetchMissing(_ state: HeightState) {
        guard !Mutant.blocksNotFetched.isOn else { return }
        let named =
            state.tally.certificates.map { ($0.block, $0.certificate.signatures) }
            + state.tally.polkas.map { ($0.block, $0.polka.signatures) }
        var asked: [BlockID] = []
        for (block, signatures) in named
        where state.bodies[block] == nil && state.candidates[block] == nil
            && !asked.contains(block)
        {
            asked.append(block)
            let signers = signatures.compactMap { state.context.seats[$0.seat]?.member }
            effects.append(.fetch(block, signers: signers))
        }
    }
}
