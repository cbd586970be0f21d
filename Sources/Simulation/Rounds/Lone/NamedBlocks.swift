import Consensus
import LedgerTypes

/// A quorum names a block that the seat lacks, while the proposer shows it others: the seat takes the
/// block when it comes, or asks for it, and decides it in bounded time if it is certified.
enum NamedBlocks {
    private enum Naming: CaseIterable { case prevotes, polka, precommits, certificate }
    /// When the proposal of the named block comes.
    private enum Proposing: CaseIterable { case never, before, after }
    /// What is answered to a question for the block.
    private enum Answer: CaseIterable { case nothing, right, wrongFirst }

    static let family = RoundFamily(
        name: "named-blocks", summary: "one machine: a quorum names a block that it lacks",
        count: LoneSeat.count * 3 * Naming.allCases.count * Proposing.allCases.count
            * Answer.allCases.count * 2
    ) { number, isTold in
        var choices = Choices(number)
        let lone = LoneSeat(choices.next(LoneSeat.count), isTold: isTold)
        let others = choices.next(3)
        let naming = Naming.allCases[choices.next(Naming.allCases.count)]
        let proposing = Proposing.allCases[choices.next(Proposing.allCases.count)]
        let answer = Answer.allCases[choices.next(Answer.allCases.count)]
        let isPast = choices.next(2) == 1
        let round = lone.round(0)
        let block = lone.block(round)
        answerQuestions(with: answer, block, in: lone)
        lone.start()
        // A vote in the other step than the one that names the block.
        let step: VoteStep = naming == .prevotes || naming == .polka ? .precommit : .prevote
        if lone.base > 0 { lone.goOn(to: round, by: step, at: 10) }
        for number in 0..<others {
            lone.propose(lone.block(round, mark: 3_000_000 + 10 * UInt64(number)), round, at: 20)
        }
        if proposing == .before { lone.propose(block, round, at: 30) }
        if isPast { lone.goOn(to: lone.round(1), at: 50) }
        switch naming {
        case .prevotes: lone.vote(.prevote, for: block, round, at: 100)
        case .polka: lone.tell(.polka(lone.polka(of: block, round)), at: 100)
        case .precommits: lone.vote(.precommit, for: block, round, at: 100)
        case .certificate: lone.tell(.certificate(lone.certificate(of: block, round)), at: 100)
        }
        if proposing == .after { lone.propose(block, round, at: 200) }
        let isCertified = naming == .precommits || naming == .certificate
        let isDue = isCertified && (answer != .nothing || proposing == .after)
        // Two questions, a second apart, and the way of the answers.
        lone.network.at(2_500) { network in
            if isDue, network.nodes[lone.seat].committed.isEmpty {
                network.check.failed(
                    .liveness, "m\(lone.seat) does not decide what a quorum decided")
            }
        }
        return lone.outcome(until: 4_000)
    }

    private static func answerQuestions(with answer: Answer, _ block: Block, in lone: LoneSeat) {
        guard answer != .nothing else { return }
        let certificate = lone.certificate(of: block, lone.round(0))
        let wrong = Block(
            header: block.header, body: Body(transactions: [], parentCertificate: certificate))
        var asked = 0
        lone.network.onFetch = { network, _, id in
            guard id == RoundSeats.id(block) else { return }
            let body = answer == .wrongFirst && asked == 0 ? wrong : block
            lone.tell(.body(body), by: lone.others[asked % 3], at: network.now + 20)
            asked += 1
        }
    }
}
