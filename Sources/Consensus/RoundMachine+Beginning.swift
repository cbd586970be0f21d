import LedgerTypes

extension RoundMachine {
    /// Starts a height, from the own vote log where it holds something.
    mutating func begin(_ context: HeightContext, recovered: [VoteLogRecord]) {
        rememberLatestVotes()
        let quorum = context.seats.quorum - (variant == .quorumMinusOne ? 1 : 0)
        state = HeightState(context: context, key: key?.verifyingKey, quorum: quorum)
        state?.timeouts.areDoubled = variant == .waitsDouble
        state?.tally.mixesValidRounds = variant == .mixedValidRounds
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
            $0.height == context.height && $0.signed.round >= context.firstRound
        }
        if context.firstRound > .first {
            effects.append(.enteredRound(context.height, context.firstRound))
        }
        if !records.isEmpty, variant != .missingVoteLog { recover(records, context) }
        for item in early.takeAll() { receive(item.message, from: item.sender) }
    }

    /// Rebuilds what this seat said and promised, says it again, and hears it itself.
    private mutating func recover(_ records: [VoteLogRecord], _ context: HeightContext) {
        guard let key else { return }
        do throws(VoteLogFault) {
            if variant.checksLog { try context.check(records, key: key.verifyingKey) }
        } catch {
            isSilenced = true
            effects.append(.voteLogRefused(context.height, error))
            return
        }
        for record in records { recall(record, context) }
        guard let last = records.last else { return }
        if last.signed.round > context.firstRound { state?.enter(last.signed.round) }
        state?.isOpen = true
        state?.hasIntervalPassed = true
        state?.isWanted = true
        state?.step = RoundStep(rawValue: last.signed.stepNumber) ?? .propose
        state?.hasProposed = records.contains {
            $0.signed.round == last.signed.round && $0.signed.stepNumber == 0
        }
        state?.locked = variant == .lockNotLogged ? nil : last.locked
        state?.valid = variant == .bodyNotLogged ? nil : last.valid
        if variant == .bodyNotLogged { state?.candidates = [:] }
        // Timers of votes start again by R3 and R6 as the votes come in again.
        if state?.step == .propose { startProposeTimer() }
        effects.append(.enteredRound(context.height, last.signed.round))
        for record in records { effects.append(.broadcast(record.signed.message)) }
    }

    private mutating func recall(_ record: VoteLogRecord, _ context: HeightContext) {
        state?.own.append(record.signed)
        if let body = record.body {
            recall(body, context)
        }
        if let polka = record.polka { _ = state?.tally.keep(polka) }
        guard variant != .ownVotesNotReinjected else { return }
        switch record.signed {
        case .vote(let vote):
            _ = state?.tally.add(vote)
        case .proposal(let proposal):
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
        state?.candidates[id] = HeightState.Candidate(block: block, sender: nil)
        state?.loggedBodies.insert(id)
    }
}
