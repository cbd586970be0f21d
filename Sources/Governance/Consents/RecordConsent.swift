import CanonicalCoding
import LedgerTypes

/// `consent`: what a subject agreed to or refused, attested by their key or by holder and witness.
package struct RecordConsent: LedgerAction, Hashable {
    package static let kind = TransactionKind.recordConsent
    package let terms: ConsentTerms

    package init(terms: ConsentTerms) { self.terms = terms }

    package func encode(into writer: inout CanonicalWriter) { terms.encode(into: &writer) }
    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        terms = try ConsentTerms(from: &reader)
    }

    package func validate() throws(Refusal) { try terms.scope.validate() }

    package func signingFacts(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> SigningFacts {
        try ConsentRegister.signingFacts(terms.about, &reader)
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) -> Consent {
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

    package func apply(_ consent: Consent, _ call: Call, _ change: inout StateChange) -> Verdict {
        change.put(Tables.consents, consent.id, consent)
        ConsentRegister.list(consent, call, &change)
        if let id = terms.supersedes, var earlier = change.get(Tables.consents, id) {
            earlier.state = .superseded
            change.put(Tables.consents, id, earlier)
        }
        return Verdict(.accepted, detail: consent.id.canonicalBytes)
    }

    package func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        ConsentRegister.concerns(terms.about, &reader)
    }
}

/// `withdraw-consent`: from now on the consent is none; any member may submit it.
package struct WithdrawConsent: LedgerAction, Hashable {
    package static let kind = TransactionKind.withdrawConsent
    package let consent: RecordID

    package init(consent: RecordID) { self.consent = consent }

    package func encode(into writer: inout CanonicalWriter) { consent.encode(into: &writer) }
    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        consent = try RecordID(from: &reader)
    }

    package func signingFacts(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> SigningFacts {
        guard let found = reader.get(Tables.consents, consent) else { throw .unknownConsent }
        return try ConsentRegister.signingFacts(found.terms.about, &reader)
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) -> Consent {
        guard var found = reader.get(Tables.consents, consent) else { throw .unknownConsent }
        guard found.state == .active else { throw .consentEnded }
        try ConsentRegister.requireOwnWord(consent, about: found.terms.about, call, &reader)
        found.state = .withdrawn
        return found
    }

    package func apply(_ withdrawn: Consent, _ call: Call, _ change: inout StateChange) -> Verdict {
        change.put(Tables.consents, consent, withdrawn)
        ConsentRegister.withdrawn(withdrawn, call, &change)
        return .accepted
    }

    package func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        guard let found = reader.get(Tables.consents, consent) else { return [] }
        return ConsentRegister.concerns(found.terms.about, &reader)
    }
}
