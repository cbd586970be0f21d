import Consensus
import LedgerTypes

/// Tells from the inputs and effects of machines which rules fire; it never looks inside.
///
/// What a vote for nothing followed from is read off the first proposal that the seat had heard.
struct RuleWatch {
    private struct Seen {
        var height = Height.genesis
        var locked: RoundBlock?
        var valid: RoundBlock?
        var proposals: [(proposal: Proposal, at: UInt64)] = []
    }

    private(set) var coverage = RuleCoverage()
    private var seen: [Seen]
    private let timeouts = Timeouts(RoundNetwork.parameters)
    /// Milliseconds since the start; the network sets it.
    var now: UInt64 = 0

    init(seats: Int) { seen = Array(repeating: Seen(), count: seats) }

    mutating func saw(
        _ input: RoundInput, _ effects: [RoundEffect], in round: Round, by seat: Int,
        _ node: RoundNetwork.Node
    ) {
        let timer: RoundTimer.Kind? = if case .timer(let timer) = input { timer.kind } else { nil }
        take(input, seat)
        var round = round
        for effect in effects {
            switch effect {
            case .enteredRound(_, let entered):
                note(round, entered, input, timer)
                round = entered
            case .persist(let record): note(record, timer, seat, node)
            case .broadcast(.polka) where timer != .resend:
                if !signsPrecommit(effects) { coverage.note(.followsLate) }
            case .startTimer(let started, _):
                if started.kind == .prevote { coverage.note(.awaitsPrevotes) }
                if started.kind == .precommit { coverage.note(.awaitsPrecommits) }
            case .decide(let committed):
                let decided = committed.certificate.round
                coverage.note(
                    decided == round
                        ? .decidesOwn : decided < round ? .decidesEarlier : .decidesLater)
            case .fetch: coverage.note(.fetches)
            case .misbehaviour(let evidence): coverage.note(Self.guards(evidence.subject.offence))
            case .peerFault(_, let fault): coverage.note(Self.guards(fault))
            default: break
            }
        }
    }

    private mutating func take(_ input: RoundInput, _ seat: Int) {
        switch input {
        case .begin(let context, let recovered):
            if seen[seat].height != context.height { seen[seat] = Seen() }
            seen[seat].height = context.height
            seen[seat].proposals = []
            if !recovered.isEmpty { coverage.note(.recalls) }
        case .received(.proposal(let proposal), _) where proposal.height == seen[seat].height:
            seen[seat].proposals.append((proposal, now))
        default: break
        }
    }

    private mutating func note(
        _ left: Round, _ entered: Round, _ input: RoundInput, _ timer: RoundTimer.Kind?
    ) {
        if case .begin = input { return }
        if timer == .precommit { return coverage.note(.nextRound) }
        coverage.note(entered == left.next ? .jumpsOne : .jumpsFar)
    }

    private func signsPrecommit(_ effects: [RoundEffect]) -> Bool {
        effects.contains { effect in
            guard case .persist(let record) = effect, case .vote(let vote) = record.signed else {
                return false
            }
            return vote.step == .precommit && vote.block != nil
        }
    }

    private mutating func note(
        _ record: VoteLogRecord, _ timer: RoundTimer.Kind?, _ seat: Int, _ node: RoundNetwork.Node
    ) {
        let earlier = seen[seat]
        if let valid = record.valid, valid != earlier.valid, valid.round < record.signed.round {
            coverage.note(.adopts)
        }
        switch record.signed {
        case .proposal(let proposal):
            coverage.note(proposal.validRound == nil ? .proposesNew : .proposesAgain)
        case .vote(let vote) where vote.step == .prevote:
            coverage.note(
                vote.block == nil && timer == .propose
                    ? .noProposal : prevote(vote, earlier, node))
        case .vote(let vote):
            if vote.block == nil {
                coverage.note(timer == .prevote ? .noPolka : .precommitsNil)
            } else {
                let isOther = earlier.locked.map { $0.block != vote.block } ?? false
                coverage.note(isOther ? .locksOther : .locks)
            }
        }
        seen[seat].locked = record.locked
        seen[seat].valid = record.valid
    }

    private func prevote(_ vote: Vote, _ earlier: Seen, _ node: RoundNetwork.Node) -> RuleGuard {
        if let block = vote.block {
            let isLocked = earlier.locked?.block == block
            guard vote.validRound != nil else { return isLocked ? .newLocked : .newFree }
            return isLocked ? .againLocked : earlier.locked == nil ? .againFree : .againReleased
        }
        guard
            let (proposal, heard) = earlier.proposals.first(where: {
                $0.proposal.round == vote.round
            })
        else { return .newInvalid }
        let isNew = proposal.validRound == nil
        if !node.sound.contains(RoundSeats.id(proposal.block)) {
            return isNew ? .newInvalid : .againInvalid
        }
        let clock = BlockTime(RoundSeats.startTime.value + heard)
        if isNew,
            !timeouts.isTimely(proposal.block.header.time, round: proposal.round, now: clock)
        {
            return .newUntimely
        }
        return isNew ? .newOther : .againOther
    }

    private static func guards(_ offence: Offence) -> RuleGuard {
        switch offence {
        case .twoProposals: .twoProposals
        case .twoPrevotes: .twoPrevotes
        case .twoPrecommits: .twoPrecommits
        case .amnesia: .amnesia
        }
    }

    private static func guards(_ fault: ConsensusFault) -> RuleGuard {
        switch fault {
        case .unknownSeat: .unknownSeat
        case .signatureWrong: .signatureWrong
        case .notTheProposer: .notTheProposer
        case .malformed: .malformed
        case .certificateWrong: .certificateWrong
        case .blockInvalid: .blockInvalid
        case .otherSeats: .otherSeats
        }
    }
}
