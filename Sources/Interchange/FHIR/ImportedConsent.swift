/// A FHIR Consent in the terms of the consortium: what the holder reviews before it is recorded.
package struct ImportedConsent: Hashable, Sendable {
    package enum State: String, Hashable, Sendable {
        case draft, proposed, active, rejected, revoked
        /// Entered in error: there never was such a consent.
        case mistaken
        case unknown
    }

    /// Who agreed, as far as the document says.
    package enum Grantor: Hashable, Sendable {
        case oneself
        /// Somebody else, or others too: their relation must be given.
        case others([String])
        /// The document names nobody.
        case unstated
    }

    /// The first business identifier, else the id of the resource.
    package let identifier: String
    package let release: FHIRRelease
    package let state: State
    /// Codes of `scope` and `category`, as `system|code`, in the order written.
    package let kinds: [String]
    /// The reference to the patient; the holder turns it into the subject's pseudonym.
    package let patient: String
    /// References of those who consented; empty where the document names none.
    package let grantors: [String]
    /// The institution that manages the consent: a member's id, or the name as written.
    package let holder: String?
    /// Milliseconds since 1970.
    package let signedAt: Int64?
    /// What the signed form is called where it is kept.
    package let document: String?
    /// Policies and rules that the document names.
    package let basis: [String]
    /// Whether the document says that a person's consent was verified, and never that it was not.
    package let isVerified: Bool
    /// One for each provision that says something, outer ones first, in the order written; several
    /// for a provision whose codes do not say the same.
    package let scopes: [ImportedScope]
    /// What the mapping does not know; never dropped without a line here.
    package let unmapped: [UnmappedElement]

    package var grantor: Grantor {
        if grantors.isEmpty { return .unstated }
        return Set(grantors) == [patient] ? .oneself : .others(grantors)
    }
}
