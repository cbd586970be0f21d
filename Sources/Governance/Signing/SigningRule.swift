import LedgerTypes

/// Who must sign, as data: the rules of all kinds stand together in `SigningRule+Table.swift`.
public indirect enum SigningRule: Sendable {
    /// The gateway key of a member.
    case gateway(SigningParty)
    /// ⌊2n/3⌋+1 governance keys of the n seats; a suspended target does not count.
    case quorumOfSeats(excludingTarget: Bool)
    /// ⌊2n/3⌋+1 governance keys of the n active members.
    case quorumOfMembers
    /// The governance key of a member.
    case governance(SigningParty)
    /// The key that is being replaced.
    case replacedKey
    /// The acting person in person, in one of the roles; an empty set is any role.
    case person(StaffRoles)
    /// Another person of the acting member beside the acting one, who is named, in one of the roles.
    case countersigned(StaffRoles)
    /// Two persons of the holder: the acting one, who is named, and one who shares no role with them.
    case witness
    /// The key of the subject or of their guardian.
    case subject
    /// The secret of an authorisation code.
    case code
    /// One of the alternatives that the charter gives for a transition.
    case parties
    case all([SigningRule])
    case any([SigningRule])
    case when(SigningCondition, SigningRule)
}

/// Which member a rule speaks of.
public enum SigningParty: Sendable {
    case acting
    /// Who holds the subject, asset or decision; must be the acting member.
    case holder
    /// Who holds the subject, whoever submits.
    case attesting
    /// Who receives what was released; must be the acting member.
    case receiver
}

/// A circumstance on which a rule depends.
public enum SigningCondition: Sendable {
    case rolesAbovePhysician
    case lowersLevel
    /// Replaces a subject's key or guardian, or changes what they said about emergencies.
    case changesSubject
    /// The same of a subject who can speak: what their key set changes by that key only.
    case changesOwnWord
    case targetsMember
    case targetsStaff
    case inPerson
    case notInPerson
}

/// What a signing rule has to know about one transaction.
public struct SigningFacts: Sendable {
    public var holder: MemberID?
    public var receiver: MemberID?
    public var subject: Pseudonym?
    public var code: RecordID?
    /// The member that is suspended or whose key is rotated.
    public var targetMember: MemberID?
    /// The key that is replaced.
    public var replacedKey: KeyOwner?
    public var rolesAbovePhysician = false
    public var lowersLevel = false
    public var changesSubject = false
    public var changesOwnWord = false
    public var targetsStaff = false
    /// Whether a kind that a person or a key of their member may sign is signed by the person.
    public var inPerson = false
    /// The alternatives of a transition: everyone in one of the lists must sign.
    public var alternatives: [[RequiredSigner]] = []

    public init() {}
}

/// A signer of a transition, resolved from its record.
public enum RequiredSigner: Hashable, Sendable {
    case member(MemberID)
    case staff(StaffReference)
    case subject(Pseudonym)
    /// Any active member or person that holds a role of the vocabulary.
    case anyOf(role: String)
    /// So many members of the independent committee, in person.
    case committee(votes: UInt64)
}
