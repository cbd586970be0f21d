import LedgerTypes

@testable import Consensus

extension ConsensusMessage {
    var kind: String {
        switch self {
        case .proposal: "proposal"
        case .vote: "vote"
        case .polka: "polka"
        case .certificate: "certificate"
        case .body: "body"
        case .decision: "decision"
        case .roundState: "round state"
        }
    }

    var line: String {
        switch self {
        case .proposal(let proposal):
            "proposal round \(proposal.round) block \(TestSeats.id(proposal.block).digest.short)"
                + " valid-round \(proposal.validRound?.description ?? "none")"
        case .vote(let vote):
            "\(vote.step) round \(vote.round) block \(vote.block?.digest.short ?? "nil")"
                + " valid-round \(vote.validRound?.description ?? "none")"
        case .polka(let polka): "polka round \(polka.round) block \(polka.block.digest.short)"
        case .certificate(let certificate):
            "certificate round \(certificate.round) block \(certificate.block.digest.short)"
        case .body(let block): "body \(TestSeats.id(block).digest.short)"
        case .decision(let committed):
            "decision block \(committed.certificate.block.digest.short)"
        case .roundState(let state): "round state of round \(state.round)"
        }
    }
}

extension MemoryNetwork {
    func note(_ index: Int, _ effect: RoundEffect) {
        guard transcript != nil else { return }
        let text =
            switch effect {
            case .persist(let record):
                "persist \(record.signed.message.line)"
                    + " locked \(record.locked?.block.digest.short ?? "none")"
                    + " valid \(record.valid?.block.digest.short ?? "none")"
                    + (record.body == nil ? "" : " with body")
            case .broadcast(let message): "broadcast \(message.line)"
            case .send(let message, let member): "send \(message.line) to \(member)"
            case .ask(let state): "ask for votes up to round \(state.round)"
            case .startTimer(let timer, let wait):
                "timer \(timer.kind) round \(timer.round) in \(wait)"
            case .validate(let block): "validate \(TestSeats.id(block).digest.short)"
            case .build(let round): "build round \(round)"
            case .fetch(let block, _): "fetch \(block.digest.short)"
            case .decide(let committed):
                "decide height \(committed.height) round \(committed.certificate.round)"
                    + " block \(committed.certificate.block.digest.short)"
            case .enteredRound(_, let round): "entered round \(round)"
            case .misbehaviour(let evidence):
                "misbehaviour seat \(evidence.seat) \(evidence.subject.offence)"
            case .peerFault(let member, let fault): "fault of \(member): \(fault)"
            case .foreignSignature: "foreign signature"
            case .voteLogRefused(_, let fault): "vote log refused \(fault)"
            }
        transcript?.append("\(now) m\(index) \(text)")
    }
}
