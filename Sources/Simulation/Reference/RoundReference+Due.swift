import Consensus
import LedgerTypes
import Sealing

/// Which rules are enabled after a machine has settled: each of them it has left out.
///
/// Asked only of what the machine cannot have forgotten. Two things are never asked: a machine that
/// signs nothing shows no steps, so that R3, R4 and R5 are asked of seats that sign; and R1's vote
/// against a block that was refused, since whose contents of a block count as the proposer's is a
/// matter of bounds, and R9 casts the same vote a little later.
extension RoundReference {
    mutating func judgeDue(_ effects: [RoundEffect]) {
        judgeOwed(effects)
        guard let height, !height.isDecided, height.isComplete else { return }
        judgeDecision(height)
        judgeRound(height)
        judgeProposing(height)
        judgeJudging(height)
        if showsSteps {
            if !isHeld { judgeVotes(height) }
            judgePrevoteWait(height)
        }
        adopt()
    }

    /// What a rule that fired in this step has to bring with it.
    private mutating func judgeOwed(_ effects: [RoundEffect]) {
        if let owedPolka { note("R4", "the polka of \(name(owedPolka)) is not passed on") }
        guard let height else { return }
        if !isSilenced, height.mustFallSilent, let foreign = height.foreign.first {
            note(
                "log",
                "it does not fall silent at its own seat's foreign \(foreign.step)"
                    + " of \(name(foreign.block)) in round \(foreign.round)")
        }
        for seat in height.accusable {
            let isAccused = effects.contains {
                if case .misbehaviour(let evidence) = $0 { evidence.seat == seat } else { false }
            }
            if !isAccused { note("R11", "seat \(seat) contradicts itself and is not accused") }
        }
    }

    /// R7: a valid block and a quorum of precommits of any round.
    private mutating func judgeDecision(_ height: ReferenceHeight) {
        let isDue = height.held.contains {
            height.certified.contains($0) || height.kept.hasQuorum(.precommit, $0)
        }
        if isDue { note("R7", "it does not decide") }
    }

    /// R8, R6, R9, and the wait that every round begins with.
    private mutating func judgeRound(_ height: ReferenceHeight) {
        let ahead = height.kept.others(from: height.round.next, but: height.ownSeat)
        if ahead >= height.oneHonest { note("R8", "it stays behind \(ahead) seats") }
        if !height.waitsForPrecommits,
            height.kept.passed(.precommit, height.round) >= height.quorum
        {
            note("R6", "it does not wait for precommits")
        }
        let propose = RoundTimer(
            .propose, height: height.context.height, round: height.round)
        if height.isOpen, height.step == .propose, !height.timers.contains(propose) {
            note("R0", "it does not wait for a proposal")
        }
        if let expired, expired.round == height.round, isStuck(at: expired, height) {
            note("R9", "its wait for \(expired.kind) ends and it stays")
        }
    }

    private func isStuck(at timer: RoundTimer, _ height: ReferenceHeight) -> Bool {
        switch timer.kind {
        case .propose: showsSteps && !isHeld && height.step == .propose
        case .prevote: showsSteps && !isHeld && height.step == .prevote
        default: true
        }
    }

    /// R0: the idle rule, then the seat's own turn.
    private mutating func judgeProposing(_ height: ReferenceHeight) {
        guard height.isOpen else {
            if height.hasIntervalPassed, height.hasCause(height.kept, height.keptProposals) {
                note("R0", "it does not open the height")
            }
            return
        }
        guard showsSteps, signs, height.isOwnTurn, height.step == .propose, !height.hasProposed,
            !height.isBuilding, mayPropose || height.hasComeRound
        else { return }
        // A valid block from the log is judged again before it is proposed again.
        if let valid = height.valid, !height.held.contains(valid.block) { return }
        note("R0", "it does not propose in its turn")
    }

    /// What R1, R4 and R7 wait for must be judged.
    private mutating func judgeJudging(_ height: ReferenceHeight) {
        for block in height.waiting
        where height.isNamed(block) || height.keptNow.contains(where: { $0.block == block }) {
            note("R1", "it does not have \(name(block)) judged")
        }
    }

    /// R1, R2, R4, R5.
    private mutating func judgeVotes(_ height: ReferenceHeight) {
        switch height.step {
        case .propose:
            for proposal in height.keptNow where height.held.contains(proposal.block) {
                note("R1", "it does not prevote on \(name(proposal.block))")
            }
        case .prevote:
            if height.kept.nilPrevotes(height.round) >= height.quorum {
                note("R5", "it does not precommit nothing")
            }
        case .precommit: break
        }
        guard height.step >= .prevote, !height.hasFollowedPolka else { return }
        for proposal in height.keptNow where height.held.contains(proposal.block) {
            if height.kept.hasPolka(
                height.round, proposal.block, validRound: proposal.validRound)
            {
                note("R4", "it does not follow the polka of \(name(proposal.block))")
            }
        }
    }

    /// R3.
    private mutating func judgePrevoteWait(_ height: ReferenceHeight) {
        if height.step == .prevote, !height.waitsForPrevotes,
            height.kept.passed(.prevote, height.round) >= height.quorum
        {
            note("R3", "it does not wait for prevotes")
        }
    }

    /// R10 shows only in the next record: that one must be this new at least.
    private mutating func adopt() {
        guard let height else { return }
        let newest = newestValid(in: height.kept, height.held)
        self.height?.valid = newest
    }
}
