import LedgerTypes

/// Look-ups that recording, withdrawing and deciding share.
enum ConsentRegister {
    /// - Parameter inOwnHand: whether the transaction says that the subject's own key signs it.
    static func signingFacts(
        _ about: ConsentSubject, inOwnHand: Bool, _ reader: inout StateReader
    ) throws(Refusal) -> SigningFacts {
        var facts = SigningFacts()
        facts.inPerson = inOwnHand
        switch about {
        case .subject(let pseudonym):
            guard let subject = reader.get(Tables.subjects, pseudonym) else {
                throw .unknownSubject
            }
            facts.subject = pseudonym
            facts.holder = subject.holder
        case .cohort(let id):
            guard let asset = reader.get(Tables.assets, id) else { throw .unknownAsset }
            guard case .cohort = asset.description.members else { throw .notCohort }
            facts.holder = asset.holder
        }
        return facts
    }

    /// All consents about a subject or cohort, in the order of recording.
    static func consents(
        about: ConsentSubject, _ reader: inout StateReader
    ) -> [Consent] {
        let ids =
            switch about {
            case .subject(let subject): reader.get(Tables.consentsOfSubject, subject)
            case .cohort(let asset): reader.get(Tables.consentsOfCohort, asset)
            }
        var consents: [Consent] = []
        for id in ids?.elements ?? [] {
            if let consent = reader.get(Tables.consents, id) { consents.append(consent) }
        }
        return consents
    }

    /// What stays listed once a list is full: consents that have ended make room. What the subject's
    /// own key took back is kept apart.
    static func kept(_ listed: [Consent], _ reader: inout StateReader) -> [Consent] {
        guard listed.count >= GovernanceLimits.indexed else { return listed }
        return listed.filter { $0.state == .active && !$0.terms.scope.isOver(at: reader.time) }
    }

    /// Lists a new consent.
    static func list(_ consent: Consent, _ change: inout StateChange) {
        let listed = consents(about: consent.terms.about, &change.reader)
        let earlier = kept(listed, &change.reader)
        let ids = RecordList(earlier.map(\.id) + [consent.id])
        switch consent.terms.about {
        case .cohort(let asset): change.put(Tables.consentsOfCohort, asset, ids)
        case .subject(let subject): change.put(Tables.consentsOfSubject, subject, ids)
        }
    }

    /// A later word of the same subject stands instead of an earlier consent.
    ///
    /// What the own key leaves out of it, it takes back. A shorter time has no place among what was
    /// taken back, so that the whole of the earlier consent counts as such then.
    static func supersede(
        _ id: RecordID, by consent: Consent, _ change: inout StateChange
    ) {
        guard var earlier = change.get(Tables.consents, id) else { return }
        earlier.state = .superseded
        change.put(Tables.consents, id, earlier)
        if consent.terms.inOwnHand { withdrawn(earlier, &change) }
    }

    /// Calls back what was released on what a new consent replaces or refuses.
    static func recall(_ consent: Consent, _ change: inout StateChange) {
        if let id = consent.terms.supersedes, let earlier = change.get(Tables.consents, id),
            earlier.terms.permits
        {
            Recalling.consent(
                earlier, .superseded, inOwnHand: consent.terms.inOwnHand, &change)
        }
        guard !consent.terms.permits else { return }
        Recalling.consent(consent, .refused, inOwnHand: consent.terms.inOwnHand, &change)
    }

    /// Keeps that the subject's own key agrees, unless it cut an earlier consent short by it.
    static func agreed(_ consent: Consent, _ change: inout StateChange) {
        guard case .subject(let subject) = consent.terms.about, consent.terms.permits,
            consent.terms.inOwnHand
        else { return }
        if let id = consent.terms.supersedes, let earlier = change.get(Tables.consents, id),
            earlier.terms.permits, !consent.terms.scope.lasts(asLongAs: earlier.terms.scope)
        {
            return
        }
        OwnWithdrawals.agree(consent.terms.scope, of: subject, &change)
    }

    /// Keeps that the subject's own key takes a permission back, whoever recorded it.
    static func withdrawn(_ consent: Consent, _ change: inout StateChange) {
        guard case .subject(let subject) = consent.terms.about, consent.terms.permits else {
            return
        }
        OwnWithdrawals.withdraw(consent.terms.scope, of: subject, &change)
    }

    /// Nobody attests a consent to what the subject withdrew in their own hand, under whichever name.
    static func requireNotWithdrawn(
        _ terms: ConsentTerms, _ reader: inout StateReader
    ) throws(Refusal) {
        guard case .subject(let subject) = terms.about, terms.permits, !terms.inOwnHand else {
            return
        }
        for name in reader.names(of: subject)
        where OwnWithdrawals.touch(terms.scope, of: name, &reader) {
            throw .signatureMissing
        }
    }

    /// A refusal in a patient's own hand is lifted in their own hand: what holder and witness attest
    /// does not replace it.
    static func requireOwnWord(_ earlier: Consent, inOwnHand: Bool) throws(Refusal) {
        guard inOwnHand || earlier.terms.permits || !earlier.terms.inOwnHand else {
            throw .signatureMissing
        }
    }

    /// Whether the subject's own key, or their guardian's, is among the signers.
    static func isOwnWord(
        of subject: Pseudonym, _ call: Call, _ reader: inout StateReader
    ) -> Bool {
        let signers = Signers(call, &reader)
        do throws(Refusal) {
            try signers.requireSubject(subject, &reader)
            return true
        } catch {
            return false
        }
    }

    /// Others attest no permission, and lift no refusal, while the patient may be unable to object.
    static func requireNotWider(
        _ about: ConsentSubject, inOwnHand: Bool, _ reader: inout StateReader
    ) throws(Refusal) {
        guard case .subject(let subject) = about, !inOwnHand else { return }
        try SubjectRecoveryRegister.requireNoneOpen(of: [subject], &reader)
    }

    static func concerns(_ about: ConsentSubject, _ reader: inout StateReader) -> [HeadID] {
        switch about {
        case .subject(let subject): Concerns.of(subject: subject, &reader)
        case .cohort(let asset): Concerns.of(asset: asset, &reader)
        }
    }
}
