/// What became of a provision's limits while they were mapped.
struct Judgement {
    let permits: Bool
    private(set) var isDropped = false
    private(set) var isWidened = false

    init(permits: Bool) { self.permits = permits }

    /// What an unmapped part means: a refusal without a limit is wider, a permission without any
    /// limit of a kind that the document sets would be wider than signed.
    mutating func effect(leavesSome: Bool) -> UnmappedElement.Effect {
        if !permits {
            isWidened = true
            return .refusalWidened
        }
        guard !leavesSome else { return .narrowed }
        isDropped = true
        return .permissionDropped
    }
}

extension ProvisionReading {
    func sortedUnion(_ lists: [[String]]) -> [String] { Set(lists.flatMap { $0 }).sorted() }

    mutating func readAudiences(
        _ provision: FHIRNode, _ terms: inout ProvisionTerms, _ state: inout Judgement
    ) throws(ConsentImportFault) {
        let actors = try provision["actor"]?.elements ?? []
        guard !actors.isEmpty else { return }
        var found: [String] = []
        var unknown: [(path: String, value: String)] = []
        for actor in actors {
            try actor.expectOnly(["role", "reference"])
            guard let reference = try actor["reference"] else {
                throw .missing(path: actor.path + ".reference")
            }
            if let member = try importer.member(reference) {
                found.append(member)
            } else {
                unknown.append((reference.path, try importer.reference(reference) ?? ""))
            }
        }
        for part in unknown {
            let effect = state.effect(leavesSome: !found.isEmpty)
            note(UnmappedElement(path: part.path, value: part.value, effect: effect))
        }
        terms.audiences = !state.permits && !unknown.isEmpty ? [] : Set(found).sorted()
    }

    mutating func readPurposes(
        _ provision: FHIRNode, _ terms: inout ProvisionTerms, _ state: inout Judgement
    ) throws(ConsentImportFault) {
        var codings: [FHIRCoding] = []
        for node in try provision["purpose"]?.elements ?? [] {
            codings.append(try importer.coding(node))
        }
        guard let meanings = map(codings, { !$0.purposes.isEmpty }, &state) else { return }
        terms.purposes = sortedUnion(meanings.map(\.purposes))
    }

    mutating func readActions(
        _ provision: FHIRNode, _ terms: inout ProvisionTerms, _ state: inout Judgement
    ) throws(ConsentImportFault) {
        var codings: [FHIRCoding] = []
        for concept in try provision["action"]?.elements ?? [] {
            codings += try importer.codings(concept)
        }
        guard let meanings = map(codings, { !$0.actions.isEmpty }, &state) else { return }
        terms.actions = sortedUnion(meanings.map(\.actions))
    }

    /// `class` and `code`: what data, and in some systems also what may be done and what for.
    mutating func readContents(
        _ provision: FHIRNode, _ terms: inout ProvisionTerms, _ state: inout Judgement
    ) throws(ConsentImportFault) {
        var codings: [FHIRCoding] = []
        for node in try provision["class"]?.elements ?? [] {
            codings.append(try importer.coding(node))
        }
        for concept in try provision["code"]?.elements ?? [] {
            codings += try importer.codings(concept)
        }
        guard let meanings = map(codings, { _ in true }, &state) else { return }
        terms.categories = sortedUnion(meanings.map(\.categories))
        terms.fields = sortedUnion(meanings.map(\.fields))
        let actions = sortedUnion(meanings.map(\.actions))
        if !actions.isEmpty { terms.actions = actions }
        let purposes = sortedUnion(meanings.map(\.purposes))
        if !purposes.isEmpty { terms.purposes = purposes }
        if let level = meanings.compactMap(\.level).max() { terms.level = level }
    }

    mutating func readLevel(
        _ provision: FHIRNode, _ terms: inout ProvisionTerms, _ state: inout Judgement
    ) throws(ConsentImportFault) {
        var codings: [FHIRCoding] = []
        for node in try provision["securityLabel"]?.elements ?? [] {
            codings.append(try importer.coding(node))
        }
        guard let meanings = map(codings, { $0.level != nil }, &state) else { return }
        terms.level = meanings.compactMap(\.level).max()
    }

    /// The meanings of codes; nil where there are no codes, or where nothing may follow from them.
    private mutating func map(
        _ codings: [FHIRCoding], _ isUseful: (ConsentMapping.Meaning) -> Bool,
        _ state: inout Judgement
    ) -> [ConsentMapping.Meaning]? {
        guard !codings.isEmpty else { return nil }
        var meanings: [ConsentMapping.Meaning] = []
        var unknown: [FHIRCoding] = []
        for coding in codings {
            if let meaning = importer.mapping.meaning(coding.system, coding.code),
                isUseful(meaning)
            {
                meanings.append(meaning)
            } else {
                unknown.append(coding)
            }
        }
        for coding in unknown {
            let effect = state.effect(leavesSome: !meanings.isEmpty)
            note(
                UnmappedElement(
                    path: coding.path, value: coding.value, display: coding.display,
                    effect: effect))
        }
        guard state.permits || unknown.isEmpty else { return [] }
        return meanings
    }
}
