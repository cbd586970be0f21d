/// A span of time in milliseconds since 1970, the end exclusive; nil is open.
struct TimeBounds: Hashable {
    var start: Int64?
    var end: Int64?

    static let open = TimeBounds(start: nil, end: nil)

    var isEmpty: Bool {
        guard let start, let end else { return false }
        return end <= start
    }

    /// The later beginning and the earlier end.
    func within(_ outer: TimeBounds) -> TimeBounds {
        TimeBounds(
            start: start.map { max($0, outer.start ?? $0) } ?? outer.start,
            end: end.map { min($0, outer.end ?? $0) } ?? outer.end)
    }

    /// These bounds where they are stated, else those of the provision around.
    func instead(of outer: TimeBounds) -> TimeBounds {
        self == .open ? outer : self
    }
}

/// What a provision covers, in the terms of the consortium; nil covers all.
struct ProvisionTerms: Hashable {
    var purposes: Set<String>?
    var actions: Set<String>?
    var content: ContentLimit?
    var level: UInt64?
    var audiences: Set<String>?
    /// Who may disclose.
    var disclosers: Set<String>?
    var period = TimeBounds.open
    var dataPeriod = TimeBounds.open

    /// What both cover: how a permission stands inside another.
    func within(_ outer: ProvisionTerms) -> ProvisionTerms {
        var terms = ProvisionTerms()
        terms.purposes = Self.both(purposes, outer.purposes)
        terms.actions = Self.both(actions, outer.actions)
        terms.audiences = Self.both(audiences, outer.audiences)
        terms.content =
            content.map { own in outer.content.map(own.intersection) ?? own }
            ?? outer.content
        terms.level = level.map { min($0, outer.level ?? $0) } ?? outer.level
        terms.disclosers = Self.both(disclosers, outer.disclosers)
        terms.period = period.within(outer.period)
        terms.dataPeriod = dataPeriod.within(outer.dataPeriod)
        return terms
    }

    /// What is stated here, and of the outer one what is not: how an exception stands in what it is
    /// an exception from.
    func instead(of outer: ProvisionTerms) -> ProvisionTerms {
        var terms = self
        terms.purposes = purposes ?? outer.purposes
        terms.actions = actions ?? outer.actions
        terms.audiences = audiences ?? outer.audiences
        terms.content = content ?? outer.content
        terms.level = level ?? outer.level
        terms.disclosers = disclosers ?? outer.disclosers
        return terms
    }

    /// An exception states its own limits, but for the periods around it; anything else lives within.
    func inside(_ outer: ProvisionTerms, isException: Bool) -> ProvisionTerms {
        guard isException else { return within(outer) }
        var terms = instead(of: outer)
        terms.period = period.within(outer.period)
        terms.dataPeriod = dataPeriod.within(outer.dataPeriod)
        return terms
    }

    private static func both(_ left: Set<String>?, _ right: Set<String>?) -> Set<String>? {
        guard let left, let right else { return left ?? right }
        return left.intersection(right)
    }

    /// The first kind of limit under which nothing is left.
    var emptyLimit: String? {
        if purposes?.isEmpty == true { return "purpose" }
        if audiences?.isEmpty == true || disclosers?.isEmpty == true { return "actor" }
        if actions?.isEmpty == true { return "action" }
        if content?.isEmpty == true { return "code" }
        if dataPeriod.isEmpty { return "dataPeriod" }
        return nil
    }
}
