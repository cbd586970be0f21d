import CanonicalCoding
import LedgerTypes
import Sealing
import Testing

@Suite struct `Misbehaviour evidence` {
    let chain = ChainID(.zero)
    let keys: [SigningKey]
    let seats: SeatSet

    init() throws {
        keys = try (1...4).map {
            try SigningKey(
                seed: SecretBytes([UInt8](repeating: UInt8($0), count: 32)), suite: .ed25519SHA256)
        }
        seats = try SeatSet(
            checking: zip(["a", "b", "c", "d"], keys).map {
                Seat(member: MemberID($0)!, key: $1.verifyingKey)
            })
    }

    private func block(_ number: UInt8) -> BlockID {
        BlockID(Digest([UInt8](repeating: number, count: 32))!)
    }

    private func vote(
        _ step: VoteStep = .prevote, seat: Int = 1, height: UInt64 = 9, round: UInt64 = 2,
        block: BlockID?, validRound: Round? = nil, signedBy signer: Int? = nil
    ) -> Vote {
        func make(_ signature: Signature) -> Vote {
            Vote(
                step: step, height: Height(height), round: Round(round), block: block,
                validRound: validRound, seat: SeatIndex(UInt64(seat)), signature: signature)
        }
        let unsigned = make(keys[0].sign([]))
        return make(keys[(signer ?? seat) % 4].sign(unsigned.signedBytes(chain: chain)))
    }

    private func claim(
        seat: Int = 1, round: UInt64 = 2, block: BlockID, validRound: Round? = nil
    ) -> ProposalClaim {
        let message = SigningTemplate.proposal(
            chain: chain, height: Height(9), round: Round(round), block: block,
            validRound: validRound)
        return ProposalClaim(
            height: Height(9), round: Round(round), block: block, validRound: validRound,
            seat: SeatIndex(UInt64(seat)), signature: keys[seat].sign(message))
    }

    private func certificate(
        _ block: BlockID, round: UInt64 = 2, seats signers: [Int] = [0, 1, 2]
    ) -> CommitCertificate {
        let message = SigningTemplate.precommit(
            chain: chain, height: Height(9), round: Round(round), block: block)
        return CommitCertificate(
            height: Height(9), round: Round(round), block: block,
            signatures: signers.map {
                SeatSignature(seat: SeatIndex(UInt64($0)), signature: keys[$0].sign(message))
            })
    }

    private func fault(_ evidence: MisbehaviourEvidence) -> EvidenceFault? {
        do throws(EvidenceFault) {
            try evidence.verify(chain: chain, seats: seats)
            return nil
        } catch {
            return error
        }
    }

    @Test func `two votes of one seat at one step show it, whichever came first`() throws {
        for step in VoteStep.allCases {
            let (one, other) = (vote(step, block: block(1)), vote(step, block: nil))
            let found = try #require(MisbehaviourEvidence.conflict(one, other))
            #expect(found == MisbehaviourEvidence.conflict(other, one))
            #expect(fault(found) == nil)
            #expect(try MisbehaviourEvidence(canonical: found.canonicalBytes) == found)
        }
    }

    @Test func `prevotes for one block with two valid rounds show it`() throws {
        let found = try #require(
            MisbehaviourEvidence.conflict(
                vote(block: block(1)), vote(block: block(1), validRound: .first)))
        #expect(fault(found) == nil)
        #expect(found.subject.offence == .twoPrevotes)
    }

    @Test func `two proposals for one round show it`() throws {
        for other in [claim(block: block(2)), claim(block: block(1), validRound: Round(1))] {
            let found = try #require(
                MisbehaviourEvidence.conflict(claim(block: block(1)), other))
            #expect(fault(found) == nil)
            #expect(found.subject.offence == .twoProposals)
            #expect(try MisbehaviourEvidence(canonical: found.canonicalBytes) == found)
        }
    }

    @Test func `votes that a correct seat may sign show nothing`() {
        let base = vote(block: block(1))
        let others = [
            base, vote(.precommit, block: block(2)), vote(round: 3, block: block(2)),
            vote(height: 8, block: block(2)), vote(seat: 2, block: block(2)),
        ]
        for other in others {
            #expect(MisbehaviourEvidence.conflict(base, other) == nil)
            #expect(fault(.votes(base, other)) != nil)
        }
        #expect(
            MisbehaviourEvidence.conflict(
                claim(block: block(1)), claim(round: 3, block: block(2))) == nil)
    }

    @Test func `a pair in the other order is refused`() throws {
        let found = try #require(
            MisbehaviourEvidence.conflict(vote(block: block(1)), vote(block: block(2))))
        guard case .votes(let one, let other) = found else { return }
        #expect(fault(.votes(other, one)) == .notInOrder)
    }

    @Test func `a signature of another seat, or an unknown seat, shows nothing`() throws {
        let forged = try #require(
            MisbehaviourEvidence.conflict(
                vote(block: block(1)), vote(block: block(2), signedBy: 0)))
        #expect(fault(forged) == .signatureWrong)
        let unknown = try #require(
            MisbehaviourEvidence.conflict(
                vote(seat: 7, block: block(1)), vote(seat: 7, block: block(2))))
        #expect(fault(unknown) == .seatUnknown)
    }

    @Test func `a signer of a certificate who later votes for another block shows it`() throws {
        for validRound in [nil, Round(1)] {
            let found = try #require(
                MisbehaviourEvidence.conflict(
                    certificate(block(1)),
                    vote(round: 3, block: block(2), validRound: validRound)))
            #expect(fault(found) == nil)
            #expect(found.subject.offence == .amnesia)
            #expect(try MisbehaviourEvidence(canonical: found.canonicalBytes) == found)
        }
    }

    @Test func `a later vote that follows the rules shows nothing`() {
        let certificate = certificate(block(1))
        let votes = [
            vote(round: 3, block: nil), vote(round: 3, block: block(1)),
            vote(round: 2, block: block(2)), vote(round: 1, block: block(2)),
            // A quorum at the certificate's round or later releases the lock.
            vote(round: 4, block: block(2), validRound: Round(2)),
            vote(round: 4, block: block(2), validRound: Round(3)),
            vote(.precommit, round: 3, block: block(2)),
            vote(height: 10, round: 3, block: block(2)),
            // This seat did not sign the certificate.
            vote(seat: 3, round: 3, block: block(2)),
        ]
        for vote in votes {
            #expect(MisbehaviourEvidence.conflict(certificate, vote) == nil)
            #expect(fault(.amnesia(certificate, vote)) == .noContradiction)
        }
    }

    @Test func `a certificate below the quorum shows nothing`() throws {
        let found = try #require(
            MisbehaviourEvidence.conflict(
                certificate(block(1), seats: [0, 1]), vote(round: 3, block: block(2))))
        #expect(fault(found) == .certificateWrong)
    }

    @Test func `a body without evidence has the bytes it had, and one with evidence reads back`()
        throws
    {
        let empty = Body(transactions: [], parentCertificate: nil)
        #expect(empty.canonicalBytes == [0x83, 0x80, 0x80, 0x80])
        let found = try #require(
            MisbehaviourEvidence.conflict(vote(block: block(1)), vote(block: block(2))))
        let full = Body(transactions: [], evidence: [found], parentCertificate: nil)
        #expect(try Body(canonical: full.canonicalBytes) == full)
        let tooMany = Body(
            transactions: [],
            evidence: Array(repeating: found, count: Limits.maximumEvidence + 1),
            parentCertificate: nil)
        #expect(throws: CodingFault.self) { try Body(canonical: tooMany.canonicalBytes) }
    }
}
