/// What codes say together: some purposes, actions, a level and data.
struct CodeGroup: Hashable {
    var purposes: Set<String>?
    var actions: Set<String>?
    var level: UInt64?
    var content: ContentLimit?

    init(_ meaning: ConsentMapping.Meaning) {
        purposes = meaning.purposes.isEmpty ? nil : Set(meaning.purposes)
        actions = meaning.actions.isEmpty ? nil : Set(meaning.actions)
        level = meaning.level
        content = meaning.content
    }

    /// What both say: a class and a code, or two codings of one concept.
    func within(_ other: CodeGroup) -> CodeGroup {
        let both = ProvisionTerms(self).within(ProvisionTerms(other))
        var group = self
        (group.purposes, group.actions) = (both.purposes, both.actions)
        (group.level, group.content) = (both.level, both.content)
        return group
    }

    /// Groups that say the same but for their data, or but for their actions, are one.
    static func merged(_ groups: [CodeGroup]) -> [CodeGroup] {
        var byData: [CodeGroup] = []
        for group in groups {
            if let index = byData.firstIndex(where: { $0.isLike(group, but: \.content) }) {
                byData[index].content = byData[index].content.flatMap { own in
                    group.content.map(own.union)
                }
            } else {
                byData.append(group)
            }
        }
        var result: [CodeGroup] = []
        for group in byData {
            if let index = result.firstIndex(where: { $0.isLike(group, but: \.actions) }) {
                result[index].actions = result[index].actions.flatMap { own in
                    group.actions.map(own.union)
                }
            } else {
                result.append(group)
            }
        }
        return result
    }

    private func isLike<Value>(
        _ other: CodeGroup, but part: WritableKeyPath<CodeGroup, Value>
    ) -> Bool {
        var copy = other
        copy[keyPath: part] = self[keyPath: part]
        return copy == self
    }
}

extension ProvisionTerms {
    init(_ group: CodeGroup) {
        self.init()
        (purposes, actions) = (group.purposes, group.actions)
        (level, content) = (group.level, group.content)
    }
}

extension ProvisionReading {
    /// `class` and `code` together: what data, and in some systems also what may be done and what for.
    ///
    /// Elements of one kind are alternatives; a class and a code both hold. Codings of one concept
    /// say the same in other systems: one that is known suffices.
    func readContents(
        _ provision: FHIRNode, _ limits: inout ReadLimits
    ) throws(ConsentImportFault) {
        var kinds: [[[FHIRCoding]]] = []
        for name in frame.release.classElements {
            var concepts: [[FHIRCoding]] = []
            for node in try provision.list(name) { concepts.append([try importer.coding(node)]) }
            kinds.append(concepts)
        }
        var codes: [[FHIRCoding]] = []
        for concept in try provision.list("code") { codes.append(try importer.codings(concept)) }
        kinds.append(codes)
        var narrow: [CodeGroup]?
        var wide: [CodeGroup]?
        for concepts in kinds where !concepts.isEmpty {
            let permitted = groups(concepts, permits: true)
            let refused = groups(concepts, permits: false)
            for coding in permitted.unknown {
                limits.line(
                    coding.path, coding.value, coding.display,
                    permitted.groups.isEmpty ? .permissionDropped : .narrowed)
            }
            for line in permitted.beside {
                limits.narrowLines.append(line)
                limits.wideLines.append(line)
            }
            for coding in refused.unknown {
                limits.widen(coding.path, coding.value, coding.display, .content)
            }
            narrow = Self.product(narrow, permitted.groups)
            wide = Self.product(wide, refused.unknown.isEmpty ? refused.groups : [])
        }
        guard let narrow else { return }
        take(CodeGroup.merged(narrow), &limits)
        takeWide(wide ?? [], provision.path, &limits)
    }

    /// What both name; either, where they have nothing in common.
    private static func meet(_ left: Set<String>?, _ right: Set<String>?) -> Set<String>? {
        guard let left, let right else { return left ?? right }
        return left.isDisjoint(with: right) ? left.union(right) : left.intersection(right)
    }

    private static func product(_ left: [CodeGroup]?, _ right: [CodeGroup]) -> [CodeGroup] {
        guard let left else { return right }
        return left.flatMap { one in right.map { one.within($0) } }
    }

    private func groups(
        _ concepts: [[FHIRCoding]], permits: Bool
    ) -> (groups: [CodeGroup], unknown: [FHIRCoding], beside: [UnmappedElement]) {
        var groups: [CodeGroup] = []
        var unknown: [FHIRCoding] = []
        var beside: [UnmappedElement] = []
        for codings in concepts {
            let known = codings.compactMap { importer.mapping.meaning($0, permits: permits) }
                .map(CodeGroup.init)
            guard let first = known.first else {
                unknown += codings
                continue
            }
            groups += permits ? [known.dropFirst().reduce(first) { $0.within($1) }] : known
            for coding in codings where !importer.mapping.knows(coding) {
                beside.append(
                    UnmappedElement(
                        path: coding.path, value: coding.value, display: coding.display,
                        effect: .noted))
            }
        }
        return (groups, unknown, beside)
    }

    private func take(_ groups: [CodeGroup], _ limits: inout ReadLimits) {
        let own = groups.map(ProvisionTerms.init)
        limits.narrow = limits.narrow.flatMap { terms in own.map { $0.within(terms) } }
    }

    /// A refusal of several codes covers what any of them may mean; a class and a code that have
    /// nothing in common mean nothing together.
    private func takeWide(
        _ groups: [CodeGroup], _ path: String, _ limits: inout ReadLimits
    ) {
        let meant = groups.filter {
            $0.content?.isEmpty != true && $0.purposes?.isEmpty != true
                && $0.actions?.isEmpty != true
        }
        guard !meant.isEmpty else {
            // Codes that contradict each other leave no refusal, unless it is widened.
            if !groups.isEmpty { limits.widen(path, "code", nil, nil) }
            limits.unknown.insert(.content)
            return
        }
        if CodeGroup.merged(meant).count > 1 { limits.widen(path, "code", nil, nil) }
        let (purposes, actions) = (
            Self.either(meant.map(\.purposes)) { $0.union($1) },
            Self.either(meant.map(\.actions)) { $0.union($1) }
        )
        let content = Self.either(meant.map(\.content)) { $0.union($1) }
        // What an element of its own says holds too, and bounds what the codes leave open.
        if purposes.isOpen, limits.wide.purposes == nil { limits.unknown.insert(.purpose) }
        if actions.isOpen, limits.wide.actions == nil { limits.unknown.insert(.action) }
        if content.isOpen { limits.unknown.insert(.content) }
        limits.wide.purposes = Self.meet(limits.wide.purposes, purposes.value)
        limits.wide.actions = Self.meet(limits.wide.actions, actions.value)
        limits.wide.content = content.value
        limits.wide.level = meant.compactMap(\.level).max()
    }

    /// What one of several means; nil where none says it. Where some do and some do not, all may be
    /// meant, also beyond the limit around them.
    private static func either<Value>(
        _ parts: [Value?], _ union: (Value, Value) -> Value
    ) -> (value: Value?, isOpen: Bool) {
        let stated = parts.compactMap(\.self)
        guard let first = stated.first else { return (nil, false) }
        guard stated.count == parts.count else { return (nil, true) }
        return (stated.dropFirst().reduce(first, union), false)
    }
}
