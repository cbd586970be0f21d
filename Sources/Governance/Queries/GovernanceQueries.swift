import CanonicalCoding
import CharterLanguage
import LedgerTypes
import Sealing

/// What people ask about a committed state; reads only, as value types.
package struct GovernanceQueries: Sendable {
    package let state: LedgerState

    package init(_ state: LedgerState) { self.state = state }

    // MARK: Rules

    package var rulesInForce: RulesInForce { state.rulesInForce }

    /// The canonical tree of a charter that was ever proposed or in force.
    package func charter(_ digest: Digest) -> Charter? {
        state.get(Tables.charterTexts, digest).flatMap { try? Charter(canonical: $0.bytes) }
    }

    package func vocabulary(_ digest: Digest) -> Vocabulary? {
        state.get(Tables.vocabularyTexts, digest).flatMap { try? Vocabulary(canonical: $0.bytes) }
    }

    /// A source text as its author wrote it.
    package func source(_ digest: Digest) -> [UInt8]? {
        state.get(Tables.ruleSources, digest)?.bytes
    }

    package func proposal(_ id: RecordID) -> RuleProposal? { state.get(Tables.proposals, id) }

    /// Proposals that wait for reports, votes or their effective time, in the order of proposing.
    package var openProposals: [RuleProposal] {
        list(Tables.openProposals, Only(), Tables.proposals)
    }

    /// Charters on which a member's seat has not reported yet, with what its gate has to read.
    package func awaitingGateReport(of member: MemberID) -> [GateTask] {
        guard state.seats.index(of: member) != nil else { return [] }
        return openProposals.compactMap { proposal in
            guard proposal.state == .gate,
                !proposal.reports.contains(where: { $0.member == member }),
                let charter = charter(proposal.digest),
                let active = state.rulesInForce.vocabulary(named: charter.vocabulary),
                let vocabulary = vocabulary(active.digest)
            else { return nil }
            let previous = state.rulesInForce.charter(named: charter.id)
                .flatMap { self.charter($0.digest) }
            return GateTask(
                proposal: proposal, charter: charter, vocabulary: vocabulary, previous: previous)
        }
    }

    // MARK: Cases

    package func caseFile(_ id: RecordID) -> Case? { state.get(Tables.cases, id) }

    /// Cases that take ballots, in the order of opening.
    package var openCases: [Case] { list(Tables.openCases, Only(), Tables.cases) }

    /// The decision that a ruling on an escalated request led to, by the case.
    package func decision(ofRuling caseID: RecordID) -> Decision? {
        state.get(Tables.rulingDecisions, caseID)
    }

    package func waivers(of member: MemberID) -> [Waiver] {
        (state.get(Tables.waivers, member)?.elements ?? [])
            .filter { state.time < $0.scope.until }
    }

    // MARK: Overrides and notices

    package func override(_ id: RecordID) -> Override? { state.get(Tables.overrides, id) }

    /// Every override of a subject, in the order of declaring.
    package func overrides(of subject: Pseudonym) -> [Override] {
        list(Tables.overrideHistory, subject, Tables.overrides)
    }

    /// What the chain knows of a holder's offline records, with the gaps in their sequence.
    package func offlineLog(of holder: MemberID) -> OfflineLog {
        state.get(Tables.offlineLogs, holder) ?? OfflineLog()
    }

    /// The offline record of a holder with the highest number that the chain knows.
    package func lastOfflineRecord(
        of holder: MemberID
    ) -> (sequence: UInt64, record: Digest)? {
        let last = offlineLog(of: holder).last
        return offlineRecord(of: holder, sequence: last).map { (last, $0) }
    }

    /// The digest of the offline record that the chain has under a number of a holder.
    package func offlineRecord(of holder: MemberID, sequence: UInt64) -> Digest? {
        state.get(Tables.offlineLinks, OfflineLinkKey(holder: holder, sequence: sequence))?.record
    }

    package func notice(_ id: RecordID) -> Notice? { state.get(Tables.notices, id) }

    /// Notices that a member's node has still to send and acknowledge.
    package func outstandingNotices(of member: MemberID) -> [Notice] {
        list(Tables.outstandingNotices, member, Tables.notices)
    }

    // MARK: Seats

    /// Seats that do not propose at the next height, with the reason and the term of each.
    package var suspendedProposers: [ProposerStanding] {
        guard let standings = state.get(Tables.proposers) else { return [] }
        return standings.suspended(in: state.nextSeats).sorted().compactMap { standings[$0] }
    }

    /// What was shown of a member's seat, oldest first.
    package func misbehaviour(of member: MemberID) -> [MisbehaviourRecord] {
        state.get(Tables.misbehaviour, member)?.elements ?? []
    }

    /// What was shown of any seat, by member.
    package var misbehaviour: [MisbehaviourRecord] {
        (state.get(Tables.memberList)?.elements ?? []).flatMap(misbehaviour)
    }

    // MARK: Subjects

    package func subject(_ pseudonym: Pseudonym) -> Subject? {
        state.get(Tables.subjects, pseudonym)
    }

    /// The latest recovery of a patient's key, open or ended.
    package func latestRecovery(of subject: Pseudonym) -> SubjectRecovery? {
        state.get(Tables.latestSubjectRecovery, subject)
            .flatMap { state.get(Tables.subjectRecoveries, $0) }
    }

    package func assets(of subject: Pseudonym) -> [Asset] {
        list(Tables.assetsOfSubject, subject, Tables.assets)
    }

    package func consents(of subject: Pseudonym) -> [Consent] {
        list(Tables.consentsOfSubject, subject, Tables.consents)
    }

    /// Grants that name the subject, in every state.
    package func grants(of subject: Pseudonym) -> [DeclaredRecord] {
        list(Tables.grantsOfSubject, subject, Tables.records)
    }

    package func grants(ofAsset asset: RecordID) -> [DeclaredRecord] {
        list(Tables.grantsOfAsset, asset, Tables.records)
    }

    package func code(_ id: RecordID) -> AuthorisationCode? { state.get(Tables.codes, id) }

    func list<Key, Record>(
        _ listing: Listing<Key>, _ key: Key, _ table: Table<RecordID, Record>
    ) -> [Record] {
        state.ids(listing, key).compactMap { state.get(table, $0) }
    }

    private func list<Key, Record>(
        _ index: Table<Key, RecordList<RecordID>>, _ key: Key, _ table: Table<RecordID, Record>
    ) -> [Record] {
        (state.get(index, key)?.elements ?? []).compactMap { state.get(table, $0) }
    }
}

/// What a seat's node needs for its gate report on one proposal.
package struct GateTask: Sendable {
    package let proposal: RuleProposal
    package let charter: Charter
    package let vocabulary: Vocabulary
    /// The version in force that it would replace.
    package let previous: Charter?
}
