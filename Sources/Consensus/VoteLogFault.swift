import LedgerTypes
import Sealing

/// Why a seat cannot sign on top of what its own vote log says.
public enum VoteLogFault: UInt64, Error, Hashable, Sendable {
    /// The record is of no seat of the height, or of another one than the own.
    case foreignSeat = 2351
    case signatureWrong = 2352
    /// Two messages for one place, or a later one for an earlier place.
    case notInOrder = 2353
    /// A lock or a valid block without the quorum of prevotes that made it one.
    case polkaWrong = 2354
    /// The block in a record is not the one that the record names.
    case bodyWrong = 2355
}

extension HeightContext {
    /// Checks what a vote log holds of this height, as if a stranger had sent it: signatures, their
    /// order, the quorum behind each lock, and the names of blocks.
    ///
    /// What a block does is not checked here: the machine has it executed again.
    public func check(_ records: [VoteLogRecord], key: VerifyingKey) throws(VoteLogFault) {
        var last: (round: Round, step: UInt64)?
        var locks: [RoundBlock] = []
        for record in records where record.height == height {
            try check(record.signed, key)
            let place = (round: record.signed.round, step: record.signed.stepNumber)
            if let last, (last.round, last.step) >= (place.round, place.step) {
                throw .notInOrder
            }
            last = place
            if let valid = record.valid {
                try check(record.polka, of: valid)
                locks.append(valid)
            } else if record.polka != nil || record.body != nil {
                throw .polkaWrong
            }
            if let locked = record.locked, !locks.contains(locked) { throw .polkaWrong }
            if let body = record.body, body.header.id(suite: suite) != record.valid?.block {
                throw .bodyWrong
            }
        }
    }

    private func check(_ signed: SignedMessage, _ key: VerifyingKey) throws(VoteLogFault) {
        let seat: SeatIndex
        switch signed {
        case .vote(let vote): seat = vote.seat
        case .proposal(let proposal):
            seat = proposal.seat
            if let round = proposal.validRound {
                let block = proposal.block.header.id(suite: suite)
                try check(proposal.polka, of: RoundBlock(round: round, block: block))
            }
        }
        guard seats[seat]?.key == key else { throw .foreignSeat }
        let message = signed.signedBytes(chain: chain, suite: suite)
        guard key.verifiesAdmitted(signed.signature, over: message) else { throw .signatureWrong }
    }

    private func check(_ polka: Polka?, of block: RoundBlock) throws(VoteLogFault) {
        guard let polka, polka.height == height, polka.round == block.round,
            polka.block == block.block
        else { throw .polkaWrong }
        do {
            try polka.verify(chain: chain, seats: seats)
        } catch {
            throw .polkaWrong
        }
    }
}
