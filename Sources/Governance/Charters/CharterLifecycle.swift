import CanonicalCoding
import CharterLanguage
import LedgerTypes
import Sealing

/// The way of a charter from its proposal into force and out of it.
enum CharterLifecycle {
    enum Outcome {
        case approved
        case rejected
        case lapsed
    }

    /// Whether a proposed charter names the version in force and comes after it.
    static func follows(_ proposed: Charter, _ live: Charter?) -> Bool {
        guard let live else { return proposed.supersedes == nil }
        return proposed.supersedes == live.version && proposed.version > live.version
    }

    /// Refuses a member that has too much on its way; asked before a text is compiled, which is
    /// what a proposal costs every node.
    static func checkRoom(
        of member: MemberID, _ reader: inout StateReader
    ) throws(Refusal) {
        var open = 0
        for id in reader.ids(Tables.openProposals, Only())
        where reader.get(Tables.proposals, id)?.author.member == member {
            open += 1
        }
        guard open < GovernanceLimits.openProposals else { throw .tooMany }
    }

    /// Refuses bytes that are in force or on their way.
    static func checkNew(_ digest: Digest, _ reader: inout StateReader) throws(Refusal) {
        let rules = reader.rulesInForce
        if rules.charters.contains(where: { $0.digest == digest })
            || rules.vocabularies.contains(where: { $0.digest == digest })
        {
            throw .proposedAlready
        }
        guard let earlier = reader.get(Tables.proposalDigests, digest),
            let proposal = reader.get(Tables.proposals, earlier)
        else { return }
        guard proposal.state.isFinal else { throw .proposedAlready }
    }

    /// Writes a proposal; a final one leaves the list of open ones.
    static func save(_ proposal: RuleProposal, _ change: inout StateChange) {
        change.put(Tables.proposals, proposal.id, proposal)
        if proposal.state.isFinal {
            change.strike(proposal.id, Tables.openProposals, Only())
        } else {
            change.enlist(proposal.id, Tables.openProposals, Only())
        }
    }

    /// A charter enters at the gate.
    static func enter(_ proposal: RuleProposal, _ change: inout StateChange) {
        save(proposal, &change)
        change.put(Tables.proposalDigests, proposal.digest, proposal.id)
        if let due = change.time.adding(GovernanceLimits.gatePeriod) {
            Schedule.add(
                DueItem(due: due, record: proposal.id, action: .gateDeadline), to: &change)
        }
    }

    /// The seats did not agree on a report in time.
    static func gateDeadline(_ id: RecordID, _ change: inout StateChange) {
        guard var proposal = change.get(Tables.proposals, id), proposal.state == .gate else {
            return
        }
        proposal.state = .gateFailed
        save(proposal, &change)
    }

    /// Puts a proposal before the committee; the caller writes it back.
    static func openBallot(
        _ proposal: inout RuleProposal, openedBy transaction: TransactionID,
        _ change: inout StateChange
    ) {
        let opened = CaseDocket.open(
            proposal.supersedes == nil ? .design : .upgrade, about: proposal.id,
            openedBy: transaction, excluding: [proposal.author],
            due: change.time.adding(GovernanceLimits.proposalBallot) ?? change.time,
            needsEverySeat: proposal.touchesRedLine, &change)
        proposal.caseID = opened.id
        proposal.state = .ballot
    }

    /// The committee has ruled, or was silent.
    static func ruled(_ id: RecordID, _ outcome: Outcome, _ change: inout StateChange) {
        guard var proposal = change.get(Tables.proposals, id), proposal.state == .ballot else {
            return
        }
        switch outcome {
        case .rejected: proposal.state = .rejected
        case .lapsed: proposal.state = .lapsed
        case .approved:
            proposal.state = .approved
            guard proposal.effectiveFrom <= change.time else {
                Schedule.add(
                    DueItem(due: proposal.effectiveFrom, record: id, action: .charterActivation),
                    to: &change)
                break
            }
            save(proposal, &change)
            activate(id, &change)
            return
        }
        save(proposal, &change)
    }

    /// At the effective time: into force, unless another version got there first.
    static func activate(_ id: RecordID, _ change: inout StateChange) {
        guard var proposal = change.get(Tables.proposals, id), proposal.state == .approved else {
            return
        }
        var rules = change.reader.rulesInForce
        let isActive =
            switch proposal.text {
            case .vocabulary: activateVocabulary(proposal, &rules)
            case .charter: activateCharter(proposal, &rules, &change)
            }
        proposal.state = isActive ? .active : .outrun
        save(proposal, &change)
        guard isActive else { return }
        RulesHistory.replace(with: rules, &change)
        if let until = proposal.effectiveUntil {
            Schedule.add(DueItem(due: until, record: id, action: .charterExpiry), to: &change)
        }
    }

    private static func activateVocabulary(
        _ proposal: RuleProposal, _ rules: inout RulesInForce
    ) -> Bool {
        guard rules.vocabulary(named: proposal.name) == nil else { return false }
        rules.activate(ActiveVocabulary(id: proposal.name, digest: proposal.digest))
        return true
    }

    private static func activateCharter(
        _ proposal: RuleProposal, _ rules: inout RulesInForce, _ change: inout StateChange
    ) -> Bool {
        let isEnded = proposal.effectiveUntil.map { $0 <= change.time } ?? false
        guard !isEnded, rules.charter(named: proposal.name)?.version == proposal.supersedes,
            let charter = change.reader.charter(proposal.digest),
            let vocabulary = rules.vocabulary(named: charter.vocabulary)
        else { return false }
        rules.activate(
            ActiveCharter(
                id: proposal.name, version: proposal.version, digest: proposal.digest,
                vocabulary: vocabulary.digest))
        return true
    }

    /// At the end of its time a charter leaves force, unless a later version has replaced it.
    static func expire(_ id: RecordID, _ change: inout StateChange) {
        guard let proposal = change.get(Tables.proposals, id) else { return }
        var rules = change.reader.rulesInForce
        guard rules.charter(named: proposal.name)?.digest == proposal.digest else { return }
        rules.deactivate(charter: proposal.name)
        RulesHistory.replace(with: rules, &change)
        var expired = proposal
        expired.state = .expired
        save(expired, &change)
    }
}
