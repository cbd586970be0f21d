/// The limits that one provision states, read for permissions and for refusals.
struct ReadLimits {
    /// Alternatives; more than one where codes do not say the same. Empty where a limit is not known.
    var narrow: [ProvisionTerms] = [ProvisionTerms()]
    var wide = ProvisionTerms()
    /// Kinds of limits of which a part is not known: a refusal has none of that kind.
    var unknown: Set<LimitKind> = []
    /// Lines for a permission, and for a refusal.
    var narrowLines: [UnmappedElement] = []
    var wideLines: [UnmappedElement] = []
    /// Single data that it is about.
    var data: [(path: String, value: String)] = []
    /// Whether it states any limit beside its period.
    var isLimited = false

    var isLost: Bool { narrow.isEmpty }
    var isPurposeUnknown: Bool { unknown.contains(.purpose) }

    /// Kinds of limits that a part without a mapping opens in a refusal.
    enum LimitKind: CaseIterable { case purpose, action, content, audience }

    /// A part that has no mapping; others of its kind may have one.
    mutating func unmapped(_ path: String, _ value: String, _ kind: LimitKind, leavesSome: Bool) {
        line(path, value, nil, leavesSome ? .narrowed : .permissionDropped)
        if !leavesSome { narrow = [] }
        widen(path, value, nil, kind)
    }

    /// Something that a permission cannot tell at all.
    mutating func lose(
        _ path: String, _ value: String, _ display: String? = nil, opens kind: LimitKind?
    ) {
        line(path, value, display, .permissionDropped)
        narrow = []
        widen(path, value, display, kind)
    }

    mutating func widen(_ path: String, _ value: String, _ display: String?, _ kind: LimitKind?) {
        if let kind { unknown.insert(kind) }
        wideLines.append(
            UnmappedElement(path: path, value: value, display: display, effect: .refusalWidened))
    }

    mutating func line(
        _ path: String, _ value: String, _ display: String?, _ effect: UnmappedElement.Effect
    ) {
        narrowLines.append(
            UnmappedElement(path: path, value: value, display: display, effect: effect))
    }

    mutating func setNarrow(_ change: (inout ProvisionTerms) -> Void) {
        for index in narrow.indices { change(&narrow[index]) }
    }
}

extension ProvisionTerms {
    mutating func open(_ kind: ReadLimits.LimitKind) {
        switch kind {
        case .purpose: purposes = nil
        case .action: actions = nil
        case .content: content = nil
        case .audience: audiences = nil
        }
    }
}

extension ProvisionReading {
    /// Lists what has no mapping, by what the provision does; whether a refusal became wider.
    mutating func note(_ limits: ReadLimits, permits: Bool) -> Bool {
        for line in permits ? limits.narrowLines : limits.wideLines { note(line) }
        return !permits && limits.wideLines.contains { $0.effect == .refusalWidened }
    }

    func readLimits(_ provision: FHIRNode) throws(ConsentImportFault) -> ReadLimits {
        var limits = ReadLimits()
        let stated = provision.names.filter {
            !["id", "extension", "type", "period", "provision"].contains($0)
        }
        limits.isLimited = !stated.isEmpty
        let period = try importer.period(provision["period"])
        let dataPeriod = try importer.period(provision["dataPeriod"])
        limits.setNarrow { ($0.period, $0.dataPeriod) = (period, dataPeriod) }
        (limits.wide.period, limits.wide.dataPeriod) = (period, dataPeriod)
        try readActors(provision, &limits)
        try readPurposes(provision, &limits)
        try readActions(provision, &limits)
        try readContents(provision, &limits)
        try readLevel(provision, &limits)
        try readData(provision, &limits)
        try readWords(provision, &limits)
        if let expression = try provision["expression"] {
            limits.lose(expression.path, "expression", opens: nil)
        }
        return limits
    }

    /// Words beside codes: those that limit leave no permission, others are told.
    private func readWords(
        _ provision: FHIRNode, _ limits: inout ReadLimits
    ) throws(ConsentImportFault) {
        var concepts = try provision.list("action") + provision.list("code")
        for actor in try provision.list("actor") {
            if let role = try actor["role"] { concepts.append(role) }
        }
        for concept in concepts {
            let codings = try concept.list("coding")
            guard !codings.isEmpty, let text = try concept["text"]?.text else { continue }
            readWords(text, concept.path + ".text", &limits)
        }
    }

    private func readWords(_ text: String, _ path: String, _ limits: inout ReadLimits) {
        switch FormWording(text) {
        case .plain: break
        case .objects: limits.lose(path, text, opens: nil)
        case .unknown:
            let line = UnmappedElement(path: path, value: text, effect: .noted)
            limits.narrowLines.append(line)
            limits.wideLines.append(line)
        }
    }

    private func readPurposes(
        _ provision: FHIRNode, _ limits: inout ReadLimits
    ) throws(ConsentImportFault) {
        var concepts: [[FHIRCoding]] = []
        for node in try provision.list("purpose") { concepts.append([try importer.coding(node)]) }
        guard !concepts.isEmpty else { return }
        let permitted = known(concepts, .purpose, &limits) {
            $0.purposes.isEmpty ? nil : $0.purposes
        }
        limits.setNarrow { $0.purposes = permitted }
        limits.wide.purposes = refused(concepts) { $0.purposes }
    }

    private func readActions(
        _ provision: FHIRNode, _ limits: inout ReadLimits
    ) throws(ConsentImportFault) {
        var concepts: [[FHIRCoding]] = []
        for concept in try provision.list("action") {
            concepts.append(try importer.codings(concept))
        }
        guard !concepts.isEmpty else { return }
        let permitted = known(concepts, .action, &limits) { $0.actions.isEmpty ? nil : $0.actions }
        limits.setNarrow { $0.actions = permitted }
        limits.wide.actions = refused(concepts) { $0.actions }
    }

    /// What a permission of some concepts covers: of each what all its known codings say.
    private func known(
        _ concepts: [[FHIRCoding]], _ kind: ReadLimits.LimitKind, _ limits: inout ReadLimits,
        _ names: (ConsentMapping.Meaning) -> [String]?
    ) -> Set<String> {
        var found: Set<String> = []
        var unknown: [FHIRCoding] = []
        for codings in concepts {
            let sets = codings.compactMap { coding in
                importer.mapping.meaning(coding, permits: true).flatMap(names).map(Set.init)
            }
            if let first = sets.first {
                found.formUnion(sets.dropFirst().reduce(first) { $0.intersection($1) })
                continue
            }
            unknown += codings
        }
        for coding in unknown {
            limits.line(
                coding.path, coding.value, coding.display,
                found.isEmpty ? .permissionDropped : .narrowed)
        }
        if found.isEmpty { limits.narrow = [] }
        for codings in concepts
        where !codings.contains(where: {
            importer.mapping.meaning($0, permits: false).flatMap(names) != nil
        }) {
            for coding in codings { limits.widen(coding.path, coding.value, coding.display, kind) }
        }
        return found
    }

    private func refused(
        _ concepts: [[FHIRCoding]], _ names: (ConsentMapping.Meaning) -> [String]
    ) -> Set<String> {
        Set(
            concepts.joined().compactMap { importer.mapping.meaning($0, permits: false) }
                .flatMap(names))
    }

    /// Labels are confidentiality and sensitivity: one that is not known may be the narrower one.
    private func readLevel(
        _ provision: FHIRNode, _ limits: inout ReadLimits
    ) throws(ConsentImportFault) {
        var levels: [UInt64] = []
        for node in try provision.list("securityLabel") {
            let coding = try importer.coding(node)
            guard let level = importer.mapping.meaning(coding, permits: true)?.level else {
                limits.lose(coding.path, coding.value, coding.display, opens: nil)
                continue
            }
            levels.append(level)
            // The chain refuses data of every level.
            limits.widen(coding.path, coding.value, coding.display, nil)
            if level != levels[0] {
                limits.line(coding.path, coding.value, coding.display, .narrowed)
            }
        }
        guard let least = levels.min() else { return }
        limits.setNarrow { $0.level = min($0.level ?? least, least) }
        limits.wide.level = levels.max()
    }

    /// Single data, related ones, or those of one author: the chain knows kinds of data alone.
    private func readData(
        _ provision: FHIRNode, _ limits: inout ReadLimits
    ) throws(ConsentImportFault) {
        for data in try provision.list("data") {
            guard let reference = try importer.reference(data["reference"]) else {
                throw .missing(path: data.path + ".reference")
            }
            try data.expectOnly(["meaning", "reference"])
            limits.data.append((data.path, reference))
            limits.lose(data.path, reference, opens: nil)
        }
    }
}
