import Consensus
import LedgerTypes
import Sealing

/// One thing that is wrong in a vote log, as if another hand had written it under right checksums.
enum LogForgery: CaseIterable {
    /// The log as it was.
    case nothing
    /// The same record twice.
    case doubled
    /// Two records in each other's place, the last one excepted: a machine that took such a log would
    /// stop at its next word.
    case swapped
    /// Two votes of the own key for one place.
    case contradicted
    case falselySigned
    /// What another seat signed.
    case ofAnotherSeat
    case unlocked
    case lockedOnAnother
    /// A precommit for a block without the quorum that allowed it.
    case withoutQuorum
    case polkaAbsent
    case polkaShort
    case polkaOfOtherBlock
    case polkaOfOtherRound
    case polkaFalse
    case otherBody
    /// A block that no quorum is said to have found valid.
    case bodyAlone
    /// An own block repeated on the quorum of another.
    case proposalOnOtherPolka
    /// A record of another height, which binds nothing here: that log still holds.
    case otherHeight

    var isFault: Bool { self != .nothing && self != .otherHeight }

    /// The log with the record at a place forged; nil if there is nothing to forge in it.
    func forge(_ log: [VoteLogRecord], at place: Int, in lone: LoneSeat) -> [VoteLogRecord]? {
        guard log.indices.contains(place) else { return nil }
        var log = log
        let record = log[place]
        switch self {
        case .nothing: break
        case .doubled: log.insert(record, at: place)
        case .swapped:
            guard place + 2 < log.count else { return nil }
            log.swapAt(place, place + 1)
        case .contradicted:
            guard let vote = record.vote else { return nil }
            let other = lone.network.seats.vote(
                vote.step, by: lone.seat, for: vote.block == nil ? Self.id(lone) : nil,
                round: vote.round)
            log.insert(record.with(signed: .vote(other)), at: place + 1)
        case .otherHeight:
            let other = lone.network.seats.vote(
                .prevote, by: lone.seat, for: nil, height: Height(2),
                round: record.signed.round.next)
            log.insert(
                VoteLogRecord(
                    signed: .vote(other), locked: nil, valid: nil, polka: nil, body: nil),
                at: place + 1)
        default:
            guard let forged = forge(record, in: lone) else { return nil }
            log[place] = forged
        }
        return log
    }

    /// A block that is not in the log.
    private static func block(_ lone: LoneSeat) -> Block {
        lone.block(lone.round(0), mark: 9_000_000)
    }

    private static func id(_ lone: LoneSeat) -> BlockID { RoundSeats.id(block(lone)) }

    private func forge(_ record: VoteLogRecord, in lone: LoneSeat) -> VoteLogRecord? {
        switch self {
        case .falselySigned: record.with(signed: record.signed.signed(by: lone.others[0], in: lone))
        case .ofAnotherSeat:
            record.with(
                signed: record.signed.signed(
                    by: lone.others[0], in: lone, as: lone.others[0]))
        case .unlocked: record.locked == nil ? nil : record.with(locked: .some(nil))
        case .lockedOnAnother:
            record.with(locked: RoundBlock(round: record.signed.round, block: Self.id(lone)))
        case .withoutQuorum:
            record.vote?.step == .precommit && record.vote?.block != nil
                ? record.with(valid: .some(nil), polka: .some(nil), body: .some(nil)) : nil
        case .otherBody: record.valid == nil ? nil : record.with(body: Self.block(lone))
        case .bodyAlone: record.valid == nil ? record.with(body: Self.block(lone)) : nil
        case .proposalOnOtherPolka:
            record.signed.repeated.map { proposal, round in
                record.with(
                    signed: .proposal(
                        proposal.with(polka: lone.polka(of: Self.block(lone), round))))
            }
        default: record.valid.flatMap { forged(record, $0, in: lone) }
        }
    }

    /// Forges the quorum behind the valid block.
    private func forged(
        _ record: VoteLogRecord, _ valid: RoundBlock, in lone: LoneSeat
    ) -> VoteLogRecord? {
        guard let polka = record.polka else { return nil }
        switch self {
        case .polkaAbsent: return record.with(polka: .some(nil))
        case .polkaShort: return record.with(polka: polka.with(polka.signatures.dropLast()))
        case .polkaOfOtherBlock:
            return record.with(polka: lone.polka(of: Self.block(lone), valid.round))
        case .polkaOfOtherRound:
            return record.with(polka: lone.polka(of: valid.block, valid.round.next))
        case .polkaFalse:
            let false64 = Signature(Array(repeating: 7, count: 64))
            return record.with(
                polka: polka.with(
                    polka.signatures.map { SeatSignature(seat: $0.seat, signature: false64) }))
        default: return nil
        }
    }
}

extension VoteLogRecord {
    fileprivate var vote: Vote? { if case .vote(let vote) = signed { vote } else { nil } }

    /// The record with some parts exchanged.
    fileprivate func with(
        signed: SignedMessage? = nil, locked: RoundBlock?? = nil, valid: RoundBlock?? = nil,
        polka: Polka?? = nil, body: Block?? = nil
    ) -> VoteLogRecord {
        VoteLogRecord(
            signed: signed ?? self.signed, locked: locked ?? self.locked,
            valid: valid ?? self.valid, polka: polka ?? self.polka, body: body ?? self.body)
    }
}

extension Polka {
    fileprivate func with(_ signatures: [SeatSignature]) -> Polka {
        Polka(
            height: height, round: round, block: block, validRound: validRound,
            signatures: signatures)
    }
}

extension Proposal {
    fileprivate func with(polka: Polka) -> Proposal {
        Proposal(
            round: round, validRound: validRound, block: block, polka: polka, seat: seat,
            signature: signature)
    }
}

extension SignedMessage {
    /// A proposal of a block that was proposed before, with the round of its quorum.
    fileprivate var repeated: (Proposal, Round)? {
        guard case .proposal(let proposal) = self, let round = proposal.validRound else {
            return nil
        }
        return (proposal, round)
    }

    /// The same under the key of another seat.
    ///
    /// - Parameter name: the seat that it names; nil leaves it.
    fileprivate func signed(
        by signer: Int, in lone: LoneSeat, as name: Int? = nil
    ) -> SignedMessage {
        let place = name.map { SeatIndex(UInt64($0)) }
        let bytes = signedBytes(chain: RoundSeats.chain, suite: RoundSeats.suite)
        let signature = lone.network.seats.keys[signer].sign(bytes)
        switch self {
        case .vote(let vote):
            return .vote(
                Vote(
                    step: vote.step, height: vote.height, round: vote.round, block: vote.block,
                    validRound: vote.validRound, seat: place ?? vote.seat, signature: signature))
        case .proposal(let proposal):
            return .proposal(
                Proposal(
                    round: proposal.round, validRound: proposal.validRound, block: proposal.block,
                    polka: proposal.polka, seat: place ?? proposal.seat, signature: signature))
        }
    }
}
