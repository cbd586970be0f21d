import Consensus
import Execution
import LedgerTypes
import Replica

/// Evidence as one honest seat meets it: in votes that contradict each other, of its height or late,
/// or from a peer that passes on what holds, what does not, and what was signed by another seat.
enum ShownEvidence {
    /// What comes.
    enum Form: Int, CaseIterable {
        /// Two votes for one place; a liar's vote against its own certificate.
        case twoPrevotes, twoPrecommits, lateAmnesia
        /// Evidence that holds, of the last height and of the one that is being decided.
        case told, toldAhead
        /// More pieces about one seat than are to be kept.
        case flood
        /// A signature that nobody made; evidence of votes that agree.
        case forged, forgedAhead
        /// Right signatures of another seat, as one counts who follows an order of recovery.
        case otherSeat

        var holds: Bool { rawValue < Form.forged.rawValue }
    }

    /// Most pieces about one seat that wait for a block. Source: docs/internals/consensus.md,
    /// "Who is to blame".
    private static let mostOfSeat = 8

    static let family = RoundFamily(
        name: "shown-evidence",
        summary: "one replica of 4: contradicting votes, and evidence that holds or does not",
        count: Form.allCases.count * 3 * 3 * 2
    ) { number, isTold in
        var choices = Choices(number)
        let form = Form.allCases[choices.next(Form.allCases.count)]
        let own = choices.next(3)
        // One of the others of the quorum that signs.
        let liar = (own + 1 + choices.next(3)) % 4
        let height = UInt64(1 + choices.next(2))
        let replica = LoneReplica(
            .of(seats: 4, members: 4, parameters: Scenario.quickParameters), own: own,
            isTold: isTold)
        play(replica, form, liar, height)
        return RoundOutcome(replica)
    }

    private static func play(_ replica: LoneReplica, _ form: Form, _ liar: Int, _ height: UInt64) {
        replica.advance(to: height) { [replica.transaction($0)] }
        let honest = (0..<4).first { $0 != replica.own && $0 != liar } ?? 0
        let shown = show(replica, form, liar, by: honest)
        replica.wait(200)
        judge(replica, form, shown, honest)
        guard form.holds, !shown.isEmpty else { return }
        follow(replica, shown)
    }

    /// Shows it, and returns the evidence that it is.
    private static func show(
        _ replica: LoneReplica, _ form: Form, _ liar: Int, by honest: Int
    ) -> [MisbehaviourEvidence] {
        let (last, next) = (replica.chain.tip, replica.chain.tip.next)
        switch form {
        case .twoPrevotes, .twoPrecommits:
            let step: VoteStep = form == .twoPrevotes ? .prevote : .precommit
            let votes = pair(replica, step, liar, at: next)
            for vote in votes { replica.hear(.vote(vote), from: liar) }
            return evidence(votes)
        case .lateAmnesia:
            guard let certificate = replica.last?.certificate,
                certificate.signatures.contains(where: { $0.seat.value == UInt64(liar) })
            else { return [] }
            let vote = replica.vote(
                .prevote, for: BlockID(.zero), height: last, round: Round(1), by: liar)
            replica.hear(.vote(vote), from: honest)
            return MisbehaviourEvidence.conflict(certificate, vote).map { [$0] } ?? []
        case .told, .toldAhead, .otherSeat:
            // Who has lost seats counts those after them under lower numbers.
            guard form != .otherSeat || liar > 0 else { return [] }
            let seat = form == .otherSeat ? SeatIndex(UInt64(liar - 1)) : nil
            let found = evidence(
                pair(replica, .prevote, liar, at: form == .toldAhead ? next : last, as: seat))
            replica.hear(.evidence(found), from: honest)
            return found
        case .flood:
            let found = (0..<30).flatMap {
                evidence(pair(replica, .prevote, liar, at: last, round: Round($0)))
            }
            for item in found { replica.hear(.evidence([item]), from: liar) }
            return found
        case .forged, .forgedAhead:
            let votes = pair(
                replica, .prevote, liar, at: form == .forgedAhead ? next : last)
            let other = replica.vote(.prevote, for: BlockID(.zero), height: last, by: honest)
            let forged = Vote(
                step: .prevote, height: votes[1].height, round: .first, block: votes[1].block,
                validRound: nil, seat: votes[1].seat, signature: other.signature)
            let found = evidence([votes[0], forged])
            replica.hear(.evidence(found), from: liar)
            return found
        }
    }

    private static func judge(
        _ replica: LoneReplica, _ form: Form, _ shown: [MisbehaviourEvidence], _ honest: Int
    ) {
        let known = replica.toldEvidence
        if form.holds {
            if let first = shown.first, !known.contains(first) {
                replica.report(.accountability, "what it knows of a liar it tells nobody (\(form))")
            }
        } else if !known.isEmpty {
            replica.report(.accusation, "it passes on what shows nothing (\(form))")
        }
        let seats = Set(known.map(\.seat))
        for seat in seats where Set(known.filter { $0.seat == seat }).count > mostOfSeat {
            replica.report(.bound, "it keeps more than \(mostOfSeat) pieces about seat \(seat)")
        }
        let liars = replica.faults.filter { $0.fault == .falseEvidence }.map(\.member)
        if form == .forged, liars.isEmpty {
            replica.report(.accountability, "who tells of what nobody did is not reported")
        }
        if liars.contains(replica.consortium.members[honest]) || form.holds && !liars.isEmpty {
            replica.report(.accusation, "who passes on what is genuine is reported (\(form))")
        }
    }

    /// The next block that it proposes names who lied; and it is a right block.
    private static func follow(_ replica: LoneReplica, _ shown: [MisbehaviourEvidence]) {
        let first = replica.chain.tip.value + 2
        let turn = (first...(first + 3)).first { Int($0 % 4) == replica.own } ?? first
        while replica.chain.tip.value + 1 < turn {
            replica.tell(replica.decide(replica.block()))
            replica.wait(1_100)
        }
        guard let block = replica.proposed.last, block.header.height.value == turn else {
            replica.report(.liveness, "it makes no block in its turn")
            return
        }
        if replica.build(BlockInputs(block)) != block {
            replica.report(.invalidBlock, "its own block is none that others may take")
        }
        let isNamed = block.body.evidence.contains { shown.contains($0) }
        if !isNamed {
            replica.report(.accountability, "its block does not name the liar that it knows of")
        }
    }

    private static func pair(
        _ replica: LoneReplica, _ step: VoteStep, _ liar: Int, at height: Height,
        round: Round = .first, as seat: SeatIndex? = nil
    ) -> [Vote] {
        [nil, BlockID(.zero)].map {
            replica.vote(step, for: $0, height: height, round: round, by: liar, as: seat)
        }
    }

    private static func evidence(_ votes: [Vote]) -> [MisbehaviourEvidence] {
        MisbehaviourEvidence.conflict(votes[0], votes[1]).map { [$0] } ?? []
    }
}
