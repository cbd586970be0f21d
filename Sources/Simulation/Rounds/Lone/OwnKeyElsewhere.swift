import Consensus
import LedgerTypes

/// Somebody else signs with the seat's key, or its log was lost: it hears, or is told, what its log
/// does not hold. From then on it signs nothing. It signs nothing either before it may, and nothing
/// that it could have signed then is left out.
enum OwnKeyElsewhere {
    /// What the seat has signed before.
    private enum Moment: CaseIterable { case fresh, voted }

    private enum Form: CaseIterable {
        case nothing
        /// What it did sign, once more.
        case sameVote
        case otherPrevote, otherPrecommit, nilPrevote
        /// Of a round to come.
        case laterVote
        case proposal, polka, certificate, decision
        /// By others that remember it, not in a message.
        case told
        /// In its name, and not signed by its key.
        case falseVote, falseCertificate
    }

    /// Until when the seat may not sign.
    private static let held: [UInt64?] = [nil, 100, 1_400, 3_000]
    /// When it is heard.
    private static let times: [UInt64] = [160, 1_000, 2_500]

    static let family = RoundFamily(
        name: "own-key-elsewhere",
        summary: "one machine: hears of its own key what it did not sign",
        count: LoneSeat.count * Moment.allCases.count * Form.allCases.count * held.count
            * times.count
    ) { number, isTold in
        var choices = Choices(number)
        let lone = LoneSeat(choices.next(LoneSeat.count), isTold: isTold)
        let moment = Moment.allCases[choices.next(Moment.allCases.count)]
        let form = Form.allCases[choices.next(Form.allCases.count)]
        let held = held[choices.next(held.count)]
        let time = times[choices.next(times.count)]
        lone.start()
        if let held { hold(lone, until: held) }
        let first = lone.round(0)
        if lone.base > 0 { lone.goOn(to: first, at: 10) }
        let block = lone.block(first)
        if moment == .voted {
            lone.propose(block, first, at: 50)
            lone.vote(.prevote, for: block, first, by: Array(lone.others.prefix(2)), at: 60)
        }
        lone.network.at(time) { _ in hear(form, block, in: lone) }
        // Something to sign comes later in any case.
        for number in [0, 1, 2] {
            let round = lone.round(number)
            let begins = 100 + 2_700 * UInt64(number)
            if number > 0 { lone.goOn(to: round, at: begins) }
            lone.propose(
                number == 0 ? block : lone.block(round, at: begins), round, at: begins + 2_350)
        }
        return lone.outcome(until: 10_000)
    }

    private static func hold(_ lone: LoneSeat, until end: UInt64) {
        let seat = lone.seat
        lone.network.step(seat, .signing(isAllowed: false))
        lone.network.check.silent.insert(seat)
        lone.network.at(end) { network in
            if !network.check.exposed.contains(seat) { network.check.silent.remove(seat) }
            network.step(seat, .signing(isAllowed: true))
        }
    }

    private static func hear(_ form: Form, _ block: Block, in lone: LoneSeat) {
        let seat = lone.seat
        let network = lone.network
        let signers = [seat] + lone.others.prefix(2)
        let round = lone.round(0)
        let other = lone.block(round, mark: 7_000_000)
        func vote(_ step: VoteStep, _ block: Block?, by signer: Int, _ round: Round) -> Vote {
            let vote = network.seats.vote(
                step, by: signer, for: block.map(RoundSeats.id), round: round)
            return Vote(
                step: step, height: vote.height, round: round, block: vote.block,
                validRound: nil, seat: SeatIndex(UInt64(seat)), signature: vote.signature)
        }
        let message: ConsensusMessage
        switch form {
        case .nothing: return
        case .sameVote: message = .vote(vote(.prevote, block, by: seat, round))
        case .otherPrevote, .told: message = .vote(vote(.prevote, other, by: seat, round))
        case .otherPrecommit: message = .vote(vote(.precommit, other, by: seat, round))
        case .nilPrevote: message = .vote(vote(.prevote, nil, by: seat, round))
        case .laterVote: message = .vote(vote(.precommit, nil, by: seat, lone.round(3)))
        case .proposal:
            let own = lone.round(3)
            message = .proposal(
                network.seats.proposal(of: lone.block(own), by: seat, round: own))
        case .polka: message = .polka(lone.polka(of: other, round, by: signers))
        case .certificate:
            message = .certificate(lone.certificate(of: other, round, by: signers))
        case .decision:
            message = .decision(
                CommittedBlock(
                    block: other, certificate: lone.certificate(of: other, round, by: signers)))
        case .falseVote: message = .vote(vote(.prevote, other, by: lone.others[0], round))
        case .falseCertificate:
            let good = lone.certificate(of: other, round, by: Array(signers.dropFirst()))
            let own = SeatSignature(
                seat: SeatIndex(UInt64(seat)), signature: good.signatures[0].signature)
            message = .certificate(
                CommitCertificate(
                    height: good.height, round: round, block: good.block,
                    signatures: (good.signatures + [own]).sorted { $0.seat < $1.seat }))
        }
        let isForged = form == .falseVote || form == .falseCertificate
        if !isForged, says(message, whatIsNotLoggedBy: lone) {
            network.check.exposed.insert(seat)
            network.check.silent.insert(seat)
        } else if form == .told {
            return
        }
        if form == .told, case .vote(let vote) = message {
            network.step(seat, .foreignVote(vote))
        } else {
            network.step(seat, .received(message, from: RoundSeats.member(lone.others[0])))
        }
    }

    /// Whether something under the seat's key is not in its log.
    private static func says(
        _ message: ConsensusMessage, whatIsNotLoggedBy lone: LoneSeat
    ) -> Bool {
        let logged = lone.said.flatMap {
            SignedStatement.all(in: $0.message, suite: RoundSeats.suite)
        }
        return SignedStatement.all(in: message, suite: RoundSeats.suite).contains { one in
            one.seat == SeatIndex(UInt64(lone.seat))
                && !logged.contains {
                    $0.seat == one.seat && $0.step == one.step && $0.round == one.round
                        && $0.agrees(with: one)
                }
        }
    }
}
