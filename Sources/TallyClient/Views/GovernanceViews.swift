/// A case as committee members see it.
public struct CaseView: Codable, Sendable {
    public struct Ballot: Codable, Sendable {
        public let person: String
        public let choice: String

        enum CodingKeys: String, CodingKey {
            case person, choice
        }

        package init(person: String, choice: String) {
            self.person = person
            self.choice = choice
        }
    }

    public let id: String
    public let type: String
    public let state: String
    public let reference: String?
    public let subject: String?
    /// The patient's other names at the holder.
    public let otherNames: [String]
    public let parties: [String]
    public let panel: [String]
    public let opened: UInt64
    public let due: UInt64
    public let ballots: [Ballot]
    public let needsEverySeat: Bool

    enum CodingKeys: String, CodingKey {
        case id, type, state, reference, subject, otherNames, parties, panel, opened, due, ballots,
            needsEverySeat
    }

    package init(
        id: String, type: String, state: String, reference: String? = nil, subject: String? = nil,
        otherNames: [String] = [], parties: [String], panel: [String], opened: UInt64, due: UInt64,
        ballots: [Ballot],
        needsEverySeat: Bool
    ) {
        self.id = id
        self.type = type
        self.state = state
        self.reference = reference
        self.subject = subject
        self.otherNames = otherNames
        self.parties = parties
        self.panel = panel
        self.opened = opened
        self.due = due
        self.ballots = ballots
        self.needsEverySeat = needsEverySeat
    }
}

/// A charter in force.
public struct CharterView: Codable, Sendable {
    public let id: String
    public let version: UInt64
    public let digest: String
    public let vocabulary: String

    enum CodingKeys: String, CodingKey {
        case id, version, digest, vocabulary
    }

    package init(id: String, version: UInt64, digest: String, vocabulary: String) {
        self.id = id
        self.version = version
        self.digest = digest
        self.vocabulary = vocabulary
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

    enum CodingKeys: String, CodingKey {
        case id, name, version, state, caseID, reports
    }

    package init(
        id: String, name: String, version: UInt64, state: String, caseID: String? = nil,
        reports: Int
    ) {
        self.id = id
        self.name = name
        self.version = version
        self.state = state
        self.caseID = caseID
        self.reports = reports
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

    enum CodingKeys: String, CodingKey {
        case id, uscc, nameChinese, nameEnglish, kind, tier, isActive, hasSeat
    }

    package init(
        id: String, uscc: String, nameChinese: String, nameEnglish: String, kind: String,
        tier: String, isActive: Bool, hasSeat: Bool
    ) {
        self.id = id
        self.uscc = uscc
        self.nameChinese = nameChinese
        self.nameEnglish = nameEnglish
        self.kind = kind
        self.tier = tier
        self.isActive = isActive
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
        /// Exclusive; nil without an end.
        public let notAfter: UInt64?

        enum CodingKeys: String, CodingKey {
            case id, permits, state, purposes, maximumLevel, notBefore, notAfter
        }

        package init(
            id: String, permits: Bool, state: String, purposes: [String], maximumLevel: UInt64,
            notBefore: UInt64, notAfter: UInt64?
        ) {
            self.id = id
            self.permits = permits
            self.state = state
            self.purposes = purposes
            self.maximumLevel = maximumLevel
            self.notBefore = notBefore
            self.notAfter = notAfter
        }
    }

    /// The latest recovery of the patient's key.
    public struct Recovery: Codable, Sendable {
        public let id: String
        /// announced, cancelled, in-force or lapsed.
        public let state: String
        /// lost, stolen, damaged or locked.
        public let reason: String
        /// Two persons of the holder, or the guardian's pseudonym.
        public let announcedBy: [String]
        public let announced: UInt64
        /// First instant at which the new key signs.
        public let due: UInt64

        enum CodingKeys: String, CodingKey {
            case id, state, reason, announcedBy, announced, due
        }

        package init(
            id: String, state: String, reason: String, announcedBy: [String], announced: UInt64,
            due: UInt64
        ) {
            self.id = id
            self.state = state
            self.reason = reason
            self.announcedBy = announcedBy
            self.announced = announced
            self.due = due
        }
    }

    /// A merge of two names of the patient, or of two that were taken for one.
    public struct Merge: Codable, Sendable {
        public let id: String
        public let names: [String]
        public let merged: UInt64
        /// Data officer and audit officer.
        public let mergedBy: [String]
        /// Nil while the names count as one patient's.
        public let separated: UInt64?
        public let separatedBy: [String]

        enum CodingKeys: String, CodingKey {
            case id, names, merged, mergedBy, separated, separatedBy
        }

        package init(
            id: String, names: [String], merged: UInt64, mergedBy: [String], separated: UInt64?,
            separatedBy: [String]
        ) {
            self.id = id
            self.names = names
            self.merged = merged
            self.mergedBy = mergedBy
            self.separated = separated
            self.separatedBy = separatedBy
        }
    }

    public let pseudonym: String
    /// The patient's other names at the holder: what was refused under one binds all.
    public let otherNames: [String]
    public let merges: [Merge]
    public let holder: String
    public let refusesEmergency: Bool
    public let consents: [Consent]
    public let assets: [String]
    public let grants: [String]
    public let overrides: [String]
    public let recovery: Recovery?

    enum CodingKeys: String, CodingKey {
        case pseudonym, otherNames, merges, holder, refusesEmergency, consents, assets, grants,
            overrides, recovery
    }

    package init(
        pseudonym: String, otherNames: [String] = [], merges: [Merge] = [], holder: String,
        refusesEmergency: Bool, consents: [Consent],
        assets: [String], grants: [String], overrides: [String], recovery: Recovery? = nil
    ) {
        self.pseudonym = pseudonym
        self.otherNames = otherNames
        self.merges = merges
        self.holder = holder
        self.refusesEmergency = refusesEmergency
        self.consents = consents
        self.assets = assets
        self.grants = grants
        self.overrides = overrides
        self.recovery = recovery
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

    enum CodingKeys: String, CodingKey {
        case id, audience, subject, about, due, state
    }

    package init(
        id: String, audience: String, subject: String? = nil, about: String, due: UInt64,
        state: String
    ) {
        self.id = id
        self.audience = audience
        self.subject = subject
        self.about = about
        self.due = due
        self.state = state
    }
}
