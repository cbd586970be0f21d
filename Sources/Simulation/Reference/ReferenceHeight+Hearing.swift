import CanonicalCoding
import Consensus
import LedgerTypes
import Sealing

/// What a machine learns from a message: every signature in it is looked at by itself.
extension ReferenceHeight {
    /// Takes a message of this height into the history.
    mutating func hear(_ message: ConsensusMessage, now: BlockTime) {
        switch message {
        case .vote(let vote): hear(vote)
        case .polka(let polka): hear(polka)
        case .certificate(let certificate): hear(certificate)
        case .proposal(let proposal): hear(proposal, now: now)
        case .body(let block): offer(block)
        case .decision(let committed):
            guard
                committed.block.header.id(suite: context.suite) == committed.certificate.block
            else { return }
            hear(committed.certificate)
            offer(committed.block)
        case .roundState: break
        }
    }

    /// Rounds before a recovery's first are of the lost seats.
    private func isOfHeight(_ round: Round, _ validRound: Round?) -> Bool {
        round >= context.firstRound && round.value < ReferenceBounds.maximumRound
            && (validRound.map { $0 < round && $0 >= context.firstRound } ?? true)
    }

    private mutating func hear(_ vote: Vote) {
        let statement = SignedStatement(vote)
        guard note(statement) else { return }
        read([statement])
        keep(HeardVotes.Said(vote))
    }

    /// Adds one signed vote to everything that was heard; false if it does not hold.
    private mutating func note(_ statement: SignedStatement) -> Bool {
        guard isOfHeight(statement.round, statement.validRound), statement.height == context.height,
            book.holds(statement, context), let said = HeardVotes.Said(statement)
        else { return false }
        if heard.add(said) { noticeForeign(statement) }
        return true
    }

    /// Something under the own seat that this machine did not sign.
    private mutating func noticeForeign(_ statement: SignedStatement) {
        guard statement.seat == ownSeat, !hasSigned(statement) else { return }
        foreign.append(statement)
    }

    /// The machine must have looked at these: a polka of a block and round that it has, or a second
    /// certificate, is dropped unread.
    private mutating func read(_ statements: [SignedStatement]) {
        for statement in statements where statement.seat == ownSeat && !hasSigned(statement) {
            mustFallSilent = true
        }
    }

    func hasSigned(_ statement: SignedStatement) -> Bool {
        own.contains { message in
            message.round == statement.round && message.stepNumber == statement.step.rawValue
                && message.block(suite: context.suite) == statement.block
                && message.validRound == statement.validRound
        }
    }

    private mutating func hear(_ polka: Polka) {
        let statements = SignedStatement.all(in: polka)
        for statement in statements { _ = note(statement) }
        guard isOfHeight(polka.round, polka.validRound), isCounted(polka.round),
            !kept.quorums.contains(HeardVotes.Quorum(polka)),
            book.isQuorum(statements, context)
        else { return }
        read(statements)
        for statement in statements { HeardVotes.Said(statement).map { keep($0) } }
        kept.note(HeardVotes.Quorum(polka))
    }

    /// A polka of the own log.
    mutating func recall(_ polka: Polka) {
        for statement in SignedStatement.all(in: polka) {
            _ = note(statement)
            HeardVotes.Said(statement).map { keep($0) }
        }
        kept.note(HeardVotes.Quorum(polka))
    }

    /// Its precommits decide the block; one by one they count only for what is allowed.
    private mutating func hear(_ certificate: CommitCertificate) {
        let statements = SignedStatement.all(in: certificate)
        for statement in statements { _ = note(statement) }
        guard certificate.round >= context.firstRound, !certified.contains(certificate.block),
            book.isQuorum(statements, context)
        else { return }
        read(statements)
        if !kept.hasQuorum(.precommit, certificate.block) { blame(certificate) }
        certified.append(certificate.block)
    }

    /// R11: who signed a certificate, and is known to have prevoted another block later without a
    /// quorum that frees it, must be accused.
    private mutating func blame(_ certificate: CommitCertificate) {
        let signers = certificate.signatures.map { Int($0.seat.value) }
        for said in kept.all where said.step == .prevote && said.round > certificate.round {
            let isFreed = said.validRound.map { $0 >= certificate.round } ?? false
            guard signers.contains(said.seat), let block = said.block,
                block != certificate.block, !isFreed
            else { continue }
            accusable.append(SeatIndex(UInt64(said.seat)))
        }
    }

    private mutating func hear(_ proposal: Proposal, now: BlockTime) {
        if let polka = proposal.polka {
            for statement in SignedStatement.all(in: polka) { _ = note(statement) }
        }
        let statement = SignedStatement(proposal, suite: context.suite)
        guard let block = statement.block, isOfHeight(proposal.round, proposal.validRound),
            (proposal.polka == nil) == (proposal.validRound == nil),
            proposal.block.header.chain == context.chain, proposal.height == context.height,
            proposal.seat == context.proposer(round: proposal.round),
            proposal.validRound != nil || proposal.block.header.proposer == proposal.seat,
            book.holds(statement, context)
        else { return }
        let isTimely = Timeouts(context.parameters).isTimely(
            proposal.block.header.time, round: proposal.round, now: now)
        let found = HeardProposal(
            round: proposal.round, block: block, validRound: proposal.validRound,
            wasTimely: isTimely, wasUntimely: !isTimely)
        if noteHeard(found) { noticeForeign(statement) }
        keep(found, proposal)
    }

    /// True if it is new.
    private mutating func noteHeard(_ found: HeardProposal) -> Bool {
        let place = heardProposals.firstIndex {
            $0.round == found.round && $0.says(found.block, found.validRound)
        }
        guard let place else {
            heardProposals.append(found)
            return true
        }
        if found.wasTimely { heardProposals[place].wasTimely = true }
        if found.wasUntimely { heardProposals[place].wasUntimely = true }
        return false
    }

    /// R11: the machine must keep two proposals of a round, and a third that a quorum names.
    private mutating func keep(_ found: HeardProposal, _ proposal: Proposal) {
        guard found.round.value <= round.value + ReferenceBounds.proposalRoundsAhead else { return }
        let known = keptProposals.filter { $0.round == found.round }
        if known.contains(where: { $0.says(found.block, found.validRound) }) {
            offer(proposal.block)
            return
        }
        if let round = found.validRound {
            // Without the quorum that it rests on a repeated block is no proposal.
            guard let polka = proposal.polka, polka.round == round, polka.block == found.block,
                polka.height == context.height,
                book.isQuorum(SignedStatement.all(in: polka), context)
            else { return }
            hear(polka)
        }
        read([SignedStatement(proposal, suite: context.suite)])
        if !known.isEmpty { accusable.append(proposal.seat) }
        guard
            known.count < ReferenceBounds.proposalsPerRound
                || (known.count == ReferenceBounds.proposalsPerRound && isNamed(found.block))
        else { return }
        keptProposals.append(found)
        offer(proposal.block)
    }

    /// Whether a quorum that the machine knows voted for a block.
    func isNamed(_ block: BlockID) -> Bool {
        kept.quorums.contains { $0.block == block } || certified.contains(block)
    }

    /// A block's contents came: they wait to be judged if a proposal or a quorum names them.
    mutating func offer(_ block: Block) {
        let id = block.header.id(suite: context.suite)
        // Whose contents are taken after a refusal is a matter of bounds, not of rules.
        guard !held.contains(id), !waiting.contains(id), !asked.contains(id),
            !refusedOnce.contains(id),
            isNamed(id)
                || keptProposals.contains(where: {
                    $0.block == id && proposalWindow.contains($0.round.value)
                })
        else { return }
        blockBytes += block.canonicalBytes.count
        if blockBytes <= ReferenceBounds.blockBytes { waiting.append(id) }
    }

    /// The own seat said something: it counts like all that is heard.
    mutating func say(_ signed: SignedMessage) {
        own.append(signed)
        switch signed {
        case .vote(let vote):
            _ = heard.add(HeardVotes.Said(vote))
            keep(HeardVotes.Said(vote))
        case .proposal(let proposal):
            let found = HeardProposal(
                round: proposal.round, block: proposal.block.header.id(suite: context.suite),
                validRound: proposal.validRound, wasTimely: true, wasUntimely: false)
            _ = noteHeard(found)
            keptProposals.append(found)
        }
    }
}

extension HeardVotes.Quorum {
    init(_ polka: Polka) {
        self.init(
            step: .prevote, round: polka.round, block: polka.block, validRound: polka.validRound)
    }
}

extension SignedMessage {
    /// The valid round that it names, if it names one.
    var validRound: Round? {
        switch self {
        case .proposal(let proposal): proposal.validRound
        case .vote(let vote): vote.validRound
        }
    }
}
