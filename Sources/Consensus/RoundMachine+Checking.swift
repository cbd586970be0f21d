import LedgerTypes
import Mutants
import Sealing

/// Looks at what peers send; changes nothing but what is remembered of the peers.
extension RoundMachine {
    mutating func check(
        _ vote: Vote, from sender: MemberID, _ state: HeightState
    ) -> Verdict<VerifiedVote> {
        guard state.context.seats[vote.seat] != nil else { return .wrong(.unknownSeat) }
        guard vote.round.value < Limits.maximumRound,
            vote.validRound.map({ $0 < vote.round }) ?? true
        else { return .wrong(.malformed) }
        guard state.context.includes(vote.validRound) else { return .notChecked }
        let known = state.tally.vote(vote.step, round: vote.round, seat: vote.seat)
        guard known != vote else { return .notChecked }
        if let verified = VerifiedVote(
            checking: vote, chain: state.context.chain, seats: state.context.seats)
        {
            return .holds(verified)
        }
        let signed = SeatSignature(seat: vote.seat, signature: vote.signature)
        let bytes = vote.signedBytes(chain: state.context.chain)
        return .wrong(fault(of: signed, over: bytes, from: sender, state))
    }

    mutating func check(
        _ polka: Polka, from sender: MemberID, _ state: HeightState
    ) -> Verdict<VerifiedPolka> {
        guard polka.height == state.height,
            polka.validRound.map({ $0 < polka.round }) ?? true
        else { return .wrong(.malformed) }
        guard state.context.includes(polka.round),
            state.context.includes(polka.validRound),
            polka.round.value <= state.round.value + Limits.roundsAhead
        else { return .notChecked }
        // Another polka of the same statement says no less, whatever the signatures in this one are.
        if let known = state.tally.polka(
            round: polka.round, block: polka.block, validRound: polka.validRound)
        {
            return .holds(known)
        }
        do {
            return .holds(
                try VerifiedPolka(
                    checking: polka, chain: state.context.chain, seats: state.context.seats))
        } catch {
            let bytes = SigningTemplate.prevote(
                chain: state.context.chain, height: polka.height, round: polka.round,
                block: polka.block, validRound: polka.validRound)
            return .wrong(fault(error, of: polka.signatures, over: bytes, from: sender, state))
        }
    }

    mutating func check(
        _ certificate: CommitCertificate, from sender: MemberID, _ state: HeightState
    ) -> Verdict<VerifiedCertificate> {
        guard !state.tally.certificates.contains(where: { $0.block == certificate.block }) else {
            return .notChecked
        }
        do {
            return .holds(
                try VerifiedCertificate(
                    checking: certificate, chain: state.context.chain, height: state.height,
                    seats: state.context.seats))
        } catch {
            let bytes = SigningTemplate.precommit(
                chain: state.context.chain, height: certificate.height, round: certificate.round,
                block: certificate.block)
            return .wrong(
                fault(error, of: certificate.signatures, over: bytes, from: sender, state))
        }
    }

    /// Whether its proposer signed a proposal, in its turn, and its polka holds.
    mutating func check(
        _ proposal: Proposal, _ claim: ProposalClaim, from sender: MemberID, _ state: HeightState
    ) -> Verdict<VerifiedProposal> {
        let context = state.context
        let header = proposal.block.header
        guard proposal.validRound.map({ $0 < proposal.round }) ?? true,
            (proposal.polka == nil) == (proposal.validRound == nil), header.chain == context.chain
        else { return .wrong(.malformed) }
        guard context.includes(proposal.validRound),
            proposal.round.value <= state.round.value + Limits.proposalRoundsAhead
        else { return .notChecked }
        guard let seat = context.seats[proposal.seat] else { return .wrong(.unknownSeat) }
        guard
            proposal.seat == context.proposer(round: proposal.round) || Mutant.anybodyProposes.isOn,
            proposal.validRound != nil || header.proposer == proposal.seat
                || Mutant.proposerFieldUnread.isOn
        else { return .wrong(.notTheProposer) }
        let bytes = claim.signedBytes(chain: context.chain)
        guard
            seat.key.verifiesAdmitted(proposal.signature, over: bytes)
                || Mutant.proposalSignatureUnread.isOn
        else {
            let signed = SeatSignature(seat: proposal.seat, signature: proposal.signature)
            return .wrong(fault(of: signed, over: bytes, from: sender, state))
        }
        guard let polka = proposal.polka else {
            return .holds(VerifiedProposal(claim: claim, polka: nil))
        }
        guard
            polka.round == proposal.validRound && polka.block == claim.block
                || Mutant.polkaForAnything.isOn
        else { return .wrong(.malformed) }
        switch check(polka, from: sender, state) {
        case .holds(let verified): return .holds(VerifiedProposal(claim: claim, polka: verified))
        case .wrong(nil) where Mutant.repeatUnverified.isOn:
            return .holds(VerifiedProposal(claim: claim, polka: nil))
        case .wrong(let fault): return .wrong(fault)
        case .notChecked: return .notChecked
        }
    }
}

/// A proposal that its proposer signed in its turn, with the polka that lets it be repeated.
struct VerifiedProposal {
    let claim: ProposalClaim
    let polka: VerifiedPolka?
}
