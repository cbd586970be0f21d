import LedgerTypes
import Mutants

/// A rule that fits, with what it applies to.
enum Rule: Hashable, Sendable {
    case decide(Block, VerifiedCertificate)
    case jump(Round)
    case open
    case proposeAgain(RoundBlock, VerifiedPolka)
    case build
    case judge(BlockID)
    case prevoteNew(ProposalRecord)
    /// With what a quorum prevoted for in the proposal's valid round.
    case prevoteAgain(ProposalRecord, RoundBlock)
    case lock(ProposalRecord, VerifiedPolka)
    case awaitPrevotes
    case precommitNil
    case awaitPrecommits
    case adopt(VerifiedPolka)
}

extension RoundMachine {
    /// The first rule whose conditions hold.
    func fittingRule() -> Rule? {
        guard let state, !state.isDecided else { return nil }
        // R10 before R0: who proposes repeats the newest block that a quorum found valid.
        return decision(state) ?? jump(state) ?? adoption(state) ?? opening(state)
            ?? judgement(state) ?? prevoting(state) ?? locking(state) ?? waiting(state)
    }

    /// R7: a valid block and a quorum of precommits of any round.
    private func decision(_ state: HeightState) -> Rule? {
        for certificate in state.tally.certificates {
            let unjudged =
                Mutant.decidesUnjudged.isOn ? state.candidates[certificate.block]?.block : nil
            if let body = state.bodies[certificate.block] ?? unjudged {
                return .decide(body, certificate)
            }
        }
        return nil
    }

    /// R8: so many seats voted in later rounds that at least one of them is honest.
    private func jump(_ state: HeightState) -> Rule? {
        var rounds: [Round] = []
        for (index, highest) in state.tally.highestRounds.enumerated() {
            guard let highest, highest > state.round,
                state.ownSeat != SeatIndex(UInt64(index))
            else { continue }
            rounds.append(highest)
        }
        let needed = Mutant.jumpOnOneSeat.isOn ? 1 : state.context.seats.oneHonest
        guard rounds.count >= needed else { return nil }
        return .jump(rounds.sorted(by: >)[Mutant.jumpToHighest.isOn ? 0 : needed - 1])
    }

    /// R0: the idle rule at round 0, then the proposer's turn.
    private func opening(_ state: HeightState) -> Rule? {
        if !state.isOpen {
            let mayOpen = state.hasIntervalPassed || Mutant.intervalUnheeded.isOn
            return mayOpen && (state.isWanted || Mutant.opensUnwanted.isOn) ? .open : nil
        }
        guard state.step == .propose, !state.hasProposed, !state.isBuilding, signs,
            let seat = state.ownSeat,
            state.context.proposer(round: state.round) == seat || Mutant.proposesOutOfTurn.isOn,
            trustsClock(state)
        else { return nil }
        if !Mutant.roundInHash.isOn, let valid = state.valid,
            let polka = state.tally.polka(for: valid)
        {
            // A block from the own log is judged once more before it is proposed again.
            return state.bodies[valid.block] == nil ? nil : .proposeAgain(valid, polka)
        }
        return .build
    }

    private func trustsClock(_ state: HeightState) -> Bool {
        mayPropose || Mutant.proposesWithWrongClock.isOn
            || (state.hasComeRound && !Mutant.wrongClockNeverProposes.isOn)
    }

    /// Validity is asked for only where a rule waits for it: it costs an execution.
    private func judgement(_ state: HeightState) -> Rule? {
        var named = state.currentProposals.map(\.block)
        if !Mutant.judgesProposalsOnly.isOn {
            named += state.tally.polkas.map(\.block) + state.tally.certificates.map(\.block)
        }
        for block in named {
            if let candidate = state.candidates[block], !candidate.isAsked { return .judge(block) }
        }
        return nil
    }

    /// R1, R2: the first proposal of the round that can be answered.
    private func prevoting(_ state: HeightState) -> Rule? {
        guard state.step == .propose, !isHeld else { return nil }
        for proposal in state.currentProposals
        where state.bodies[proposal.block] != nil
            || (state.refused.contains(proposal.block) && state.candidates[proposal.block] == nil)
        {
            guard let round = proposal.validRound else { return .prevoteNew(proposal) }
            // Asked of the tally, whatever the proposal brought.
            let found = RoundBlock(round: round, block: proposal.block)
            if state.tally.polka(for: found) != nil || !Mutant.asksTallyForPolka {
                return .prevoteAgain(proposal, found)
            }
        }
        return nil
    }

    /// R4: a quorum prevoted for a valid proposal of this round, all naming its valid round.
    private func locking(_ state: HeightState) -> Rule? {
        guard state.step >= .prevote, !state.hasFollowedPolka, !isHeld else { return nil }
        for proposal in state.currentProposals
        where state.bodies[proposal.block] != nil || Mutant.lockWithoutBody.isOn {
            if let polka = polka(behind: proposal, state) { return .lock(proposal, polka) }
        }
        return nil
    }

    private func polka(behind proposal: ProposalRecord, _ state: HeightState) -> VerifiedPolka? {
        if Mutant.r4AnyRound.isOn {
            return state.tally.polkas.last { $0.block == proposal.block }
        }
        if Mutant.r4AnyValidRound.isOn {
            return state.tally.polka(for: RoundBlock(round: state.round, block: proposal.block))
        }
        return state.tally.polka(
            round: state.round, block: proposal.block, validRound: proposal.validRound)
    }

    /// R5, R3, R6: what follows from the number of votes alone.
    ///
    /// A seat that went on without voting here is not waited for: it will never vote here, and
    /// whoever voted here and fell silent may have been heard by that seat alone.
    private func waiting(_ state: HeightState) -> Rule? {
        let quorum = state.context.seats.quorum - (Mutant.quorumMinusOne.isOn ? 1 : 0)
        if state.step == .prevote {
            let nilQuorum = quorum - (Mutant.nilQuorumMinusOne.isOn ? 1 : 0)
            if state.tally.nilPrevotes(round: state.round) >= nilQuorum, !isHeld {
                return .precommitNil
            }
            if !state.hasWaitedForPrevotes, !Mutant.prevotesNotAwaited.isOn,
                heard(.prevote, state) >= quorum
            {
                return .awaitPrevotes
            }
        }
        if !state.hasWaitedForPrecommits, !Mutant.precommitsNotAwaited.isOn,
            heard(.precommit, state) >= quorum
        {
            return .awaitPrecommits
        }
        return nil
    }

    private func heard(_ step: VoteStep, _ state: HeightState) -> Int {
        Mutant.countsLaterVotes
            ? state.tally.passed(step, round: state.round)
            : state.tally.count(step, round: state.round)
    }

    /// R10: a polka of an earlier round, heard of late.
    private func adoption(_ state: HeightState) -> Rule? {
        guard !Mutant.latePolkaIgnored.isOn else { return nil }
        for polka in state.tally.polkas.reversed() where polka.round < state.round {
            guard state.valid.map({ $0.round < polka.round }) ?? true else { return nil }
            if state.bodies[polka.block] != nil || Mutant.latePolkaWithoutBody.isOn {
                return .adopt(polka)
            }
        }
        return nil
    }
}
