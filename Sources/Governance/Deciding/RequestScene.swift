import LedgerTypes

/// Everything around a request that attributes are taken from, read from state once.
package struct RequestScene: Sendable {
    package let request: Request
    package let actor: Actor
    package let asker: Member
    package let person: Staff?
    package let holder: Member
    package let asset: Asset?
    /// The subject that is named, or those that the asset names.
    package let subjects: [Subject]
    package let use: RequestedUse
    package let consent: ConsentStanding
    package let hasSeparateConsent: Bool
    package let grant: GrantStanding
    package let override: OverrideStanding?
    package let hasOverdueDuties: Bool
    package let height: Height
    package let time: BlockTime

    /// Reads the scene; refuses a request for what is not there.
    ///
    /// - Parameter counted: a grant of which this very request has taken one use already.
    init(
        _ request: Request, by actor: Actor, counted: RecordID? = nil,
        _ reader: inout StateReader
    ) throws(Refusal) {
        self.request = request
        self.actor = actor
        height = reader.height
        time = reader.time
        guard let asker = reader.get(Tables.members, actor.principal) else {
            throw .unknownMember
        }
        self.asker = asker
        person = actor.person.flatMap { reader.get(Tables.staff, $0) }
        asset = try Self.asset(request, &reader)
        subjects = try Self.subjects(request, asset, &reader)
        guard let holderID = asset?.holder ?? subjects.first?.holder,
            let holder = reader.get(Tables.members, holderID)
        else { throw .unknownMember }
        self.holder = holder
        let labels = Self.labels(request, asset, &reader)
        use = RequestedUse(
            asker: asker.id, action: request.action, purpose: request.purpose,
            fields: request.fields, labels: labels, time: reader.time)
        (consent, hasSeparateConsent) = Self.consent(asset, subjects, use, &reader)
        grant = GrantStanding.find(
            request, subjects.map(\.pseudonym), use, counted: counted, &reader)
        override = Self.override(request, actor, subjects, &reader)
        hasOverdueDuties =
            actor.person.map { DecidingHooks.hasOverdueDuties($0, &reader) } ?? false
    }

    private static func asset(
        _ request: Request, _ reader: inout StateReader
    ) throws(Refusal) -> Asset? {
        guard let id = request.asset else { return nil }
        guard let asset = reader.get(Tables.assets, id) else { throw .unknownAsset }
        return asset
    }

    private static func subjects(
        _ request: Request, _ asset: Asset?, _ reader: inout StateReader
    ) throws(Refusal) -> [Subject] {
        if let named = request.subject {
            guard let subject = reader.get(Tables.subjects, named) else { throw .unknownSubject }
            if let asset {
                let isIn = asset.description.members.explicit.contains(named)
                guard isIn else { throw .subjectElsewhere }
            }
            return [subject]
        }
        var subjects: [Subject] = []
        for pseudonym in asset?.description.members.explicit ?? [] {
            guard let subject = reader.get(Tables.subjects, pseudonym) else {
                throw .unknownSubject
            }
            subjects.append(subject)
        }
        return subjects
    }

    /// Without an asset, the labels of all assets that name the subject.
    private static func labels(
        _ request: Request, _ asset: Asset?, _ reader: inout StateReader
    ) -> LabelSummary {
        if let asset {
            return LabelSummary(fields: request.fields, labels: asset.description.labels)
        }
        var labels: [FieldLabel] = []
        if let subject = request.subject {
            for id in reader.get(Tables.assetsOfSubject, subject)?.elements ?? [] {
                labels += reader.get(Tables.assets, id)?.description.labels ?? []
            }
        }
        return LabelSummary(fields: request.fields, labels: labels)
    }

    /// The weakest standing of all whose data are used; nobody's data need no consent.
    private static func consent(
        _ asset: Asset?, _ subjects: [Subject], _ use: RequestedUse, _ reader: inout StateReader
    ) -> (ConsentStanding, Bool) {
        var abouts = subjects.map { ConsentSubject.subject($0.pseudonym) }
        if abouts.isEmpty, let asset {
            switch asset.description.members {
            case .cohort: abouts = [.cohort(asset.id)]
            case .nobody, .subjects: return (.valid, true)
            }
        }
        var weakest = ConsentStanding.valid
        var isSeparate = true
        for about in abouts {
            let consents = ConsentRegister.consents(about: about, &reader)
            weakest = min(weakest, ConsentStanding(consents, for: use))
            isSeparate = isSeparate && ConsentStanding.isSeparate(consents, for: use)
        }
        return (weakest, isSeparate)
    }

    /// An override opens the data of one patient to the physician who declared it.
    private static func override(
        _ request: Request, _ actor: Actor, _ subjects: [Subject], _ reader: inout StateReader
    ) -> OverrideStanding? {
        guard let person = actor.person, subjects.count == 1 else { return nil }
        return DecidingHooks.override(
            of: person, subject: subjects[0].pseudonym, asset: request.asset,
            fields: request.fields, purpose: request.purpose, &reader)
    }
}

/// An override on which a request may rest.
package struct OverrideStanding: Hashable, Sendable {
    package let id: RecordID
    package let hasSecondApproval: Bool

    package init(id: RecordID, hasSecondApproval: Bool) {
        self.id = id
        self.hasSecondApproval = hasSecondApproval
    }
}
