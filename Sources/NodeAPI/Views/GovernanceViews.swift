import Governance
import LedgerTypes
import TallyClient

extension CaseView {
    init(_ item: Case) {
        self.init(
            id: item.id.description,
            type: item.type.name,
            state: item.state.name,
            reference: item.reference?.description,
            subject: item.subject?.description,
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
            holder: subject.holder.text,
            refusesEmergency: subject.refusesEmergency,
            consents: queries.consents(of: subject.pseudonym).map {
                Consent(
                    id: $0.id.description, permits: $0.terms.permits, state: $0.state.name,
                    purposes: $0.terms.scope.purposes, maximumLevel: $0.terms.scope.maximumLevel,
                    notBefore: $0.terms.scope.notBefore.value,
                    notAfter: $0.terms.scope.notAfter.value)
            },
            assets: queries.assets(of: subject.pseudonym).map(\.id.description),
            grants: queries.grants(of: subject.pseudonym).map(\.id.description),
            overrides: queries.overrides(of: subject.pseudonym).map(\.id.description))
    }
}

extension NoticeView {
    init(_ notice: Notice) {
        self.init(
            id: notice.id.description,
            audience: notice.audience.name,
            subject: notice.subject?.description,
            about: notice.about.description,
            due: notice.due.value,
            state: notice.state.name)
    }
}
