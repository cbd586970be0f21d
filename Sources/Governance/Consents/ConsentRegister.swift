import LedgerTypes

/// Look-ups that recording, withdrawing and deciding share.
enum ConsentRegister {
    static func signingFacts(
        _ about: ConsentSubject, _ reader: inout StateReader
    ) throws(Refusal) -> SigningFacts {
        var facts = SigningFacts()
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

    /// What stays listed once a list is full: consents that have ended make room, but for those that
    /// the subject's own key withdrew.
    static func kept(_ listed: [Consent], _ reader: inout StateReader) -> [Consent] {
        guard listed.count >= GovernanceLimits.indexed else { return listed }
        var kept: [Consent] = []
        for consent in listed {
            let isInForce =
                consent.state == .active && reader.time < consent.terms.scope.notAfter
            if isInForce || reader.has(Tables.ownWithdrawals, consent.id) { kept.append(consent) }
        }
        return kept
    }

    /// Lists a new consent, and marks what the subject's own key says by it: a refusal, or that an
    /// earlier withdrawal is over.
    static func list(_ consent: Consent, _ call: Call, _ change: inout StateChange) {
        let listed = consents(about: consent.terms.about, &change.reader)
        let earlier = kept(listed, &change.reader)
        let ids = RecordList(earlier.map(\.id) + [consent.id])
        switch consent.terms.about {
        case .cohort(let asset): change.put(Tables.consentsOfCohort, asset, ids)
        case .subject(let subject):
            change.put(Tables.consentsOfSubject, subject, ids)
            guard isOwnWord(of: subject, call, &change.reader) else { return }
            guard consent.terms.permits else {
                change.put(Tables.ownRefusals, consent.id, consent.id)
                return
            }
            for ended in listed where consent.terms.scope.encloses(ended.terms.scope) {
                change.delete(Tables.ownWithdrawals, ended.id)
            }
        }
    }

    /// Marks a consent that the subject's own key takes back.
    static func withdrawn(_ consent: Consent, _ call: Call, _ change: inout StateChange) {
        guard case .subject(let subject) = consent.terms.about, consent.terms.permits,
            isOwnWord(of: subject, call, &change.reader)
        else { return }
        change.put(Tables.ownWithdrawals, consent.id, consent.id)
    }

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

    /// Nobody attests a consent to what the subject withdrew in their own hand.
    static func requireNotWithdrawn(
        _ terms: ConsentTerms, _ listed: [Consent], _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) {
        guard case .subject(let subject) = terms.about, terms.permits,
            !isOwnWord(of: subject, call, &reader)
        else { return }
        for ended in listed where ended.terms.scope.overlaps(terms.scope) {
            guard !reader.has(Tables.ownWithdrawals, ended.id) else { throw .signatureMissing }
        }
    }

    /// A refusal in a patient's own hand is lifted in their own hand: what holder and witness attest
    /// does not replace it.
    static func requireOwnWord(
        _ id: RecordID, about: ConsentSubject, _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) {
        guard case .subject(let subject) = about, reader.has(Tables.ownRefusals, id) else { return }
        try Signers(call, &reader).requireSubject(subject, &reader)
    }

    static func concerns(_ about: ConsentSubject, _ reader: inout StateReader) -> [HeadID] {
        switch about {
        case .subject(let subject): Concerns.of(subject: subject, &reader)
        case .cohort(let asset): Concerns.of(asset: asset, &reader)
        }
    }
}
