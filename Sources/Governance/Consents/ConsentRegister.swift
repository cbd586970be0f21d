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

    /// What stays listed once a list is full: consents that have ended make room.
    static func kept(_ listed: [Consent], at time: BlockTime) -> [Consent] {
        guard listed.count >= GovernanceLimits.indexed else { return listed }
        return listed.filter { $0.state == .active && time < $0.terms.scope.notAfter }
    }

    /// Lists a new consent, and marks a refusal that the subject's own key signed.
    static func list(_ consent: Consent, _ call: Call, _ change: inout StateChange) {
        let earlier = kept(
            consents(about: consent.terms.about, &change.reader), at: change.time)
        let ids = RecordList(earlier.map(\.id) + [consent.id])
        switch consent.terms.about {
        case .cohort(let asset): change.put(Tables.consentsOfCohort, asset, ids)
        case .subject(let subject):
            change.put(Tables.consentsOfSubject, subject, ids)
            let signers = Signers(call, &change.reader)
            let isOwn = (try? signers.requireSubject(subject, &change.reader)) != nil
            if isOwn, !consent.terms.permits {
                change.put(Tables.ownRefusals, consent.id, consent.id)
            }
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
