import LedgerTypes
import Mutants
import Sealing

extension RoundMachine {
    /// Prevotes and moves on to the next step; a follower only moves on.
    mutating func prevote(_ block: BlockID?, validRound: Round?) {
        state?.step = .prevote
        castVote(.prevote, block, validRound: validRound)
    }

    /// Precommits and moves on to the next step; a follower only moves on.
    mutating func precommit(_ block: BlockID?) {
        state?.step = .precommit
        castVote(.precommit, block, validRound: nil)
    }

    /// Proposes a block that was built for a round, unless that round is over.
    mutating func propose(_ block: Block, round: Round) {
        guard let state,
            (state.isBuilding && round == state.round)
                || (Mutant.staleBuildProposed.isOn && !state.hasProposed),
            state.step == .propose || Mutant.proposesLate.isOn,
            block.header.height == state.height
        else { return }
        self.state?.isBuilding = false
        self.state?.bodies[block.header.id(suite: state.context.suite)] = block
        signProposal(block, validRound: nil, polka: nil)
    }

    /// Proposes again what a quorum has found valid in an earlier round.
    mutating func proposeAgain(_ valid: RoundBlock, _ polka: VerifiedPolka) {
        guard let body = state?.bodies[valid.block] else {
            preconditionFailure("the valid block \(valid) is not held")
        }
        signProposal(body, validRound: valid.round, polka: polka.polka)
    }

    private mutating func signProposal(_ block: Block, validRound: Round?, polka: Polka?) {
        guard let state, let key, let seat = state.ownSeat, signs else { return }
        self.state?.hasProposed = true
        let id = block.header.id(suite: state.context.suite)
        let signature = key.sign(
            SigningTemplate.proposal(
                chain: state.context.chain, height: state.height, round: state.round, block: id,
                validRound: validRound))
        let proposal = Proposal(
            round: state.round, validRound: validRound, block: block, polka: polka, seat: seat,
            signature: signature)
        if !Mutant.ownProposalUnnoted.isOn {
            self.state?.note(
                ProposalRecord(
                    claim: ProposalClaim(proposal, suite: state.context.suite), isTimely: true))
        }
        publish(.proposal(proposal))
    }

    private mutating func castVote(_ step: VoteStep, _ block: BlockID?, validRound: Round?) {
        guard let state, let key, let seat = state.ownSeat, signs else { return }
        let vote = VerifiedVote(
            signing: step, height: state.height, round: state.round, block: block,
            validRound: validRound, as: seat, key: key, chain: state.context.chain)
        publish(.vote(vote.vote))
        if !Mutant.ownVoteUncounted.isOn { _ = self.state?.tally.add(vote) }
    }

    /// Logs, then sends.
    private mutating func publish(_ signed: SignedMessage) {
        guard let state else { return }
        // INVARIANT: one message for each round and step; a second one would be equivocation.
        precondition(
            !state.own.contains {
                $0.round == signed.round && $0.stepNumber == signed.stepNumber
            },
            "a second signature at height \(state.height) round \(signed.round)")
        var body: Block?
        if let valid = state.valid, !state.loggedBodies.contains(valid.block) {
            body = state.bodies[valid.block]
            self.state?.loggedBodies.insert(valid.block)
        }
        let polka = state.valid.flatMap { state.tally.polka(for: $0) }
        if case .proposal(let proposal) = signed {
            // The record of a proposal holds its block.
            self.state?.loggedBodies.insert(
                proposal.block.header.id(suite: state.context.suite))
        }
        let record = VoteLogRecord(
            signed: signed, locked: state.locked, valid: state.valid, polka: polka?.polka,
            body: body)
        self.state?.log.append(record)
        effects.append(.persist(record))
        effects.append(.broadcast(signed.message))
    }
}
