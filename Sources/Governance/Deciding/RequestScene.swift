import LedgerTypes

/// Everything around a request that attributes are taken from, read from state once.
package struct RequestScene: Sendable {
    package let request: Request
    package let actor: Actor
    package let asker: Member
    package let person: Staff?
    /// Whether the person has a licence in force.
    package let isLicensed: Bool
    /// The roles in which the person may act now.
    package let roles: StaffRoles
    package let holder: Member
    package let asset: Asset?
    /// The subject that is named, or those that the asset names.
    package let subjects: [Subject]
    /// Whether one of them refuses emergency use, under whichever name.
    package let refusesEmergency: Bool
    package let use: RequestedUse
    private(set) package var consent: ConsentStanding
    private(set) package var hasSeparateConsent: Bool
    /// The times of the data that valid consents of all subjects reach, and those that they reach by
    /// consents that were given separately.
    let consentPeriods: (all: DataPeriods, separate: DataPeriods)
    private(set) package var grant: GrantStanding
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
        let person = actor.person.flatMap { reader.get(Tables.staff, $0) }
        self.person = person
        isLicensed = person.map { Self.isLicensed($0, &reader) } ?? false
        roles = person.map { reader.rolesInForce($0) } ?? []
        asset = try Self.asset(request, &reader)
        subjects = try Self.subjects(request, asset, &reader)
        guard let holderID = asset?.holder ?? subjects.first?.holder,
            let holder = reader.get(Tables.members, holderID)
        else { throw .unknownMember }
        self.holder = holder
        var refuses = false
        for subject in subjects where reader.refusesEmergency(subject.pseudonym) { refuses = true }
        refusesEmergency = refuses
        let labels = Self.labels(request, asset, subjects, &reader)
        use = RequestedUse(
            asker: asker.id, action: request.action, purpose: request.purpose,
            fields: request.fields, labels: labels, time: reader.time)
        (consent, hasSeparateConsent, consentPeriods) = Self.consent(
            asset, subjects, use, &reader)
        grant = GrantStanding.find(
            request, subjects.map(\.pseudonym), use, counted: counted, &reader)
        override = Self.override(request, actor, subjects, &reader)
        hasOverdueDuties =
            actor.person.map { DecidingHooks.hasOverdueDuties($0, &reader) } ?? false
    }

    private static func isLicensed(_ person: Staff, _ reader: inout StateReader) -> Bool {
        guard person.state == .active, person.from <= reader.time, reader.time < person.until else {
            return false
        }
        return reader.licenceInForce(person) != nil
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

    /// The labels of the asset, and what the patients' other assets say of the same fields; without
    /// an asset, the latter alone.
    private static func labels(
        _ request: Request, _ asset: Asset?, _ subjects: [Subject], _ reader: inout StateReader
    ) -> LabelSummary {
        func known() -> [FieldLabel] {
            Labelling.labels(of: request.fields, subjects.map(\.pseudonym), &reader)
        }
        guard let asset else { return LabelSummary(fields: request.fields, labels: known()) }
        return LabelSummary(
            fields: request.fields, labels: asset.description.labels,
            elsewhere: asset.description.kind.isOfPatients ? known() : [])
    }

    /// The weakest standing of all whose data are used; nobody's data need no consent.
    ///
    /// What a patient refused or took back under another name counts; what they agreed to under
    /// another name does not. Consents that have no time of data in common permit nothing.
    private static func consent(
        _ asset: Asset?, _ subjects: [Subject], _ use: RequestedUse, _ reader: inout StateReader
    ) -> (ConsentStanding, Bool, (all: DataPeriods, separate: DataPeriods)) {
        var abouts = subjects.map { ConsentSubject.subject($0.pseudonym) }
        if abouts.isEmpty, let asset {
            switch asset.description.members {
            case .cohort: abouts = [.cohort(asset.id)]
            case .nobody, .subjects: return (.valid, true, (.all, .all))
            }
        }
        var weakest = ConsentStanding.valid
        var (periods, separate) = (DataPeriods.all, DataPeriods.all)
        for about in abouts {
            let consents = ConsentRegister.consents(about: about, &reader)
            var isTakenBack = false
            if case .subject(let subject) = about {
                isTakenBack = OwnWithdrawals.touch(use, of: subject, &reader)
                if isWithdrawn(use, elsewhereThan: subject, &reader) { weakest = .withdrawn }
            }
            weakest = min(
                weakest, ConsentStanding(consents, for: use, isTakenBack: isTakenBack))
            periods = periods.intersection(
                ConsentStanding.periods(consents, for: use, isTakenBack: isTakenBack))
            separate = separate.intersection(
                ConsentStanding.periods(
                    consents, for: use, isTakenBack: isTakenBack, separately: true))
        }
        if weakest == .valid, periods.isNone { weakest = .none }
        return (weakest, !separate.isNone, (periods, separate))
    }

    /// Whether the patient refused or took back a use under a name beside this one.
    private static func isWithdrawn(
        _ use: RequestedUse, elsewhereThan subject: Pseudonym, _ reader: inout StateReader
    ) -> Bool {
        for name in reader.otherNames(of: subject) {
            let standing = ConsentStanding(
                ConsentRegister.consents(about: .subject(name), &reader), for: use,
                isTakenBack: OwnWithdrawals.touch(use, of: name, &reader))
            if standing == .withdrawn { return true }
        }
        return false
    }

    /// An override opens the data of one patient to the physician who declared it, who asks for
    /// their own member: what is released goes to the member for which somebody asks.
    private static func override(
        _ request: Request, _ actor: Actor, _ subjects: [Subject], _ reader: inout StateReader
    ) -> OverrideStanding? {
        guard let person = actor.person, actor.principal == person.member, subjects.count == 1,
            reader.mayOverride(person.member)
        else { return nil }
        return DecidingHooks.override(
            of: person, subject: subjects[0].pseudonym, asset: request.asset,
            fields: request.fields, purpose: request.purpose, &reader)
    }
}

extension RequestScene {
    /// The same scene as if consents and grants stood otherwise.
    func with(
        _ consent: ConsentStanding, isSeparate: Bool, _ grant: GrantStanding
    ) -> RequestScene {
        var scene = self
        scene.consent = consent
        scene.hasSeparateConsent = isSeparate
        scene.grant = grant
        return scene
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
