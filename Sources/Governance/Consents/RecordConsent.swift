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

    package func validate() throws(Refusal) {
        try terms.scope.validate()
        // A cohort has no hand.
        if case .cohort = terms.about, terms.inOwnHand { throw .consentMalformed }
    }

    package func namedSigners(_ state: LedgerState) -> [NamedSigner] {
        guard terms.inOwnHand, case .subject(let subject) = terms.about else { return [] }
        return [.subject(subject)]
    }

    package func signingFacts(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> SigningFacts {
        try ConsentRegister.signingFacts(terms.about, inOwnHand: terms.inOwnHand, &reader)
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) -> Consent {
        let facts = try signingFacts(call, &reader)
        guard let holder = facts.holder else { throw .unknownSubject }
        for receiver in terms.scope.audiences where !reader.has(Tables.members, receiver) {
            throw .unknownMember
        }
        let listed = ConsentRegister.consents(about: terms.about, &reader)
        // A full list never stands in the way of a no.
        let limit = terms.permits ? GovernanceLimits.indexed : 2 * GovernanceLimits.indexed
        guard ConsentRegister.kept(listed, &reader).count < limit else { throw .tooMany }
        try ConsentRegister.requireNotWithdrawn(terms, &reader)
        if terms.permits || terms.supersedes != nil {
            try ConsentRegister.requireNotWider(terms.about, inOwnHand: terms.inOwnHand, &reader)
        }
        if let id = terms.supersedes {
            guard let earlier = listed.first(where: { $0.id == id && $0.state == .active }) else {
                throw .unknownConsent
            }
            try ConsentRegister.requireOwnWord(earlier, inOwnHand: terms.inOwnHand)
        }
        return Consent(id: call.record, holder: holder, terms: terms, recorded: reader.time)
    }

    package func apply(_ consent: Consent, _ call: Call, _ change: inout StateChange) -> Verdict {
        change.put(Tables.consents, consent.id, consent)
        ConsentRegister.list(consent, &change)
        if let id = terms.supersedes { ConsentRegister.supersede(id, by: consent, &change) }
        ConsentRegister.agreed(consent, &change)
        ConsentRegister.recall(consent, &change)
        return Verdict(.accepted, detail: consent.id.canonicalBytes)
    }

    package func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        ConsentRegister.concerns(terms.about, &reader)
    }
}
