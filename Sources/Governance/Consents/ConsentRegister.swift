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

    static func concerns(_ about: ConsentSubject, _ reader: inout StateReader) -> [HeadID] {
        switch about {
        case .subject(let subject): Concerns.of(subject: subject, &reader)
        case .cohort(let asset): Concerns.of(asset: asset, &reader)
        }
    }
}
