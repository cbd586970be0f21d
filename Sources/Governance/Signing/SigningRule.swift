import LedgerTypes

/// Who must sign, as data: the rules of all kinds stand together in `SigningRule+Table.swift`.
package indirect enum SigningRule: Sendable {
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
    /// Two of the acting member's security officer, audit officer and governance key; the officer
    /// who acts is named.
    case appointers
    /// Two persons of the holder: the acting one, who is named, and one who shares no role with them.
    case witness
    /// The key of the subject or of their guardian.
    case subject
    /// The key of the subject, no guardian's.
    case ownKey
    /// The secret of an authorisation code.
    case code
    /// One of the alternatives that the charter gives for a transition.
    case parties
    case all([SigningRule])
    case any([SigningRule])
    case when(SigningCondition, SigningRule)
}

/// Which member a rule speaks of.
package enum SigningParty: Sendable {
    case acting
    /// Who holds the subject, asset or decision; must be the acting member.
    case holder
    /// Who holds the subject, whoever submits.
    case attesting
    /// Who receives what was released; must be the acting member.
    case receiver
}

/// A circumstance on which a rule depends.
package enum SigningCondition: Sendable {
    /// A label says less than what is known of a field, or a data set is nobody's.
    case lowersLevel
    /// Replaces a subject's key or guardian, changes what they said about emergencies, or says that
    /// somebody more treats them.
    case changesSubject
    /// The same of a subject who can speak: what their key set changes by that key only.
    case changesOwnWord
    /// Replaces or ends a key of the subject's own, or names another guardian beside it.
    case changesOwnKey
    case targetsMember
    /// A person who is neither security nor audit officer, before and after.
    case targetsStaff
    /// A security or audit officer, before or after.
    case targetsOfficer
    /// Lets somebody act again who was stopped.
    case liftsSuspension
    /// An authority takes back what another attested, attests over it, or gives back what was taken.
    case overrulesAuthority
    case inPerson
    case notInPerson
}

/// What a signing rule has to know about one transaction.
package struct SigningFacts: Sendable {
    package var holder: MemberID?
    package var receiver: MemberID?
    package var subject: Pseudonym?
    package var code: RecordID?
    /// The member that is suspended or whose key is rotated.
    package var targetMember: MemberID?
    /// The key that is replaced.
    package var replacedKey: KeyOwner?
    package var lowersLevel = false
    package var changesSubject = false
    package var changesOwnWord = false
    package var changesOwnKey = false
    /// The second person whom the transaction names; nil where it names none.
    package var witness: StaffReference?
    package var targetsStaff = false
    package var targetsOfficer = false
    package var liftsSuspension = false
    package var overrulesAuthority = false
    /// Whether a kind that a person or a key of their member may sign is signed by the person.
    package var inPerson = false
    /// The alternatives of a transition: everyone in one of the lists must sign.
    package var alternatives: [[RequiredSigner]] = []

    package init() {}
}

/// A signer of a transition, resolved from its record.
package enum RequiredSigner: Hashable, Sendable {
    case member(MemberID)
    case staff(StaffReference)
    case subject(Pseudonym)
    /// Any active member or person that holds a role of the vocabulary.
    case anyOf(role: String)
    /// A share of the committee seats that are independent of these members, in person; ethics, law
    /// and technology are present among them.
    case committee(PanelQuorum, apartFrom: [MemberID])
    /// A field that names nobody, or a panel without a quorum: it cannot be signed.
    case nobody
}
