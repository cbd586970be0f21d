import LedgerTypes
import Mutants

extension RoundMachine {
    /// Starts a height, from the own vote log where it holds something.
    mutating func begin(_ context: HeightContext, recovered: [VoteLogRecord]) {
        rememberLatestVotes()
        let quorum = context.seats.quorum - (Mutant.quorumMinusOne.isOn ? 1 : 0)
        state = HeightState(context: context, key: key?.verifyingKey, quorum: quorum)
        effects.append(
            .startTimer(
                RoundTimer(.interval, height: context.height),
                context.parameters.minimumBlockInterval))
        effects.append(
            .startTimer(
                RoundTimer(.empty, height: context.height), context.parameters.emptyBlockInterval))
        effects.append(
            .startTimer(RoundTimer(.resend, height: context.height), Limits.resendInterval))
        // What was signed before a recovery binds the signer, not the recovered height: its
        // blocks are not valid any more.
        let records = recovered.filter {
            ($0.height == context.height || Mutant.otherHeightsRecovered.isOn)
                && ($0.signed.round >= context.firstRound || Mutant.oldRoundsRecovered.isOn)
        }
        if context.firstRound > .first {
            effects.append(.enteredRound(context.height, context.firstRound))
        }
        if !records.isEmpty, !Mutant.missingVoteLog.isOn { recover(records, context) }
        for item in early.takeAll() { receive(item.message, from: item.sender) }
    }

    /// Rebuilds what this seat said and promised, says it again, and hears it itself.
    private mutating func recover(_ records: [VoteLogRecord], _ context: HeightContext) {
        guard let key else { return }
        let checked: [VerifiedLogRecord]
        do throws(VoteLogFault) {
            checked = try context.check(records, key: key.verifyingKey)
        } catch {
            if Mutant.logFaultUnheeded.isOn { return }
            isSilenced = true
            effects.append(.voteLogRefused(context.height, error))
            return
        }
        for record in checked { recall(record, context) }
        guard let last = records.last else { return }
        if last.signed.round > context.firstRound { state?.enter(last.signed.round) }
        state?.isOpen = true
        state?.hasIntervalPassed = true
        state?.isWanted = true
        state?.step = RoundStep(rawValue: last.signed.stepNumber) ?? .propose
        state?.hasProposed = records.contains {
            $0.signed.round == last.signed.round && $0.signed.stepNumber == 0
        }
        state?.locked = Mutant.lockNotLogged.isOn ? nil : last.locked
        state?.valid = Mutant.bodyNotLogged.isOn ? nil : last.valid
        if Mutant.bodyNotLogged.isOn { state?.candidates = [:] }
        // Timers of votes start again by R3 and R6 as the votes come in again.
        if state?.step == .propose { startProposeTimer() }
        effects.append(.enteredRound(context.height, last.signed.round))
        for record in records { effects.append(.broadcast(record.signed.message)) }
    }

    private mutating func recall(_ verified: VerifiedLogRecord, _ context: HeightContext) {
        let record = verified.record
        state?.log.append(record)
        if let body = record.body {
            recall(body, context)
        }
        if let polka = verified.polka, !Mutant.recalledPolkaForgotten.isOn {
            for vote in polka.votes { _ = state?.tally.add(vote) }
            _ = state?.tally.keep(polka)
        }
        guard !Mutant.ownVotesNotReinjected.isOn else { return }
        if let vote = verified.vote { _ = state?.tally.add(vote) }
        if case .proposal(let proposal) = record.signed {
            state?.note(
                ProposalRecord(
                    claim: ProposalClaim(proposal, suite: context.suite), isTimely: true))
            recall(proposal.block, context)
        }
    }

    /// The disk may have changed it, or this version of the software may judge otherwise: a block
    /// is executed again before anything is signed on top of it.
    private mutating func recall(_ block: Block, _ context: HeightContext) {
        let id = block.header.id(suite: context.suite)
        if Mutant.recalledUnjudged.isOn {
            state?.bodies[id] = block
        } else {
            state?.candidates[id] = HeightState.Candidate(block: block, sender: nil)
        }
        state?.loggedBodies.insert(id)
    }
}
