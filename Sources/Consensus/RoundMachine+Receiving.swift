import LedgerTypes
import Mutants
import Sealing

extension RoundMachine {
    /// Takes a message of the current height, keeps one of the next, ignores all others.
    mutating func receive(_ message: ConsensusMessage, from sender: MemberID) {
        guard let state else { return }
        if message.height > state.height {
            if case .roundState = message { return }
            guard message.height.value - state.height.value <= Limits.heightsAhead else { return }
            early.keep(message, from: sender)
            return
        }
        guard message.height == state.height, !state.isDecided,
            message.round.map({
                $0 >= state.context.firstRound || Mutant.roundsBeforeRecoveryTaken.isOn
            }) ?? true
        else { return }
        take(message, from: sender, state)
    }

    private mutating func take(
        _ message: ConsensusMessage, from sender: MemberID, _ state: HeightState
    ) {
        switch message {
        case .proposal(let proposal): take(proposal, from: sender, state)
        case .vote(let vote):
            if let vote = held(check(vote, from: sender, state), from: sender) { count(vote) }
        case .polka(let polka):
            if let polka = held(check(polka, from: sender, state), from: sender) { count(polka) }
        case .certificate(let certificate): take(certificate, from: sender, state)
        case .body(let block): offer(block, from: sender)
        case .roundState(let asked): answer(asked, from: sender, state)
        case .decision(let committed):
            guard
                committed.block.header.id(suite: state.context.suite)
                    == committed.certificate.block
            else { return effects.append(.peerFault(sender, .malformed)) }
            take(committed.certificate, from: sender, state)
            offer(committed.block, from: sender)
        }
    }

    /// What was checked and holds; reports the sender of what is wrong.
    private mutating func held<Value>(_ verdict: Verdict<Value>, from sender: MemberID) -> Value? {
        switch verdict {
        case .holds(let value): return value
        case .wrong(let fault):
            if let fault { effects.append(.peerFault(sender, fault)) }
            return nil
        case .notChecked: return nil
        }
    }

    private mutating func count(_ verified: VerifiedVote) {
        guard let state else { return }
        let vote = verified.vote
        if vote.seat == state.ownSeat, !state.hasSigned(vote), !Mutant.foreignVoteUnheeded.isOn {
            silence(.vote(vote))
        }
        defer { heedVoters() }
        guard vote.round.value <= state.round.value + Limits.roundsAhead else {
            self.state?.tally.noteRound(vote.round, seat: vote.seat)
            let index = Int(vote.seat.value)
            if state.distantVotes[index].map({ $0.vote.round < vote.round }) ?? true {
                self.state?.distantVotes[index] = verified
            }
            return
        }
        if case .conflicting(let known)? = self.state?.tally.add(verified),
            !Mutant.secondVoteUnreported.isOn
        {
            report(MisbehaviourEvidence.conflict(known, vote))
        }
    }

    private mutating func count(_ polka: VerifiedPolka) {
        // One that the tally gave back was counted.
        guard state?.tally.polkas.contains(polka) == false else { return }
        for vote in polka.votes { count(vote) }
        _ = state?.tally.keep(polka)
    }

    /// Opens the first round early for votes of so many seats that one of them is honest: a single
    /// seat could otherwise drive empty blocks as fast as votes travel.
    private mutating func heedVoters() {
        guard let state, !state.isWanted else { return }
        let voters = state.tally.highestRounds.count { $0 != nil }
        let needed = Mutant.opensForOneSeat.isOn ? 1 : state.context.seats.oneHonest
        if voters >= needed { self.state?.isWanted = true }
    }

    /// Counts the votes that were too far ahead before the round changed.
    mutating func takeDistantVotes() {
        guard let state else { return }
        for (index, verified) in state.distantVotes.enumerated() {
            guard let verified,
                verified.vote.round.value <= state.round.value + Limits.roundsAhead
            else { continue }
            self.state?.distantVotes[index] = nil
            count(verified)
        }
    }

    private mutating func take(
        _ certificate: CommitCertificate, from sender: MemberID, _ state: HeightState
    ) {
        guard let verified = held(check(certificate, from: sender, state), from: sender) else {
            return
        }
        heedOwnSignature(in: certificate, state)
        noticeAmnesia(certificate, state)
        self.state?.isWanted = true
        _ = self.state?.tally.keep(verified)
    }

    private mutating func take(
        _ proposal: Proposal, from sender: MemberID, _ state: HeightState
    ) {
        let claim = ProposalClaim(proposal, suite: state.context.suite)
        let known = state.proposals[proposal.round] ?? []
        guard
            !known.contains(where: {
                $0.block == claim.block && $0.validRound == proposal.validRound
            })
        else { return offer(proposal.block, from: sender) }
        guard let verified = held(check(proposal, claim, from: sender, state), from: sender) else {
            return
        }
        if let polka = verified.polka { count(polka) }
        if proposal.seat == state.ownSeat, !Mutant.foreignProposalUnheeded.isOn {
            silence(.proposal(proposal))
        }
        // R11.
        if let other = known.first, !Mutant.secondProposalUnreported.isOn {
            report(MisbehaviourEvidence.conflict(other.claim, claim))
        }
        // One of a later turn opens nothing: a single seat could otherwise drive empty blocks.
        if proposal.round == state.round || Mutant.opensForAnyProposal.isOn {
            self.state?.isWanted = true
        }
        let isNamed = isNamedByQuorum(claim.block, state) && !Mutant.namedProposalIgnored.isOn
        guard
            known.count < Limits.proposalsPerRound
                || (known.count == Limits.proposalsPerRound && isNamed)
        else { return }
        self.state?.note(
            ProposalRecord(
                claim: claim,
                isTimely: state.timeouts.isTimely(
                    proposal.block.header.time, round: proposal.round, now: now)))
        offer(proposal.block, from: sender)
    }

    /// Keeps a block to be judged once a rule needs it.
    private mutating func offer(_ block: Block, from sender: MemberID) {
        guard let state else { return }
        let id = block.header.id(suite: state.context.suite)
        guard state.bodies[id] == nil, state.refusedSenders[id]?.contains(sender) != true else {
            return
        }
        if let known = state.candidates[id] {
            // The proposer's own body takes the place of what others sent under its name.
            guard !known.isAsked, known.sender != nil, known.sender != sender,
                state.isProposed(id, by: sender), !Mutant.othersBodyStays.isOn
            else { return }
            self.state?.candidates[id] = nil
        }
        guard state.isProposed(id) || isNamedByQuorum(id, state) else { return }
        self.state?.keep(HeightState.Candidate(block: block, sender: sender), of: id)
    }

    private func isNamedByQuorum(_ id: BlockID, _ state: HeightState) -> Bool {
        state.tally.polkas.contains { $0.block == id }
            || state.tally.certificates.contains { $0.block == id }
    }

    /// A certificate may hold a vote of the own seat that its log does not know.
    private mutating func heedOwnSignature(in certificate: CommitCertificate, _ state: HeightState)
    {
        guard !Mutant.missingVoteLog.isOn, !Mutant.foreignCertificateUnheeded.isOn else { return }
        for vote in certificate.votes
        where vote.seat == state.ownSeat && !state.hasSigned(vote) {
            silence(.vote(vote))
        }
    }

    mutating func silence(_ signed: SignedMessage) {
        guard !isSilenced else { return }
        isSilenced = true
        effects.append(.foreignSignature(signed))
    }
}
