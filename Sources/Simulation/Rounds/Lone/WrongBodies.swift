import Consensus
import LedgerTypes

/// A block's contents come from its proposer, from another voice, or from both, and some are wrong;
/// or the block itself is not valid. Nobody votes for what was not found valid; and nobody but its
/// proposer can keep a seat from voting for a block.
enum WrongBodies {
    private enum Sender: CaseIterable { case nobody, other, proposer, both }
    private enum Source: CaseIterable { case nobody, proposer, other }

    /// When the second body comes: at once, or after the round has begun.
    private static let gaps: [UInt64] = [20, 450]

    static let family = RoundFamily(
        name: "wrong-bodies", summary: "one machine: a block with right and wrong contents",
        count: LoneSeat.count * 3 * Sender.allCases.count * Source.allCases.count * gaps.count
            * 2 * 2
    ) { number, isTold in
        var choices = Choices(number)
        let lone = LoneSeat(choices.next(LoneSeat.count), isTold: isTold)
        let round = lone.round(choices.next(3))
        let wrong = Sender.allCases[choices.next(Sender.allCases.count)]
        let right = Source.allCases[choices.next(Source.allCases.count)]
        let gap = gaps[choices.next(gaps.count)]
        let isWrongFirst = choices.next(2) == 0
        let isSound = choices.next(2) == 0
        lone.start()
        if lone.base > 0 { lone.goOn(to: lone.round(0), at: 10) }
        let block = lone.block(round, mark: isSound ? 1_000_000 : RoundSeats.unsoundMark)
        let times: [UInt64] = isWrongFirst ? [30, 30 + gap] : [30 + gap, 30]
        tellWrong(block, round, wrong, at: times[0], in: lone)
        let proposer = lone.proposer(round)
        let other = lone.others.last { $0 != proposer }!
        switch right {
        case .nobody: break
        case .proposer: lone.propose(block, round, at: times[1])
        case .other: lone.tell(.body(block), by: other, at: times[1])
        }
        if round > lone.round(0) { lone.goOn(to: round, at: 400) }
        lone.vote(
            .prevote, for: block, round, by: Array(lone.others.prefix(2)), at: 1_000)
        let isDue = right == .proposer && (wrong == .nobody || wrong == .other) && isSound
        lone.network.at(1_900) { network in
            guard isDue, !hasVoted(lone, for: block, in: round) else { return }
            network.check.failed(
                .liveness, "m\(lone.seat) does not vote for what its proposer sent whole")
        }
        return lone.outcome(until: 4_000)
    }

    private static func hasVoted(_ lone: LoneSeat, for block: Block, in round: Round) -> Bool {
        lone.said.contains { said in
            guard case .vote(let vote) = said else { return false }
            return vote.step == .prevote && vote.round == round
                && vote.block == RoundSeats.id(block)
        }
    }

    /// The signed proposal with contents that its header does not name.
    private static func tellWrong(
        _ block: Block, _ round: Round, _ sender: Sender, at time: UInt64, in lone: LoneSeat
    ) {
        let certificate = lone.certificate(of: block, round)
        let wrong = Block(
            header: block.header, body: Body(transactions: [], parentCertificate: certificate))
        let proposer = lone.proposer(round)
        let other = lone.others.first { $0 != proposer }!
        let senders: [Int] =
            switch sender {
            case .nobody: []
            case .other: [other]
            case .proposer: [proposer]
            case .both: [other, proposer]
            }
        for sender in senders { lone.propose(wrong, round, by: sender, at: time) }
    }
}
