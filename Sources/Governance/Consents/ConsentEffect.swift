import LedgerTypes

/// What stands between a recorded consent and what it says.
package struct ConsentHindrance: Hashable, Sendable {
    package enum Cause: Hashable, Sendable {
        case withdrawn
        case superseded
        /// First instant at which it holds.
        case early(BlockTime)
        /// First instant at which it did not hold any more.
        case over(BlockTime)
        /// Words that no vocabulary in force has, so that nothing can be asked for in them.
        case purposes([String])
        case fields([String])
        case actions([String])
        /// Members that are suspended, or are none.
        case receivers([MemberID])
        /// The subject's own key took it back, and others attested it.
        case takenBack
        /// Refusals in force, of the same patient under whichever name.
        case refused([RecordID])
        /// No charter in force asks how consent stands.
        case notAsked
        /// Charters in force ask for separate consent, which it is not.
        case notSeparate
        /// A parent or guardian gave it, and the patient has no guardian on record.
        case guardianUnknown
        /// Attested as the patient's own, and the patient has a guardian on record.
        case guardianKnown
    }

    /// How much of the consent it takes.
    package enum Reach: UInt64, Hashable, Sendable, CaseIterable {
        /// Nothing: worth knowing, no more.
        case nothing = 1
        case part = 2
        case all = 3
    }

    package let cause: Cause
    package let reach: Reach

    init(_ cause: Cause, _ reach: Reach) {
        self.cause = cause
        self.reach = reach
    }
}

/// What a consent's effect depends on beside itself.
package struct ConsentSurroundings: Sendable {
    package let time: BlockTime
    /// The words that can be asked in; nil where no vocabulary in force lists them.
    package let purposes: Set<String>?
    package let fields: Set<String>?
    package let actions: Set<String>?
    package let activeMembers: Set<MemberID>
    /// Every other consent of the same patient or cohort, under whichever name.
    package let others: [Consent]
    /// How much of it the subject's own key took back.
    package let takenBack: ConsentHindrance.Reach
    package let isAskedFor: Bool
    package let isAskedForSeparately: Bool
    package let hasGuardian: Bool

    package init(
        time: BlockTime, purposes: Set<String>?, fields: Set<String>?, actions: Set<String>?,
        activeMembers: Set<MemberID>, others: [Consent] = [],
        takenBack: ConsentHindrance.Reach = .nothing, isAskedFor: Bool = true,
        isAskedForSeparately: Bool = false, hasGuardian: Bool = false
    ) {
        self.time = time
        self.purposes = purposes
        self.fields = fields
        self.actions = actions
        self.activeMembers = activeMembers
        self.others = others
        self.takenBack = takenBack
        self.isAskedFor = isAskedFor
        self.isAskedForSeparately = isAskedForSeparately
        self.hasGuardian = hasGuardian
    }
}

/// Whether something follows from a consent as things stand, and why not.
package struct ConsentEffect: Hashable, Sendable {
    /// False for a refusal.
    package let permits: Bool
    /// In the order in which one looks for them: state, time, words, receivers, other words of the
    /// patient, charters, guardians.
    package let hindrances: [ConsentHindrance]

    /// Nothing is permitted or refused by it, whoever asks for what.
    package var isNone: Bool { hindrances.contains { $0.reach == .all } }

    package init(_ consent: Consent, in around: ConsentSurroundings) {
        permits = consent.terms.permits
        hindrances =
            Self.standing(consent, around) + Self.words(consent.terms.scope, around)
            + Self.otherWords(consent, around) + Self.rules(consent.terms, around)
    }

    private static func standing(
        _ consent: Consent, _ around: ConsentSurroundings
    ) -> [ConsentHindrance] {
        let scope = consent.terms.scope
        switch consent.state {
        case .withdrawn: return [ConsentHindrance(.withdrawn, .all)]
        case .superseded: return [ConsentHindrance(.superseded, .all)]
        case .active: break
        }
        if around.time < scope.notBefore {
            return [ConsentHindrance(.early(scope.notBefore), .all)]
        }
        if let end = scope.notAfter, end <= around.time {
            return [ConsentHindrance(.over(end), .all)]
        }
        return []
    }

    private static func words(
        _ scope: ConsentScope, _ around: ConsentSurroundings
    ) -> [ConsentHindrance] {
        func unknown(
            _ names: [String], _ known: Set<String>?, _ cause: ([String]) -> ConsentHindrance.Cause
        ) -> ConsentHindrance? {
            guard let known else { return nil }
            let missing = names.filter { !known.contains($0) }
            guard !missing.isEmpty else { return nil }
            return ConsentHindrance(cause(missing), missing.count == names.count ? .all : .part)
        }
        let away = scope.audiences.filter { !around.activeMembers.contains($0) }
        let isForNobody = away.count == scope.audiences.count
        return [
            unknown(scope.purposes, around.purposes) { .purposes($0) },
            unknown(scope.fields, around.fields) { .fields($0) },
            unknown(scope.actions, around.actions) { .actions($0) },
            away.isEmpty ? nil : ConsentHindrance(.receivers(away), isForNobody ? .all : .part),
        ].compactMap(\.self)
    }

    /// A refusal is touched by nothing that the patient said beside it.
    private static func otherWords(
        _ consent: Consent, _ around: ConsentSurroundings
    ) -> [ConsentHindrance] {
        guard consent.terms.permits else { return [] }
        var found: [ConsentHindrance] = []
        if !consent.terms.inOwnHand, around.takenBack != .nothing {
            found.append(ConsentHindrance(.takenBack, around.takenBack))
        }
        let refusals = around.others.filter {
            !$0.terms.permits && $0.state == .active && $0.terms.scope.isInTime(around.time)
                && $0.terms.scope.meets(consent.terms.scope)
        }
        guard !refusals.isEmpty else { return found }
        let isWhole = refusals.contains { $0.terms.scope.touchesAll(of: consent.terms.scope) }
        found.append(
            ConsentHindrance(.refused(refusals.map(\.id).sorted()), isWhole ? .all : .part))
        return found
    }

    private static func rules(
        _ terms: ConsentTerms, _ around: ConsentSurroundings
    ) -> [ConsentHindrance] {
        var found: [ConsentHindrance] = []
        if !around.isAskedFor { found.append(ConsentHindrance(.notAsked, .all)) }
        guard terms.permits, case .subject = terms.about else { return found }
        if around.isAskedForSeparately, !terms.isSeparate {
            found.append(ConsentHindrance(.notSeparate, .part))
        }
        switch terms.relation {
        case .parent, .guardian:
            if !around.hasGuardian { found.append(ConsentHindrance(.guardianUnknown, .nothing)) }
        case .oneself:
            if around.hasGuardian, !terms.inOwnHand {
                found.append(ConsentHindrance(.guardianKnown, .nothing))
            }
        case .spouse, .child, .authorised: break
        }
        return found
    }
}

extension ConsentScope {
    /// Whether this refusal touches some use that a permission may cover.
    func meets(_ permission: ConsentScope) -> Bool {
        func meet<Name: Hashable>(_ own: [Name], _ its: [Name]) -> Bool {
            own.isEmpty || its.isEmpty || !Set(own).isDisjoint(with: its)
        }
        return !Set(purposes).isDisjoint(with: permission.purposes)
            && meet(audiences, permission.audiences) && meet(actions, permission.actions)
            && meet(fields, permission.fields) && meet(categories, permission.categories)
    }

    /// Whether this refusal touches every use that a permission covers.
    func touchesAll(of permission: ConsentScope) -> Bool {
        func hold<Name: Hashable>(_ own: [Name], _ its: [Name]) -> Bool {
            own.isEmpty || !its.isEmpty && Set(its).isSubset(of: own)
        }
        return Set(permission.purposes).isSubset(of: purposes)
            && hold(audiences, permission.audiences) && hold(actions, permission.actions)
            && hold(fields, permission.fields) && hold(categories, permission.categories)
    }
}
