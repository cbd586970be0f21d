/// What a provision says, with what it takes over from the one around it.
struct ProvisionTerms {
    var purposes: [String] = []
    var actions: [String] = []
    var categories: [String] = []
    var fields: [String] = []
    var level: UInt64?
    var audiences: [String] = []
    var period: (start: Int64?, end: Int64?) = (nil, nil)
    var dataPeriod: (start: Int64?, end: Int64?) = (nil, nil)
    var data: [String] = []
}

/// Walks the provisions of one consent, outer before inner.
struct ProvisionReading {
    let importer: FHIRConsentImporter
    private(set) var scopes: [ImportedScope] = []
    private(set) var unmapped: [UnmappedElement]
    private static let known: Set<String> = [
        "type", "period", "actor", "action", "securityLabel", "purpose", "class",
        "code", "dataPeriod", "data", "provision",
    ]

    init(importer: FHIRConsentImporter, unmapped: [UnmappedElement]) {
        self.importer = importer
        self.unmapped = unmapped
    }

    mutating func note(_ element: UnmappedElement) { unmapped.append(element) }

    mutating func read(
        _ provision: FHIRNode, inherited: ProvisionTerms, depth: Int, isUncertain: Bool = false
    ) throws(ConsentImportFault) {
        guard depth < FHIRConsentImporter.maximumDepth else { throw .tooDeep(path: provision.path) }
        try provision.expectOnly(Self.known)
        let permits = try isPermission(provision, depth: depth)
        var terms = inherited
        var state = Judgement(permits: permits ?? true)
        try readTimes(provision, &terms)
        try readAudiences(provision, &terms, &state)
        try readPurposes(provision, &terms, &state)
        try readActions(provision, &terms, &state)
        try readContents(provision, &terms, &state)
        try readLevel(provision, &terms, &state)
        for data in try provision["data"]?.elements ?? [] {
            try data.expectOnly(["meaning", "reference"])
            guard let reference = try importer.reference(data["reference"]) else {
                throw .missing(path: data.path + ".reference")
            }
            terms.data.append(reference)
        }
        // The base rule `deny` is the default of the consortium: recorded, it would refuse all.
        let isBaseOfRefusal = depth == 0 && permits == false && provision.member("provision") != nil
        if permits == true, isUncertain, !state.isDropped {
            // Its limits are those of the outer one, which are not all known.
            note(
                UnmappedElement(
                    path: provision.path, value: "provision", effect: .permissionDropped))
        } else if let permits, !isBaseOfRefusal, !state.isDropped {
            append(provision, permits, terms, state)
        }
        let isUnclear = isUncertain || state.isDropped || state.isWidened
        for inner in try provision["provision"]?.elements ?? [] {
            try read(inner, inherited: terms, depth: depth + 1, isUncertain: isUnclear)
        }
    }

    private func isPermission(
        _ provision: FHIRNode, depth: Int
    ) throws(ConsentImportFault) -> Bool? {
        switch try provision["type"]?.text {
        case "permit": return true
        case "deny": return false
        case nil where depth == 0: return nil
        case nil: throw .missing(path: provision.path + ".type")
        case let other?: throw .unknownCode(path: provision.path + ".type", code: other)
        }
    }

    private mutating func append(
        _ provision: FHIRNode, _ permits: Bool, _ terms: ProvisionTerms, _ state: Judgement
    ) {
        if permits, terms.purposes.isEmpty {
            unmapped.append(
                UnmappedElement(
                    path: provision.path, value: "purpose", effect: .permissionDropped))
            return
        }
        scopes.append(
            ImportedScope(
                path: provision.path, permits: permits, purposes: terms.purposes,
                actions: terms.actions, categories: terms.categories, fields: terms.fields,
                maximumLevel: terms.level, audiences: terms.audiences,
                notBefore: terms.period.start, notAfter: terms.period.end,
                dataFrom: terms.dataPeriod.start, dataTo: terms.dataPeriod.end, data: terms.data,
                isWidened: state.isWidened))
    }

    private func readTimes(
        _ provision: FHIRNode, _ terms: inout ProvisionTerms
    ) throws(ConsentImportFault) {
        let period = try importer.period(provision["period"])
        // An inner provision lives inside the outer one: the later beginning, the earlier end.
        terms.period.start = Self.later(terms.period.start, period.start)
        terms.period.end = Self.earlier(terms.period.end, period.end)
        let data = try importer.period(provision["dataPeriod"])
        terms.dataPeriod.start = Self.later(terms.dataPeriod.start, data.start)
        terms.dataPeriod.end = Self.earlier(terms.dataPeriod.end, data.end)
        if let start = terms.period.start, let end = terms.period.end, end <= start {
            throw .emptyPeriod(path: provision.path + ".period")
        }
    }

    private static func later(_ first: Int64?, _ second: Int64?) -> Int64? {
        guard let first, let second else { return first ?? second }
        return max(first, second)
    }

    private static func earlier(_ first: Int64?, _ second: Int64?) -> Int64? {
        guard let first, let second else { return first ?? second }
        return min(first, second)
    }
}
