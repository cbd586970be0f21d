import Consensus
import LedgerTypes

/// A faulty seat proposes a new block whose fields are not what they should be: another proposer,
/// an absurd time, out of turn or in the name of another seat. Nobody votes for it.
enum NewProposals {
    /// Whose block it says it is: places after the seat that signs.
    private static let seats = 4

    private enum Time: CaseIterable {
        case usual
        case zero
        case parent
        /// After the parent's, and too old for a new block.
        case afterParent
        /// Before the end of all times, and too far ahead for a new block.
        case last
        case afterLast
        case largest

        var time: BlockTime {
            switch self {
            case .usual: RoundSeats.startTime
            case .zero: BlockTime(0)
            case .parent: RoundSeats.parentTime
            case .afterParent: BlockTime(RoundSeats.parentTime.value + 1)
            case .last: BlockTime.last
            case .afterLast: BlockTime(BlockTime.last.value + 1)
            case .largest: BlockTime(.max)
            }
        }
    }

    private enum Turn: CaseIterable {
        case own
        /// The next round, which is an honest seat's.
        case tooLate
        /// The next round, in the name of the seat whose turn that is.
        case inAnotherName
    }

    /// Nothing proposed before; nobody locked, one, all; and one of those has decided.
    private static let pasts = RoundPast.four.filter { past in
        switch past.story {
        case .nothing: true
        case .early:
            past.count(.earlier) == 0 || past.count(.earlier) == 3
                || (past.count(.earlier) == 1 && past.locks[0] == .earlier)
        case .late, .repeated, .exchanged: false
        }
    }

    static let family = RoundFamily(
        name: "new-proposals", summary: "4 seats, one faulty: a new block with wrong fields",
        count: 4 * seats * Time.allCases.count * Turn.allCases.count * 2 * pasts.count
    ) { number, isTold in
        var choices = Choices(number)
        let faulty = choices.next(4)
        let owner = (faulty + choices.next(seats)) % seats
        let time = Time.allCases[choices.next(Time.allCases.count)]
        let turn = Turn.allCases[choices.next(Turn.allCases.count)]
        let isWarned = choices.next(2) == 1
        let staged = StagedPast(
            pasts[choices.next(pasts.count)], seats: seats, faulty: [faulty], isTold: isTold)
        staged.begin()
        let block = StagedPast.made(by: owner, mark: 3_000_000, time: time.time)
        if time != .usual || turn != .own || owner != faulty {
            staged.network.check.banned.insert(RoundSeats.id(block))
        }
        propose(block, turn, isWarned, in: staged)
        staged.network.run(until: staged.heals + 60_000)
        return RoundOutcome(staged.network, healed: staged.heals)
    }

    private static func propose(
        _ block: Block, _ turn: Turn, _ isWarned: Bool, in staged: StagedPast
    ) {
        let seats = staged.network.seats
        let faulty = staged.faulty[0]
        let round = turn == .own ? staged.turn : staged.turn.next
        for step in VoteStep.allCases {
            let vote = seats.vote(step, by: faulty, for: RoundSeats.id(block), round: round)
            staged.tell(.vote(vote), to: staged.honest, at: staged.begins)
        }
        if isWarned {
            staged.tell(
                .vote(RepeatedProposal.wrongVote(of: staged)), to: staged.honest,
                at: staged.begins - 200)
        }
        let signed = seats.proposal(of: block, by: faulty, round: round)
        let name = turn == .inAnotherName ? staged.honest[0] : faulty
        let proposal = Proposal(
            round: round, validRound: nil, block: block, polka: nil,
            seat: SeatIndex(UInt64(name)), signature: signed.signature)
        for time in [0, 300] as [UInt64] {
            staged.tell(.proposal(proposal), to: staged.honest, at: staged.begins + time)
        }
    }
}
