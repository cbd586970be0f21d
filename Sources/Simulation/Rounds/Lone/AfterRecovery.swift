import Consensus
import LedgerTypes

/// A height begins in a later round, as a recovery has it: what was signed in rounds before, by others
/// or by the seat itself, says nothing in it, and nothing may rest on it.
enum AfterRecovery {
    private enum Form: CaseIterable {
        case nothing
        // Of rounds before the first.
        case votes, ownVote, proposal, polka, certificate, decision
        // Of the first round, and naming one before.
        case proposalOfOldPolka, votesOfOldRound, polkaOfOldRound
        // In the own log.
        case logOfBefore, logOnOldPolka
    }

    /// How far before the first round.
    private static let distances: [UInt64] = [1, 2, 4]
    private static let firsts = 4

    static let family = RoundFamily(
        name: "after-recovery", summary: "one machine: begins late, and hears what was said before",
        count: LoneSeat.count * firsts * Form.allCases.count * distances.count * 2 * 2
    ) { number, isTold in
        var choices = Choices(number)
        let seat = choices.next(LoneSeat.count)
        let first = Round(4 + UInt64(choices.next(firsts)))
        let form = Form.allCases[choices.next(Form.allCases.count)]
        let old = Round(first.value - distances[choices.next(distances.count)])
        let isLate = choices.next(2) == 1
        let isEarly = choices.next(2) == 1
        let voices = LoneSeat(seat, isTold: false)
        let lone = LoneSeat(
            seat, firstRound: first, log: log(form, old, first, in: voices), isTold: isTold)
        if form == .logOnOldPolka {
            lone.network.check.exposed.insert(seat)
            lone.network.check.silent.insert(seat)
        }
        lone.start()
        let time: UInt64 = isLate ? 300 : 1
        say(form, old, first, at: time, in: lone)
        let turn = lone.proposer(first) == seat ? first.next : first
        if turn > first { lone.goOn(to: turn, at: 500) }
        // What comes of it may need a vote of this recovery too.
        let block = lone.block(turn)
        lone.propose(block, turn, at: isEarly ? 2 : 600)
        lone.vote(.prevote, for: block, turn, by: Array(lone.others.prefix(2)), at: 700)
        lone.goOn(to: turn.next.next, at: 4_000)
        return lone.outcome(until: 9_000)
    }

    /// The block that was voted for before.
    private static func block(_ old: Round, _ lone: LoneSeat) -> Block {
        lone.block(old, mark: 5_000_000)
    }

    private static func log(
        _ form: Form, _ old: Round, _ first: Round, in lone: LoneSeat
    ) -> [VoteLogRecord] {
        let block = block(old, lone)
        let id = RoundSeats.id(block)
        let round = form == .logOfBefore ? old : first
        guard form == .logOfBefore || form == .logOnOldPolka else { return [] }
        let vote = lone.network.seats.vote(.prevote, by: lone.seat, for: nil, round: round)
        let valid = form == .logOnOldPolka ? RoundBlock(round: old, block: id) : nil
        return [
            VoteLogRecord(
                signed: .vote(vote), locked: nil, valid: valid,
                polka: valid == nil ? nil : lone.polka(of: block, old),
                body: valid == nil ? nil : block)
        ]
    }

    private static func say(
        _ form: Form, _ old: Round, _ first: Round, at time: UInt64, in lone: LoneSeat
    ) {
        let block = block(old, lone)
        let isOwnTurn = lone.proposer(old) == lone.seat
        let signers = [lone.seat] + lone.others.prefix(2)
        switch form {
        case .nothing, .logOfBefore, .logOnOldPolka: break
        case .votes:
            lone.vote(.prevote, for: block, old, at: time)
            lone.vote(.precommit, for: block, old, at: time + 1)
        case .ownVote:
            let vote = lone.network.seats.vote(
                .prevote, by: lone.seat, for: RoundSeats.id(block), round: old)
            lone.tell(.vote(vote), at: time)
        case .proposal:
            lone.propose(block, old, by: isOwnTurn ? lone.others[0] : nil, at: time)
        case .polka: lone.tell(.polka(lone.polka(of: block, old, by: signers)), at: time)
        case .certificate:
            lone.tell(.certificate(lone.certificate(of: block, old, by: signers)), at: time)
        case .decision:
            let certificate = lone.certificate(of: block, old, by: signers)
            lone.tell(
                .decision(CommittedBlock(block: block, certificate: certificate)), at: time)
        case .proposalOfOldPolka:
            let round = lone.proposer(first) == lone.seat ? first.next : first
            lone.propose(
                block, round, polka: lone.polka(of: block, old, by: signers), at: time)
        case .votesOfOldRound:
            lone.vote(.prevote, for: block, first, validRound: old, at: time)
        case .polkaOfOldRound:
            lone.tell(
                .polka(lone.polka(of: block, first, validRound: old, by: lone.others)), at: time)
        }
    }
}
