import Consensus
import LedgerTypes
import Mutants

/// Blocks with one thing wrong, shown to an honest seat as new, under a quorum of prevotes, or as
/// decided: it signs for none and commits none, and goes on.
enum FalseBlocks {
    /// How the block comes.
    enum Way: Int, CaseIterable {
        case proposed, polkaed, decided
    }

    private static let heights = 3

    static let family = RoundFamily(
        name: "false-blocks",
        summary: "one replica of 4: blocks with one thing wrong, proposed, prevoted or decided",
        count: FalseBlock.allCases.count * Way.allCases.count * heights * 3
    ) { number, isTold in
        var choices = Choices(number)
        let form = FalseBlock.allCases[choices.next(FalseBlock.allCases.count)]
        let way = Way.allCases[choices.next(Way.allCases.count)]
        let height = UInt64(choices.next(heights))
        let place = choices.next(3)
        // Height h + 1 is seat h + 1's in its first round.
        let proposer = Int(height + 1) % form.seats
        let replica = LoneReplica(
            .of(seats: form.seats, members: form.seats, parameters: form.chainParameters),
            own: (proposer + 1 + place) % form.seats, start: form.start,
            isTold: isTold)
        play(replica, form, way, height, proposer)
        return RoundOutcome(replica)
    }

    private static func play(
        _ replica: LoneReplica, _ form: FalseBlock, _ way: Way, _ height: UInt64, _ proposer: Int
    ) {
        replica.advance(to: height) { [replica.transaction($0)] }
        // The last instant has come, and nearly gone.
        if form.start != nil { replica.wait(replica.untilLast) }
        // Whose turn it was shows in a proposal, and in no decision.
        guard form != .proposerField || way != .decided, let block = form.make(replica) else {
            return
        }
        let id = replica.id(block)
        let senders = replica.quorum
        switch way {
        case .proposed:
            replica.hear(replica.proposal(of: block, by: proposer), from: proposer)
        case .polkaed:
            replica.hear(replica.proposal(of: block, by: proposer), from: proposer)
            for sender in senders {
                replica.hear(
                    .vote(replica.vote(.prevote, for: id, by: sender)), from: sender)
            }
        case .decided where form.isRight:
            replica.tell(replica.decide(block))
            return
        case .decided:
            let certificate = replica.certificate(
                of: id, height: block.header.height, by: senders)
            replica.hear(
                .decision(CommittedBlock(block: block, certificate: certificate)),
                from: senders[0])
        }
        replica.wait(200)
        judge(replica, form, way, block)
        guard way == .proposed, form.start == nil else { return }
        goOn(replica, form, block)
    }

    private static func judge(
        _ replica: LoneReplica, _ form: FalseBlock, _ way: Way, _ block: Block
    ) {
        let isSigned = replica.votes(for: block)
        let isCommitted = replica.commits.contains { $0.committed.block == block }
        if form.isRight {
            // What is decided by others needs no vote.
            if !isSigned, !isCommitted {
                replica.report(.liveness, "a right block is not taken (\(way))")
            }
        } else if isSigned || isCommitted {
            replica.report(.invalidBlock, "it takes a block with another \(form) (\(way))")
        }
    }

    /// The next right block is decided, whatever came before.
    private static func goOn(_ replica: LoneReplica, _ form: FalseBlock, _ block: Block) {
        replica.wait(3_000)
        replica.tell(
            replica.decide(form.isRight ? block : replica.block(round: Round(1)), round: Round(1)))
    }
}

extension LoneReplica {
    /// Milliseconds until its clock shows the last instant that a block may have.
    var untilLast: UInt64 { BlockTime.last.value - clock.value }
}
