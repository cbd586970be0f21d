import Governance
import LedgerTypes
import TallyClient

extension CaseView {
    /// - Parameter names: whether the patient is named, by each of their names.
    init(_ item: Case, _ queries: GovernanceQueries, names: Bool) {
        self.init(
            id: item.id.description,
            type: item.type.name,
            state: item.state.name,
            reference: item.reference?.description,
            subject: names ? item.subject?.description : nil,
            otherNames: names
                ? (item.subject.map(queries.otherNames) ?? []).map(\.description) : [],
            parties: item.parties.map(\.text),
            panel: item.panel.seats.map(\.person.description),
            opened: item.opened.value,
            due: item.due.value,
            ballots: item.ballots.map {
                Ballot(person: $0.person.description, choice: $0.choice.name)
            },
            needsEverySeat: item.needsEverySeat)
    }
}

extension CharterView {
    init(_ charter: ActiveCharter) {
        self.init(
            id: charter.id,
            version: charter.version,
            digest: charter.digest.description,
            vocabulary: charter.vocabulary.description)
    }
}

extension ProposalView {
    init(_ proposal: RuleProposal) {
        self.init(
            id: proposal.id.description,
            name: proposal.name,
            version: proposal.version,
            state: proposal.state.name,
            caseID: proposal.caseID?.description,
            reports: proposal.reports.count)
    }
}

extension MemberView {
    init(_ member: Member, hasSeat: Bool) {
        self.init(
            id: member.id.text,
            uscc: member.uscc,
            nameChinese: member.nameChinese,
            nameEnglish: member.nameEnglish,
            kind: member.kind.name,
            tier: member.tier.name,
            isActive: member.state == .active,
            hasSeat: hasSeat)
    }
}

extension SubjectView {
    init(_ subject: Subject, _ queries: GovernanceQueries) {
        self.init(
            pseudonym: subject.pseudonym.description,
            otherNames: queries.otherNames(of: subject.pseudonym).map(\.description),
            merges: queries.merges(of: subject.pseudonym).map(Merge.init),
            holder: subject.holder.text,
            refusesEmergency: subject.refusesEmergency,
            consents: queries.consents(of: subject.pseudonym).map {
                Consent(
                    id: $0.id.description, permits: $0.terms.permits, state: $0.state.name,
                    purposes: $0.terms.scope.purposes, maximumLevel: $0.terms.scope.maximumLevel,
                    notBefore: $0.terms.scope.notBefore.value,
                    notAfter: $0.terms.scope.notAfter?.value)
            },
            assets: queries.assets(of: subject.pseudonym).map(\.id.description),
            grants: queries.grants(of: subject.pseudonym).map(\.id.description),
            overrides: queries.overrides(of: subject.pseudonym).map(\.id.description),
            recovery: queries.latestRecovery(of: subject.pseudonym).map(Recovery.init),
            recalls: queries.recalls(of: .subject(subject.pseudonym), latest: Limits.pageSize)
                .map(RecallView.init))
    }
}

extension SubjectView.Merge {
    init(_ merge: SubjectMerge) {
        self.init(
            id: merge.id.description,
            names: [merge.first.description, merge.second.description],
            merged: merge.merged.time.value, mergedBy: Self.officers(merge.merged),
            separated: merge.separated?.time.value,
            separatedBy: merge.separated.map(Self.officers) ?? [])
    }

    private static func officers(_ act: SubjectMerge.Act) -> [String] {
        [act.dataOfficer.description, act.auditOfficer.description]
    }
}

extension SubjectView.Recovery {
    init(_ recovery: SubjectRecovery) {
        self.init(
            id: recovery.id.description, state: recovery.state.name, reason: recovery.reason.name,
            announcedBy: recovery.announcers.map(\.announcerName),
            announced: recovery.announced.value, due: recovery.due.value)
    }
}

extension KeyOwner {
    /// Who announced a recovery: a person, or a guardian by their pseudonym.
    fileprivate var announcerName: String {
        switch self {
        case .staff(let person): person.description
        case .subject(let guardian): guardian.description
        case .gateway(let member), .governance(let member), .seat(let member): member.text
        case .code(let record): record.description
        }
    }
}

extension NoticeView {
    /// - Parameter names: whether the patient is named.
    init(_ notice: Notice, names: Bool) {
        self.init(
            id: notice.id.description,
            audience: notice.audience.name,
            subject: names ? notice.subject?.description : nil,
            about: notice.about.description,
            due: notice.due.value,
            state: notice.state.name)
    }
}
