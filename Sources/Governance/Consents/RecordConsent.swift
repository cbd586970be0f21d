import CanonicalCoding
import LedgerTypes

/// `consent`: what a subject agreed to or refused, attested by their key or by holder and witness.
public struct RecordConsent: LedgerAction, Hashable {
    public static let kind = TransactionKind.recordConsent
    public let terms: ConsentTerms

    public init(terms: ConsentTerms) { self.terms = terms }

    public func encode(into writer: inout CanonicalWriter) { terms.encode(into: &writer) }
    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        terms = try ConsentTerms(from: &reader)
    }

    public func validate() throws(Refusal) { try terms.scope.validate() }

    public func signingFacts(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> SigningFacts {
        try ConsentRegister.signingFacts(terms.about, &reader)
    }

    public func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) -> Consent {
        let facts = try ConsentRegister.signingFacts(terms.about, &reader)
        guard let holder = facts.holder else { throw .unknownSubject }
        let listed = ConsentRegister.consents(about: terms.about, &reader)
        // A full list never stands in the way of a no.
        let limit = terms.permits ? GovernanceLimits.indexed : 2 * GovernanceLimits.indexed
        guard ConsentRegister.kept(listed, &reader).count < limit else { throw .tooMany }
        try ConsentRegister.requireNotWithdrawn(terms, listed, call, &reader)
        if let earlier = terms.supersedes {
            guard listed.contains(where: { $0.id == earlier && $0.state == .active }) else {
                throw .unknownConsent
            }
            try ConsentRegister.requireOwnWord(earlier, about: terms.about, call, &reader)
        }
        return Consent(id: call.record, holder: holder, terms: terms, recorded: reader.time)
    }

    public func apply(_ consent: Consent, _ call: Call, _ change: inout StateChange) -> Verdict {
        change.put(Tables.consents, consent.id, consent)
        ConsentRegister.list(consent, call, &change)
        if let id = terms.supersedes, var earlier = change.get(Tables.consents, id) {
            earlier.state = .superseded
            change.put(Tables.consents, id, earlier)
        }
        return Verdict(.accepted, detail: consent.id.canonicalBytes)
    }

    public func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        ConsentRegister.concerns(terms.about, &reader)
    }
}

/// `withdraw-consent`: from now on the consent is none; any member may submit it.
public struct WithdrawConsent: LedgerAction, Hashable {
    public static let kind = TransactionKind.withdrawConsent
    public let consent: RecordID

    public init(consent: RecordID) { self.consent = consent }

    public func encode(into writer: inout CanonicalWriter) { consent.encode(into: &writer) }
    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        consent = try RecordID(from: &reader)
    }

    public func signingFacts(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> SigningFacts {
        guard let found = reader.get(Tables.consents, consent) else { throw .unknownConsent }
        return try ConsentRegister.signingFacts(found.terms.about, &reader)
    }

    public func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) -> Consent {
        guard var found = reader.get(Tables.consents, consent) else { throw .unknownConsent }
        guard found.state == .active else { throw .consentEnded }
        try ConsentRegister.requireOwnWord(consent, about: found.terms.about, call, &reader)
        found.state = .withdrawn
        return found
    }

    public func apply(_ withdrawn: Consent, _ call: Call, _ change: inout StateChange) -> Verdict {
        change.put(Tables.consents, consent, withdrawn)
        ConsentRegister.withdrawn(withdrawn, call, &change)
        return .accepted
    }

    public func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        guard let found = reader.get(Tables.consents, consent) else { return [] }
        return ConsentRegister.concerns(found.terms.about, &reader)
    }
}
