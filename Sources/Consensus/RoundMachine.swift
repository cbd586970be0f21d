import LedgerTypes
import Mutants
import Sealing

/// Decides one block a height with the other seats: the rules R0 to R11 as a value.
/// Source: docs/internals/consensus.md, "The rules".
///
/// Inputs carry everything from outside, times included; effects come in the order in which they
/// must happen. A node without a seat runs the same machine and signs nothing.
package struct RoundMachine: Sendable {
    let key: SigningKey?
    /// Set once somebody else is seen to sign with the own key.
    package internal(set) var isSilenced = false
    /// False until the seat knows what it signed before its start.
    package internal(set) var maySign = true
    /// False while the own clock is wrong.
    package internal(set) var mayPropose = true
    var state: HeightState?
    var early = EarlyMessages()
    // For lookup only.
    var answeredAt: [MemberID: BlockTime] = [:]
    /// When wrong signatures of each peer were last tried under other seats. For lookup only.
    var comparedSeatsAt: [MemberID: BlockTime] = [:]
    /// The latest vote of each member's seat at earlier heights. For lookup only.
    var pastVotes: [MemberID: Vote] = [:]
    var effects: [RoundEffect] = []
    var now = BlockTime(0)

    /// Takes the key of the own seat; nil follows without voting.
    package init(key: SigningKey?) {
        self.key = key
    }

    /// True if the machine signs for its seat.
    var signs: Bool {
        (maySign || Mutant.signsWhileHeld.isOn) && (!isSilenced || Mutant.silencedSeatSigns.isOn)
    }

    /// True while the seat will sign, and does not yet know whether it may: it goes no step further
    /// by itself, so that no vote is left out.
    var isHeld: Bool { !maySign && !isSilenced && hasSeat && Mutant.heldSeatsWait }

    /// The height that is being decided; nil before the first `.begin`.
    package var height: Height? { state?.height }
    package var round: Round { state?.round ?? .first }
    package var step: RoundStep { state?.step ?? .propose }
    /// True if the own key has a seat at this height.
    package var hasSeat: Bool { state?.ownSeat != nil }
    /// True once there was something to decide at this height.
    package var isOpen: Bool { state?.isOpen ?? false }

    /// All that this seat signed at this height, oldest first, with what it promised.
    package var signed: [VoteLogRecord] { state?.log ?? [] }

    /// A valid block of this height that this node holds.
    package func body(of block: BlockID) -> Block? { state?.bodies[block] }

    /// Applies an input, then rules until none fits.
    package mutating func step(_ input: RoundInput, now: BlockTime) -> [RoundEffect] {
        self.now = now
        switch input {
        case .begin(let context, let recovered):
            begin(context, recovered: recovered)
        case .received(let message, let sender):
            receive(message, from: sender)
        case .timer(let timer):
            expire(timer)
        case .validated(let block, let isValid):
            judge(block, isValid: isValid)
        case .built(let block, let round):
            propose(block, round: round)
        case .transactionsWaiting:
            state?.isWanted = true
        case .signing(let isAllowed):
            maySign = isAllowed
        case .proposing(let isAllowed):
            mayPropose = isAllowed
        case .foreignVote(let vote):
            if !Mutant.toldVoteUnheeded.isOn { silence(.vote(vote)) }
        }
        settle()
        defer { effects = [] }
        return effects
    }

    private mutating func settle() {
        // Every rule changes what made it fit, so that this ends; the bound guards that.
        var turns = 0
        while let rule = fittingRule() {
            apply(rule)
            turns += 1
            precondition(turns < 10_000, "rules do not settle: \(rule) in round \(round)")
        }
    }

    private mutating func judge(_ block: BlockID, isValid: Bool) {
        guard let candidate = state?.candidates.removeValue(forKey: block) else { return }
        guard isValid || Mutant.refusalUnheeded.isOn else {
            guard let sender = candidate.sender else {
                state?.refused.insert(block)
                return
            }
            state?.refusedSenders[block, default: []].insert(sender)
            if state?.isProposed(block, by: sender) == true || Mutant.othersBodyRefuses.isOn {
                state?.refused.insert(block)
            }
            effects.append(.peerFault(sender, .blockInvalid))
            return
        }
        state?.refused.remove(block)
        state?.bodies[block] = candidate.block
    }

    private mutating func expire(_ timer: RoundTimer) {
        guard let state, timer.height == state.height, !state.isDecided else { return }
        let isCurrent = timer.round == state.round || Mutant.staleTimersHeeded.isOn
        switch timer.kind {
        case .interval:
            self.state?.hasIntervalPassed = true
        case .empty:
            self.state?.isWanted = true
        case .resend:
            resend()
        case .propose:  // R9
            guard isCurrent, state.step == .propose, !postpone(timer) else { return }
            prevote(nil, validRound: nil)
        case .prevote:  // R9
            guard isCurrent, state.step == .prevote, !postpone(timer) else { return }
            precommit(nil)
        case .precommit:  // R9
            guard isCurrent else { return }
            startRound(state.round.next)
        }
    }

    /// Waits a little longer while the seat is held.
    private mutating func postpone(_ timer: RoundTimer) -> Bool {
        if isHeld { effects.append(.startTimer(timer, Limits.heldInterval)) }
        return isHeld
    }
}

extension RoundMachine {
    /// True if a quorum precommitted the block, as far as this node knows.
    package func isCertified(_ block: BlockID) -> Bool {
        state?.tally.certificates.contains { $0.block == block } ?? false
    }
}
