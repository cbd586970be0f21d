import Mutants
import Sealing

/// A vote whose signature was checked under the seat that it names, or was just made.
///
/// Tallies and rules take nothing else, so that a check which stopped early counts for nothing.
package struct VerifiedVote: Hashable, Sendable {
    package let vote: Vote

    private init(trusting vote: Vote) { self.vote = vote }

    /// Nil if the seat is unknown or the signature is not its own.
    package init?(checking vote: Vote, chain: ChainID, seats: SeatSet) {
        guard
            vote.isSigned(chain: chain, seats: seats)
                || Mutant.voteUnverified.isOn && seats[vote.seat] != nil
        else { return nil }
        self.vote = vote
    }

    /// Signs what a seat says at a step of a round.
    ///
    /// - Parameter validRound: of a prevote; nil in a precommit.
    package init(
        signing step: VoteStep, height: Height, round: Round, block: BlockID?, validRound: Round?,
        as seat: SeatIndex, key: SigningKey, chain: ChainID
    ) {
        let bytes =
            switch step {
            case .prevote:
                SigningTemplate.prevote(
                    chain: chain, height: height, round: round, block: block,
                    validRound: validRound)
            case .precommit:
                SigningTemplate.precommit(
                    chain: chain, height: height, round: round, block: block)
            }
        vote = Vote(
            step: step, height: height, round: round, block: block, validRound: validRound,
            seat: seat, signature: key.sign(bytes))
    }

    /// The votes in a quorum that was checked.
    fileprivate static func all(
        in signatures: [SeatSignature], _ step: VoteStep, _ height: Height, _ round: Round,
        _ block: BlockID, _ validRound: Round?
    ) -> [VerifiedVote] {
        signatures.map {
            VerifiedVote(
                trusting: Vote(
                    step: step, height: height, round: round, block: block, validRound: validRound,
                    seat: $0.seat, signature: $0.signature))
        }
    }
}

/// A polka of which every signature was checked.
package struct VerifiedPolka: Hashable, Sendable {
    package let polka: Polka

    /// Checks every signature under the seats of its height.
    package init(checking polka: Polka, chain: ChainID, seats: SeatSet) throws(CertificateFault) {
        if !Mutant.polkaUnread.isOn {
            try polka.verify(chain: chain, seats: seats)
        } else if polka.signatures.contains(where: { seats[$0.seat] == nil }) {
            throw .seatUnknown  // There is no place to count such a vote in.
        }
        self.polka = polka
    }

    /// The polka that prevotes for one block add up to.
    ///
    /// - Parameter votes: at least `quorum`, of distinct seats, for the block of the first of them.
    package init(adding votes: [VerifiedVote], quorum: Int) {
        let first = votes.agreeing(on: .prevote, quorum: quorum)
        polka = Polka(
            height: first.height, round: first.round, block: first.block!,
            validRound: first.validRound, signatures: votes.signatures)
    }

    /// The prevotes in it.
    package var votes: [VerifiedVote] {
        VerifiedVote.all(
            in: polka.signatures, .prevote, polka.height, polka.round, polka.block,
            polka.validRound)
    }

    package var round: Round { polka.round }
    package var block: BlockID { polka.block }
    package var validRound: Round? { polka.validRound }
}

/// A certificate of which every signature was checked.
package struct VerifiedCertificate: Hashable, Sendable {
    package let certificate: CommitCertificate

    /// Checks every signature under the seats of a height.
    package init(
        checking certificate: CommitCertificate, chain: ChainID, height: Height, seats: SeatSet
    ) throws(CertificateFault) {
        if !Mutant.decisionUnchecked.isOn {
            try certificate.verify(
                chain: chain, height: height, block: certificate.block, seats: seats)
        }
        self.certificate = certificate
    }

    /// The certificate that precommits for one block add up to.
    ///
    /// - Parameter votes: at least `quorum`, of distinct seats, for the block of the first of them.
    package init(adding votes: [VerifiedVote], quorum: Int) {
        let first = votes.agreeing(on: .precommit, quorum: quorum)
        certificate = CommitCertificate(
            height: first.height, round: first.round, block: first.block!,
            signatures: votes.signatures)
    }

    /// The precommits in it.
    package var votes: [VerifiedVote] {
        VerifiedVote.all(
            in: certificate.signatures, .precommit, certificate.height, certificate.round,
            certificate.block, nil)
    }

    package var block: BlockID { certificate.block }
}

extension [VerifiedVote] {
    fileprivate var signatures: [SeatSignature] {
        map { SeatSignature(seat: $0.vote.seat, signature: $0.vote.signature) }
    }

    /// The first vote, which the others repeat.
    fileprivate func agreeing(on step: VoteStep, quorum: Int) -> Vote {
        // INVARIANT: who adds votes up has counted them; a false sum would forge a quorum.
        guard let first = first?.vote, first.step == step, first.block != nil, count >= quorum,
            allSatisfy({ $0.vote.isSameStatement(as: first) }) || Mutant.mixedValidRounds.isOn
                || Mutant.mixedBlocks.isOn,
            Set(map(\.vote.seat)).count == count
        else { preconditionFailure("\(count) votes are no quorum of \(quorum)") }
        return first
    }
}
