import Consensus
import LedgerTypes
import Sealing

/// How a life begins: with what the vote log says of an earlier one.
extension ReferenceHeight {
    /// The records that bind: of this height, and not of the seats that a recovery removed.
    func binding(_ records: [VoteLogRecord]) -> [VoteLogRecord] {
        records.filter { $0.height == context.height && $0.signed.round >= context.firstRound }
    }

    /// Whether a log can be believed: own signatures in ascending places, and a quorum behind each
    /// valid block and each repeated proposal; the lock is the last block that was precommitted.
    func holds(_ records: [VoteLogRecord]) -> Bool {
        var places: [(Round, UInt64)] = []
        var promised: RoundBlock?
        for record in records {
            let signed = record.signed
            guard let statement = statement(of: signed), statement.seat == ownSeat,
                book.holds(statement, context)
            else { return false }
            let place = (signed.round, signed.stepNumber)
            if let last = places.last, place <= last { return false }
            places.append(place)
            if let named = record.valid {
                guard isPolka(record.polka, of: named), named.round >= context.firstRound
                else { return false }
            } else if record.polka != nil {
                return false
            }
            if statement.step == .precommit, let block = statement.block {
                promised = RoundBlock(round: statement.round, block: block)
                guard record.valid == promised else { return false }
            }
            guard record.locked == promised else { return false }
            if case .proposal(let proposal) = signed, let round = proposal.validRound,
                let block = statement.block
            {
                let repeated = RoundBlock(round: round, block: block)
                guard isPolka(proposal.polka, of: repeated) else { return false }
            }
            if let body = record.body, body.header.id(suite: context.suite) != record.valid?.block {
                return false
            }
        }
        return true
    }

    func statement(of signed: SignedMessage) -> SignedStatement? {
        SignedStatement.all(in: signed.message, suite: context.suite).first
    }

    /// A whole quorum of prevotes for a block in its round.
    func isPolka(_ polka: Polka?, of found: RoundBlock) -> Bool {
        guard let polka, polka.round == found.round, polka.block == found.block else {
            return false
        }
        return book.isQuorum(SignedStatement.all(in: polka), context)
    }

    /// Everything that the log says counts as said, and the seat stands where it stood.
    mutating func recover(_ records: [VoteLogRecord]) {
        guard let last = records.last else { return }
        for record in records {
            say(record.signed)
            if let polka = record.polka { recall(polka) }
            if let body = record.body { log(body.header.id(suite: context.suite)) }
            if case .proposal(let proposal) = record.signed {
                log(proposal.block.header.id(suite: context.suite))
            }
        }
        round = last.signed.round
        step = RoundStep(rawValue: last.signed.stepNumber) ?? .propose
        isOpen = true
        hasIntervalPassed = true
        isWanted = true
        locked = last.locked
        valid = last.valid
        hasProposed = records.contains {
            $0.signed.round == round && $0.signed.stepNumber == 0
        }
    }

    /// A block in the own log is judged again before anything rests on it.
    private mutating func log(_ block: BlockID) {
        logged.append(block)
        if !waiting.contains(block) { waiting.append(block) }
    }
}
