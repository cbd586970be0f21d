import Consensus
import Execution
import LedgerTypes
import Replica

/// Blocks that an honest seat makes in its turn, after what waited for it has expired, was decided
/// by others or came in vain: each is one that all others may take.
enum OwnBlocks {
    /// What waits for a block.
    enum Form: Int, CaseIterable {
        case nothing, right, expiring, spent, someExpiring
    }

    static let family = RoundFamily(
        name: "own-blocks", summary: "one replica of 4: what it proposes is right",
        count: Form.allCases.count * 3 * 4
    ) { number, isTold in
        var choices = Choices(number)
        let form = Form.allCases[choices.next(Form.allCases.count)]
        let height = UInt64(choices.next(3))
        // A round whose turn is the own one; those before it fail.
        let round = Round(UInt64(choices.next(4)))
        let replica = LoneReplica(
            .of(seats: 4, members: 4, parameters: Scenario.quickParameters),
            own: Int(height + 1 + round.value) % 4, isTold: isTold)
        play(replica, form, height, round)
        return RoundOutcome(replica)
    }

    private static func play(
        _ replica: LoneReplica, _ form: Form, _ height: UInt64, _ round: Round
    ) {
        replica.advance(to: height) { [replica.transaction($0)] }
        let soon = BlockTime(replica.clock.value + 300)
        let waiting: [SignedTransaction] =
            switch form {
            case .nothing: []
            case .right: [replica.transaction(10)]
            case .expiring: [replica.transaction(10, validUntil: soon)]
            case .spent: [replica.transaction(1)]
            case .someExpiring:
                [replica.transaction(10, validUntil: soon), replica.transaction(11)]
            }
        for transaction in waiting { replica.step(.submit(transaction)) }
        fail(replica, before: round)
        replica.wait(1_100)
        let own = replica.signed.compactMap { record -> Block? in
            guard case .proposal(let proposal) = record.signed, proposal.round == round,
                proposal.height == replica.chain.tip.next
            else { return nil }
            return proposal.block
        }
        guard let block = own.first else {
            replica.report(.liveness, "it makes no block in its turn")
            return
        }
        if replica.build(BlockInputs(block)) != block {
            replica.report(.invalidBlock, "its own block is none that others may take (\(form))")
        }
    }

    /// All other seats vote for nothing in the rounds before.
    private static func fail(_ replica: LoneReplica, before round: Round) {
        for number in 0..<round.value {
            let steps: [VoteStep] = [.prevote, .precommit]
            replica.wait(3_000 + 500 * number)
            for step in steps {
                for sender in replica.quorum {
                    replica.hear(
                        .vote(replica.vote(step, for: nil, round: Round(number), by: sender)),
                        from: sender)
                }
                replica.wait(1_000 + 300 * number)
            }
        }
    }
}
