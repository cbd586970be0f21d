import Consensus
import LedgerTypes
import Sealing

/// Which rule allows a signed statement; never relaxed.
extension RoundReference {
    /// A record of the vote log: what is signed in it, and what it promises.
    mutating func judge(_ record: VoteLogRecord, before next: RoundEffect?) {
        guard let height else { return }
        let signed = record.signed
        if next != .broadcast(signed.message) { note("log", "the record is not sent after it") }
        guard signs, let statement = height.statement(of: signed),
            statement.seat == height.ownSeat, statement.height == height.context.height,
            height.book.holds(statement, height.context)
        else {
            note("log", "it signs what it may not sign")
            return
        }
        if height.own.contains(where: {
            $0.round == signed.round && $0.stepNumber == signed.stepNumber
        }) {
            note("log", "it signs twice at step \(signed.stepNumber)")
        }
        if signed.round != height.round { note("log", "it signs in round \(signed.round)") }
        switch signed {
        case .proposal(let proposal): judge(proposal)
        case .vote(let vote) where vote.step == .prevote: judge(prevote: vote)
        case .vote(let vote): judge(precommit: vote)
        }
        judgePromise(record)
        self.height?.say(signed)
    }

    // MARK: R0

    /// Its own turn, and the block is the newest that a quorum found valid, or was built for this.
    private mutating func judge(_ proposal: Proposal) {
        guard let height else { return }
        let block = proposal.block.header.id(suite: height.context.suite)
        if !height.isOwnTurn { note("R0", "it proposes out of turn") }
        if height.step != .propose || !height.isOpen { note("R0", "it proposes too late or early") }
        if !mayPropose, !height.hasComeRound, proposal.validRound != nil {
            note("R0", "it proposes by a wrong clock")
        }
        if let round = proposal.validRound {
            let repeated = RoundBlock(round: round, block: block)
            let newest = newestToPropose(height)
            if repeated != newest, !mayHaveAdopted(repeated) {
                note("R0", "it repeats the block of round \(round), not \(name(newest))")
            }
            if !height.isPolka(proposal.polka, of: repeated) {
                note("R0", "the repeated block's polka does not hold")
            }
            if !height.validOnce.contains(block) { note("R0", "it repeats what is not valid") }
        } else {
            if block != built { note("R0", "its new block was not built for it") }
            if proposal.block.header.proposer != proposal.seat || proposal.polka != nil {
                note("R0", "its new block is not its own")
            }
        }
        self.height?.hasProposed = true
    }

    /// The valid block, and what R10 makes of late polkas: the highest round counts.
    func newestValid(in votes: HeardVotes, _ blocks: [BlockID]) -> RoundBlock? {
        guard let height else { return nil }
        var newest = height.valid
        for polka in votes.quorums
        where polka.step == .prevote && polka.round < height.round && blocks.contains(polka.block) {
            if newest.map({ $0.round < polka.round }) ?? true {
                newest = RoundBlock(round: polka.round, block: polka.block)
            }
        }
        return newest
    }

    /// The block that R0 must repeat: R10 comes first wherever both fit.
    func newestToPropose(_ height: ReferenceHeight) -> RoundBlock? {
        newestValid(in: height.kept, height.held)
    }

    // MARK: R1, R2, R9

    private mutating func judge(prevote vote: Vote) {
        guard let height else { return }
        if height.step != .propose { note("R1", "it prevotes at step \(height.step)") }
        self.height?.step = .prevote
        let isAllowed: Bool
        if let block = vote.block {
            isAllowed = height.heardNow.contains {
                $0.says(block, vote.validRound) && height.supports($0)
            }
        } else {
            // A vote for nothing follows no round.
            let isWaitOver = expired?.kind == .propose
            isAllowed =
                vote.validRound == nil
                && (isWaitOver || height.heardNow.contains { height.rejects($0) })
        }
        if !isAllowed {
            let rule = vote.validRound == nil ? "R1" : "R2"
            note(rule, "nothing lets it prevote \(name(vote.block))")
        }
    }

    // MARK: R4, R5, R9

    private mutating func judge(precommit vote: Vote) {
        guard let height else { return }
        if height.step != .prevote { note("R4", "it precommits at step \(height.step)") }
        self.height?.step = .precommit
        guard let block = vote.block else {
            let isWaitOver = expired?.kind == .prevote
            if !isWaitOver, height.heard.nilPrevotes(height.round) < height.quorum {
                note("R5", "nothing lets it precommit nothing")
            }
            return
        }
        let isAllowed = height.heardNow.contains { height.locks($0) && $0.block == block }
        if !isAllowed { note("R4", "nothing lets it precommit \(name(block))") }
        let found = RoundBlock(round: height.round, block: block)
        self.height?.hasFollowedPolka = true
        self.height?.locked = found
        self.height?.valid = found
        owedPolka = found
    }

    // MARK: the record

    /// Lock and valid block are what R4 and R10 make them, with the quorum and the block itself.
    private mutating func judgePromise(_ record: VoteLogRecord) {
        guard let height else { return }
        if record.locked != height.locked {
            note("R4", "it is locked on \(name(record.locked)), not on \(name(height.locked))")
            self.height?.locked = record.locked
        }
        if record.valid != height.valid, !mayHaveAdopted(record.valid) {
            note("R10", "its valid block is \(name(record.valid)), not \(name(height.valid))")
        }
        self.height?.valid = record.valid
        if let valid = record.valid, !height.isPolka(record.polka, of: valid) {
            note("log", "the polka of the valid block does not hold")
        }
        if let body = record.body {
            self.height?.logged.append(body.header.id(suite: height.context.suite))
        }
        if case .proposal(let proposal) = record.signed {
            self.height?.logged.append(proposal.block.header.id(suite: height.context.suite))
        }
        if let valid = record.valid, self.height?.logged.contains(valid.block) == false {
            note("log", "the valid block itself is not in the log")
        }
    }

    /// R10 shows nowhere but in the next record: it may have come before it, within the step.
    private func mayHaveAdopted(_ found: RoundBlock?) -> Bool {
        guard let height, let found else { return false }
        return found.round < height.round && height.validOnce.contains(found.block)
            && height.valid.map { $0.round < found.round } ?? true
            && height.heard.hasPolka(found.round, found.block)
    }

    func name(_ block: BlockID?) -> String { block?.digest.short ?? "nothing" }

    func name(_ found: RoundBlock?) -> String {
        found.map { "\($0.block.digest.short) of round \($0.round)" } ?? "nothing"
    }
}

/// The conditions of R1, R2 and R4 on one proposal of the present round.
extension ReferenceHeight {
    /// R1 and R2: the lock lets the seat prevote the block.
    private func isFree(_ proposal: HeardProposal) -> Bool {
        guard let locked else { return true }
        if locked.block == proposal.block { return true }
        guard let validRound = proposal.validRound else { return false }
        return locked.round <= validRound
    }

    /// R2: a quorum prevoted for the repeated block in the round that it names.
    private func isJustified(_ proposal: HeardProposal) -> Bool {
        proposal.validRound.map { heard.hasPolka($0, proposal.block) } ?? true
    }

    /// R1, R2: the seat may prevote the block.
    func supports(_ proposal: HeardProposal) -> Bool {
        validOnce.contains(proposal.block) && isFree(proposal) && isJustified(proposal)
            && (proposal.validRound != nil || proposal.wasTimely)
    }

    /// R1, R2: the seat may prevote nothing because of the proposal.
    func rejects(_ proposal: HeardProposal) -> Bool {
        refusedOnce.contains(proposal.block) || !isFree(proposal)
            || (proposal.validRound == nil && proposal.wasUntimely)
    }

    /// R4: a quorum prevoted for the valid proposal, naming its valid round.
    func locks(_ proposal: HeardProposal) -> Bool {
        validOnce.contains(proposal.block)
            && heard.hasPolka(round, proposal.block, validRound: proposal.validRound)
    }
}
