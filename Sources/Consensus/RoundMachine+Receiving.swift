import LedgerTypes
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
            message.round.map({ $0 >= state.context.firstRound }) ?? true
        else { return }
        take(message, from: sender, state)
    }

    private mutating func take(
        _ message: ConsensusMessage, from sender: MemberID, _ state: HeightState
    ) {
        do throws(ConsensusFault) {
            switch message {
            case .proposal(let proposal): try take(proposal, from: sender, state)
            case .vote(let vote): try take(vote, from: sender, state)
            case .polka(let polka): try take(polka, from: sender, state)
            case .certificate(let certificate): try take(certificate, from: sender, state)
            case .body(let block): offer(block, from: sender)
            case .roundState(let asked): answer(asked, from: sender, state)
            case .decision(let committed):
                guard
                    committed.block.header.id(suite: state.context.suite)
                        == committed.certificate.block
                else { throw ConsensusFault.malformed }
                if variant == .decisionUnchecked {
                    _ = self.state?.tally.keep(committed.certificate)
                } else {
                    try take(committed.certificate, from: sender, state)
                }
                offer(committed.block, from: sender)
            }
        } catch {
            effects.append(.peerFault(sender, error))
        }
    }

    private mutating func take(
        _ vote: Vote, from sender: MemberID, _ state: HeightState
    ) throws(ConsensusFault) {
        guard state.context.seats[vote.seat] != nil else { throw .unknownSeat }
        guard vote.round.value < Limits.maximumRound,
            vote.validRound.map({ $0 < vote.round }) ?? true
        else { throw .malformed }
        let known = state.tally.vote(vote.step, round: vote.round, seat: vote.seat)
        guard known != vote else { return }
        guard vote.isSigned(chain: state.context.chain, seats: state.context.seats) else {
            let signed = SeatSignature(seat: vote.seat, signature: vote.signature)
            let bytes = vote.signedBytes(chain: state.context.chain)
            guard let fault = fault(of: signed, over: bytes, from: sender, state) else { return }
            throw fault
        }
        count(vote)
    }

    /// Counts a vote whose signature holds.
    private mutating func count(_ vote: Vote) {
        guard let state else { return }
        if vote.seat == state.ownSeat, !state.hasSigned(vote) {
            silence(.vote(vote))
        }
        defer { heedVoters() }
        guard vote.round.value <= state.round.value + Limits.roundsAhead else {
            self.state?.tally.noteRound(vote.round, seat: vote.seat)
            let index = Int(vote.seat.value)
            if state.distantVotes[index].map({ $0.round < vote.round }) ?? true {
                self.state?.distantVotes[index] = vote
            }
            return
        }
        if case .conflicting(let known)? = self.state?.tally.add(vote) {
            report(MisbehaviourEvidence.conflict(known, vote))
        }
    }

    /// Opens the first round early for votes of so many seats that one of them is honest: a single
    /// seat could otherwise drive empty blocks as fast as votes travel.
    private mutating func heedVoters() {
        guard let state, !state.isWanted else { return }
        let voters = state.tally.highestRounds.count { $0 != nil }
        if voters >= state.context.seats.oneHonest { self.state?.isWanted = true }
    }

    /// Counts the votes that were too far ahead before the round changed.
    mutating func takeDistantVotes() {
        guard let state else { return }
        for (index, vote) in state.distantVotes.enumerated() {
            guard let vote, vote.round.value <= state.round.value + Limits.roundsAhead else {
                continue
            }
            self.state?.distantVotes[index] = nil
            count(vote)
        }
    }

    private mutating func take(
        _ polka: Polka, from sender: MemberID, _ state: HeightState
    ) throws(ConsensusFault) {
        guard polka.validRound.map({ $0 < polka.round }) ?? true else { throw .malformed }
        guard polka.round.value <= state.round.value + Limits.roundsAhead else { return }
        guard
            state.tally.polka(
                round: polka.round, block: polka.block, validRound: polka.validRound) == nil
        else { return }
        do {
            try polka.verify(chain: state.context.chain, seats: state.context.seats)
        } catch {
            let bytes = SigningTemplate.prevote(
                chain: state.context.chain, height: polka.height, round: polka.round,
                block: polka.block, validRound: polka.validRound)
            if !stopsEarly(polka.signatures, over: bytes, state) {
                guard
                    let fault = fault(
                        error, of: polka.signatures, over: bytes, from: sender, state)
                else { return }
                throw fault
            }
        }
        for item in polka.signatures {
            count(
                Vote(
                    step: .prevote, height: polka.height, round: polka.round, block: polka.block,
                    validRound: polka.validRound, seat: item.seat, signature: item.signature))
        }
        _ = self.state?.tally.keep(polka)
    }

    private mutating func take(
        _ certificate: CommitCertificate, from sender: MemberID, _ state: HeightState
    ) throws(ConsensusFault) {
        guard !state.tally.certificates.contains(where: { $0.block == certificate.block }) else {
            return
        }
        do {
            try certificate.verify(
                chain: state.context.chain, height: state.height, block: certificate.block,
                seats: state.context.seats)
        } catch {
            let bytes = SigningTemplate.precommit(
                chain: state.context.chain, height: certificate.height, round: certificate.round,
                block: certificate.block)
            if !stopsEarly(certificate.signatures, over: bytes, state) {
                guard
                    let fault = fault(
                        error, of: certificate.signatures, over: bytes, from: sender, state)
                else { return }
                throw fault
            }
        }
        heedOwnSignature(in: certificate, state)
        noticeAmnesia(certificate, state)
        self.state?.isWanted = true
        _ = self.state?.tally.keep(certificate)
    }

    private mutating func take(
        _ proposal: Proposal, from sender: MemberID, _ state: HeightState
    ) throws(ConsensusFault) {
        let context = state.context
        let header = proposal.block.header
        guard proposal.validRound.map({ $0 < proposal.round }) ?? true,
            header.chain == context.chain
        else { throw .malformed }
        guard proposal.round.value <= state.round.value + Limits.proposalRoundsAhead else {
            return
        }
        guard let seat = context.seats[proposal.seat] else { throw .unknownSeat }
        guard proposal.seat == context.proposer(round: proposal.round),
            proposal.validRound != nil || header.proposer == proposal.seat
        else { throw .notTheProposer }
        let id = header.id(suite: context.suite)
        let known = state.proposals[proposal.round] ?? []
        guard !known.contains(where: { $0.block == id && $0.validRound == proposal.validRound })
        else {
            offer(proposal.block, from: sender)
            return
        }
        let bytes = SigningTemplate.proposal(
            chain: context.chain, height: state.height, round: proposal.round, block: id,
            validRound: proposal.validRound)
        guard seat.key.verifiesAdmitted(proposal.signature, over: bytes) else {
            let signed = SeatSignature(seat: proposal.seat, signature: proposal.signature)
            guard let fault = fault(of: signed, over: bytes, from: sender, state) else { return }
            throw fault
        }
        if let polka = proposal.polka {
            guard polka.height == state.height, polka.round == proposal.validRound,
                polka.block == id
            else { throw .malformed }
            try take(polka, from: sender, state)
        }
        if proposal.seat == state.ownSeat { silence(.proposal(proposal)) }
        let claim = ProposalClaim(proposal, suite: context.suite)
        // R11.
        if let other = known.first {
            report(MisbehaviourEvidence.conflict(other.claim, claim))
        }
        self.state?.isWanted = true
        guard
            known.count < Limits.proposalsPerRound
                || (known.count == Limits.proposalsPerRound && isNamedByQuorum(id, state))
        else { return }
        self.state?.note(
            ProposalRecord(
                claim: claim,
                isTimely: state.timeouts.isTimely(header.time, round: proposal.round, now: now)))
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
                state.isProposed(id, by: sender)
            else { return }
            self.state?.candidates[id] = nil
        }
        guard state.proposalNames.contains(id) || isNamedByQuorum(id, state) else { return }
        self.state?.keep(HeightState.Candidate(block: block, sender: sender), of: id)
    }

    private func isNamedByQuorum(_ id: BlockID, _ state: HeightState) -> Bool {
        state.tally.polkas.contains { $0.block == id }
            || state.tally.certificates.contains { $0.block == id }
    }

    /// A certificate may hold a vote of the own seat that its log does not know.
    private mutating func heedOwnSignature(in certificate: CommitCertificate, _ state: HeightState)
    {
        guard variant != .missingVoteLog else { return }
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
