import Governance
import LedgerTypes

/// A case as committee members see it.
public struct CaseView: Codable, Sendable {
    public struct Ballot: Codable, Sendable {
        public let person: String
        public let choice: String
    }

    public let id: String
    public let type: String
    public let state: String
    public let reference: String?
    public let subject: String?
    public let parties: [String]
    public let panel: [String]
    public let opened: UInt64
    public let due: UInt64
    public let ballots: [Ballot]
    public let needsEverySeat: Bool

    init(_ item: Case) {
        id = item.id.description
        type = item.type.name
        state = item.state.name
        reference = item.reference?.description
        subject = item.subject?.description
        parties = item.parties.map(\.text)
        panel = item.panel.seats.map(\.person.description)
        opened = item.opened.value
        due = item.due.value
        ballots = item.ballots.map {
            Ballot(person: $0.person.description, choice: $0.choice.name)
        }
        needsEverySeat = item.needsEverySeat
    }
}

/// A charter in force.
public struct CharterView: Codable, Sendable {
    public let id: String
    public let version: UInt64
    public let digest: String
    public let vocabulary: String

    init(_ charter: ActiveCharter) {
        id = charter.id
        version = charter.version
        digest = charter.digest.description
        vocabulary = charter.vocabulary.description
    }
}

/// A proposal on its way.
public struct ProposalView: Codable, Sendable {
    public let id: String
    public let name: String
    public let version: UInt64
    public let state: String
    public let caseID: String?
    public let reports: Int

    init(_ proposal: RuleProposal) {
        id = proposal.id.description
        name = proposal.name
        version = proposal.version
        state = proposal.state.name
        caseID = proposal.caseID?.description
        reports = proposal.reports.count
    }
}

/// An institution.
public struct MemberView: Codable, Sendable {
    public let id: String
    public let uscc: String
    public let nameChinese: String
    public let nameEnglish: String
    public let kind: String
    public let tier: String
    public let isActive: Bool
    public let hasSeat: Bool

    init(_ member: Member, hasSeat: Bool) {
        id = member.id.text
        uscc = member.uscc
        nameChinese = member.nameChinese
        nameEnglish = member.nameEnglish
        kind = member.kind.name
        tier = member.tier.name
        isActive = member.state == .active
        self.hasSeat = hasSeat
    }
}

/// What is known of a patient at the node's member.
public struct SubjectView: Codable, Sendable {
    public struct Consent: Codable, Sendable {
        public let id: String
        public let permits: Bool
        public let state: String
        public let purposes: [String]
        public let maximumLevel: UInt64
        public let notBefore: UInt64
        public let notAfter: UInt64
    }

    public let pseudonym: String
    public let holder: String
    public let refusesEmergency: Bool
    public let consents: [Consent]
    public let assets: [String]
    public let grants: [String]
    public let overrides: [String]

    init(_ subject: Subject, _ queries: GovernanceQueries) {
        pseudonym = subject.pseudonym.description
        holder = subject.holder.text
        refusesEmergency = subject.refusesEmergency
        consents = queries.consents(of: subject.pseudonym).map {
            Consent(
                id: $0.id.description, permits: $0.terms.permits, state: $0.state.name,
                purposes: $0.terms.scope.purposes, maximumLevel: $0.terms.scope.maximumLevel,
                notBefore: $0.terms.scope.notBefore.value, notAfter: $0.terms.scope.notAfter.value)
        }
        assets = queries.assets(of: subject.pseudonym).map(\.id.description)
        grants = queries.grants(of: subject.pseudonym).map(\.id.description)
        overrides = queries.overrides(of: subject.pseudonym).map(\.id.description)
    }
}

/// A duty to tell somebody.
public struct NoticeView: Codable, Sendable {
    public let id: String
    public let audience: String
    public let subject: String?
    public let about: String
    public let due: UInt64
    public let state: String

    init(_ notice: Notice) {
        id = notice.id.description
        audience = notice.audience.name
        subject = notice.subject?.description
        about = notice.about.description
        due = notice.due.value
        state = notice.state.name
    }
}
