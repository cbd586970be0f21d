import Consensus
import LedgerTypes

extension RoundNetwork {
    func tell(_ index: Int, _ text: @autoclosure () -> String) {
        guard transcript != nil else { return }
        transcript?.append("\(now) ms  m\(index)  \(text())")
    }

    func tell(_ index: Int, _ effect: RoundEffect) {
        guard transcript != nil else { return }
        switch effect {
        case .persist(let record):
            tell(
                index,
                "signs \(line(record.signed.message)), locked \(name(record.locked)),"
                    + " valid \(name(record.valid))")
        case .broadcast(.polka(let polka)): tell(index, "passes on \(line(.polka(polka)))")
        case .decide(let committed):
            tell(
                index,
                "decides \(committed.certificate.block.digest.short)"
                    + " by round \(committed.certificate.round)")
        case .enteredRound(_, let round): tell(index, "enters round \(round)")
        case .peerFault(let member, let fault): tell(index, "reports \(member): \(fault)")
        default: break
        }
    }

    private func name(_ found: RoundBlock?) -> String {
        found.map { "\($0.block.digest.short)@\($0.round)" } ?? "none"
    }

    func line(_ message: ConsensusMessage) -> String {
        switch message {
        case .proposal(let proposal):
            "proposal of \(RoundSeats.id(proposal.block).digest.short) round \(proposal.round)"
                + " valid round \(proposal.validRound?.description ?? "none")"
        case .vote(let vote):
            "\(vote.step) of \(vote.block?.digest.short ?? "nothing") round \(vote.round)"
                + (vote.validRound.map { " valid round \($0)" } ?? "")
        case .polka(let polka): "polka of \(polka.block.digest.short) round \(polka.round)"
        case .certificate(let certificate): "certificate of round \(certificate.round)"
        case .body, .decision: "block"
        case .roundState(let state): "question for votes of round \(state.round)"
        }
    }
}
