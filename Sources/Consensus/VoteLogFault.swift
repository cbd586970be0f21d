import Bilingual
import LedgerTypes
import Mutants
import Sealing

/// Why a seat cannot sign on top of what its own vote log says.
package enum VoteLogFault: UInt64, Error, Hashable, Sendable {
    /// The record is of no seat of the height, or of another one than the own.
    case foreignSeat = 2351
    case signatureWrong = 2352
    /// Two messages for one place, or a later one for an earlier place.
    case notInOrder = 2353
    /// A lock or a valid block without the quorum of prevotes that made it one.
    case polkaWrong = 2354
    /// The block in a record is not the one that the record names.
    case bodyWrong = 2355
    /// The lock is not the last block that the seat precommitted.
    case lockWrong = 2356
}

extension HeightContext {
    /// Checks what a vote log holds of this height, as if a stranger had sent it: signatures, their
    /// order, the quorum behind each lock, and the names of blocks.
    ///
    /// What a block does is not checked here: the machine has it executed again.
    ///
    /// - Returns: the records of this height with what in them may be tallied.
    package func check(
        _ records: [VoteLogRecord], key: VerifyingKey
    ) throws(VoteLogFault) -> [VerifiedLogRecord] {
        var found: [VerifiedLogRecord] = []
        var last: (round: Round, step: UInt64)?
        var promised: RoundBlock?
        for record in records where record.height == height {
            let vote = try check(record.signed, key)
            let place = (round: record.signed.round, step: record.signed.stepNumber)
            if let last, (last.round, last.step) >= (place.round, place.step),
                !Mutant.logOrderUnread.isOn
            {
                throw .notInOrder
            }
            last = place
            var polka: VerifiedPolka?
            if let valid = record.valid {
                polka = try check(record.polka, of: valid)
            } else if record.polka != nil || record.body != nil {
                throw .polkaWrong
            }
            if case .vote(let vote) = record.signed, vote.step == .precommit,
                let block = vote.block
            {
                promised = RoundBlock(round: vote.round, block: block)
                // R4 locks what a quorum prevoted for, and remembers it as valid.
                guard record.valid == promised || Mutant.logPromiseUnread.isOn else {
                    throw .polkaWrong
                }
            }
            guard record.locked == promised || Mutant.logLockUnread.isOn else { throw .lockWrong }
            if let body = record.body, body.header.id(suite: suite) != record.valid?.block,
                !Mutant.logBodyUnread.isOn
            {
                throw .bodyWrong
            }
            found.append(VerifiedLogRecord(record: record, vote: vote, polka: polka))
        }
        return found
    }

    /// - Returns: the vote, if it is one.
    private func check(
        _ signed: SignedMessage, _ key: VerifyingKey
    ) throws(VoteLogFault) -> VerifiedVote? {
        switch signed {
        case .vote(let vote):
            guard isOwn(vote.seat, key) else { throw .foreignSeat }
            guard let verified = VerifiedVote(checking: vote, chain: chain, seats: seats) else {
                throw .signatureWrong
            }
            return verified
        case .proposal(let proposal):
            if let round = proposal.validRound {
                let block = proposal.block.header.id(suite: suite)
                _ = try check(proposal.polka, of: RoundBlock(round: round, block: block))
            }
            guard isOwn(proposal.seat, key) else { throw .foreignSeat }
            let message = signed.signedBytes(chain: chain, suite: suite)
            guard
                key.verifiesAdmitted(signed.signature, over: message)
                    || Mutant.logProposalUnread.isOn
            else { throw .signatureWrong }
            return nil
        }
    }

    private func isOwn(_ seat: SeatIndex, _ key: VerifyingKey) -> Bool {
        seats[seat]?.key == key || Mutant.logSeatUnread.isOn
    }

    private func check(
        _ polka: Polka?, of block: RoundBlock
    ) throws(VoteLogFault) -> VerifiedPolka {
        guard let polka, polka.height == height,
            polka.round == block.round && polka.block == block.block
                || Mutant.logPolkaUnmatched.isOn,
            includes(polka.round)
        else { throw .polkaWrong }
        do {
            return try VerifiedPolka(checking: polka, chain: chain, seats: seats)
        } catch {
            throw .polkaWrong
        }
    }
}

/// A record of the own log that was checked.
package struct VerifiedLogRecord: Sendable {
    package let record: VoteLogRecord
    /// Nil of a proposal.
    package let vote: VerifiedVote?
    /// The quorum behind the valid block.
    package let polka: VerifiedPolka?
}

extension VoteLogFault: Worded {
    package var english: String {
        switch self {
        case .foreignSeat: "a record is of another seat"
        case .signatureWrong: "a signature does not hold"
        case .notInOrder: "its records are not in their order"
        case .polkaWrong: "a lock lacks the quorum behind it"
        case .bodyWrong: "a block is not the one that its record names"
        case .lockWrong: "a lock is not what the seat promised"
        }
    }

    package var chinese: String {
        switch self {
        case .foreignSeat: "有记录属于其他席位"
        case .signatureWrong: "有签名不成立"
        case .notInOrder: "记录顺序不对"
        case .polkaWrong: "锁定缺少法定数的依据"
        case .bodyWrong: "区块与记录所指不符"
        case .lockWrong: "锁定与席位的承诺不符"
        }
    }
}
