/// What the provision around says to the ones inside it.
struct OuterProvision {
    /// Alternatives of what a permission inside may cover; empty where the outer one is not wholly
    /// known, so that no permission inside can be.
    var narrow: [ProvisionTerms]
    /// Alternatives of what the permissions around a refusal cover: what is permitted inside the
    /// refusal stays within them.
    var bounds = [ProvisionTerms()]
    /// What a refusal inside covers at least.
    var wide: ProvisionTerms
    /// Whether the purposes of a refusal are open because they are not known, and not unsaid.
    var isPurposeUnknown = false
    var permits: Bool?
}

/// Walks the provisions of one consent, outer before inner.
///
/// Each is read twice: as far as it is known for sure, for permissions, and as far as it may reach,
/// for refusals.
struct ProvisionReading {
    let importer: FHIRConsentImporter
    let frame: ConsentFrame
    private(set) var scopes: [ImportedScope] = []
    private(set) var unmapped: [UnmappedElement]
    private var framed: [FramedRefusals] = []
    /// Whom an R5 document as a whole names; nil where it names nobody.
    var grantees: Set<String>?

    init(importer: FHIRConsentImporter, frame: ConsentFrame) {
        self.importer = importer
        self.frame = frame
        unmapped = frame.lines
    }

    mutating func note(_ element: UnmappedElement) { unmapped.append(element) }

    mutating func note(
        _ path: String, _ value: String, _ effect: UnmappedElement.Effect
    ) {
        note(UnmappedElement(path: path, value: value, effect: effect))
    }

    mutating func add(_ scope: ImportedScope) { scopes.append(scope) }

    mutating func replace(_ index: Int, with scope: ImportedScope?) {
        if let scope { scopes[index] = scope } else { scopes.remove(at: index) }
    }

    /// A provision inside another.
    mutating func read(
        _ provision: FHIRNode, in outer: OuterProvision, depth: Int
    ) throws(ConsentImportFault) {
        guard depth < FHIRConsentImporter.maximumDepth else { throw .tooDeep(path: provision.path) }
        try provision.expectOnly(frame.release.provisionElements)
        let permits: Bool
        if frame.release == .r5 {
            // Each level is an exception from the one around it.
            permits = outer.permits == false
        } else {
            guard let type = try effect(of: provision) else {
                throw .missing(path: provision.path + ".type")
            }
            permits = type
        }
        let limits = try readLimits(provision)
        let isWidened = note(limits, permits: permits)
        let inside = try outer.taking(limits, permits: permits, path: provision.path)
        let start = scopes.count
        if permits {
            permit(provision, inside, limits)
        } else {
            refuse(provision.path, inside, limits, isWidened: isWidened)
        }
        let end = scopes.count
        for inner in try provision.list("provision") {
            try read(inner, in: inside, depth: depth + 1)
        }
        if !permits { framed.append(FramedRefusals(own: start..<end, inside: end..<scopes.count)) }
    }

    func effect(of provision: FHIRNode) throws(ConsentImportFault) -> Bool? {
        switch try provision["type"]?.text {
        case "permit": true
        case "deny": false
        case nil: nil
        case let other?: throw .unknownCode(path: provision.path + ".type", code: other)
        }
    }

    /// A permission, as far as every limit of it is known.
    mutating func permit(_ provision: FHIRNode, _ inside: OuterProvision, _ limits: ReadLimits) {
        guard !limits.isLost else { return }
        guard frame.noPermission == nil, !inside.narrow.isEmpty else {
            // The document objects, or the limits around it are not all known.
            note(provision.path, "provision", .permissionDropped)
            return
        }
        let kinds = frame.kindTerms(permits: true)
        var added = false
        for terms in inside.narrow {
            let stated = terms.purposes ?? kinds.purposes
            let purposes = frame.scopePurposes.map(stated.intersection) ?? stated
            if purposes != stated {
                note("scope", stated.sorted().joined(separator: ","), .narrowed)
            }
            let empty = terms.emptyLimit ?? (purposes.isEmpty ? "purpose" : nil)
            if let empty {
                note(provision.path, empty, .permissionDropped)
                continue
            }
            if terms.content?.isMixed == true { note(provision.path, "class", .narrowed) }
            let level = [terms.level, kinds.level].compactMap(\.self).min()
            add(
                scope(
                    provision.path, true, terms, purposes, terms.content?.narrowed, level: level,
                    data: [], isWidened: false))
            added = true
        }
        if added {
            for name in Set(inside.narrow.compactMap(\.disclosers).joined()).sorted() {
                note(provision.path, name, .discloser)
            }
        }
    }

    /// A refusal, as far as it may reach.
    mutating func refuse(
        _ path: String, _ inside: OuterProvision, _ limits: ReadLimits, isWidened: Bool
    ) {
        let terms = inside.wide
        let kinds = inside.isPurposeUnknown ? [] : frame.kindTerms(permits: false).purposes
        let isMixed = terms.content?.isMixed == true
        if isMixed { note(path, "class", .refusalWidened) }
        add(
            scope(
                path, false, terms, terms.purposes ?? kinds, terms.content?.widened,
                level: terms.level, data: limits.data.map(\.value),
                isWidened: isWidened || isMixed))
    }

    private func scope(
        _ path: String, _ permits: Bool, _ terms: ProvisionTerms, _ purposes: Set<String>,
        _ content: ContentLimit?, level: UInt64?, data: [String], isWidened: Bool
    ) -> ImportedScope {
        ImportedScope(
            path: path, permits: permits, purposes: purposes.sorted(),
            actions: (terms.actions ?? []).sorted(), categories: content?.categories ?? [],
            fields: content?.fields ?? [], maximumLevel: level,
            audiences: (terms.audiences ?? []).sorted(),
            disclosers: (terms.disclosers ?? []).sorted(),
            notBefore: terms.period.start, notAfter: terms.period.end,
            dataFrom: terms.dataPeriod.start, dataTo: terms.dataPeriod.end, data: data,
            isWidened: isWidened)
    }

    /// What refusals leave to the permissions inside them: on the chain a refusal wins, so that it is
    /// recorded for the other purposes. Where none are left, a base rule gives way to what it frames,
    /// and any other refusal stands.
    ///
    /// A refusal inside a permission, or beside one, is all that limits it: there it gives way to nothing.
    mutating func settle(root: FramedRefusals) {
        for refusals in framed { settle(refusals, isRoot: false) }
        settle(root, isRoot: true)
    }

    private mutating func settle(_ refusals: FramedRefusals, isRoot: Bool) {
        let recorded = scopes.indices.filter {
            scopes[$0].permits && scopes[$0].consentScope != nil
        }
        let inside = recorded.filter(refusals.inside.contains)
        let beside = Set(
            recorded.filter { !refusals.inside.contains($0) }.flatMap { scopes[$0].purposes })
        let permitted = Set(inside.flatMap { scopes[$0].purposes })
        guard !permitted.isEmpty else { return }
        for index in refusals.own.reversed() {
            let refusal = scopes[index]
            if let rest = refusal.sparing(permitted.subtracting(beside)) {
                scopes[index] = rest
            } else if isRoot {
                note(refusal.path, refusal.purposes.joined(separator: ","), .frame)
                scopes.remove(at: index)
                continue
            }
            for scope in inside.map({ scopes[$0] })
            where scope.purposes.contains(where: scopes[index].names) {
                note(scope.path, refusal.path, .permissionOverruled)
            }
        }
    }
}

/// The scopes of a refusal, and those of what stands inside it, by their places.
struct FramedRefusals {
    let own: Range<Int>
    let inside: Range<Int>
}

extension OuterProvision {
    /// What a provision says to those inside it. More alternatives than one person reads are refused.
    func taking(
        _ limits: ReadLimits, permits: Bool?, path: String
    ) throws(ConsentImportFault) -> OuterProvision {
        var inside = self
        inside.permits = permits
        inside.wide = limits.wide.instead(of: wide)
        // Outside of the period around it nothing is permitted that could be refused.
        inside.wide.period = limits.wide.period.instead(of: wide.period)
        inside.wide.dataPeriod = limits.wide.dataPeriod.instead(of: wide.dataPeriod)
        inside.isPurposeUnknown =
            limits.isPurposeUnknown || (isPurposeUnknown && limits.wide.purposes == nil)
        for kind in ReadLimits.LimitKind.allCases where limits.unknown.contains(kind) {
            inside.wide.open(kind)
        }
        // An exception states its own limits; a permission inside a permission lives within it.
        let isException = self.permits == false
        if permits == false, !isException {
            (inside.narrow, inside.bounds) = (limits.narrow, narrow)
        } else {
            inside.narrow = narrow.flatMap { around in
                limits.narrow.map { $0.inside(around, isException: isException) }
            }
        }
        if permits != false {
            inside.narrow = inside.narrow.flatMap { own in bounds.map(own.within) }
            inside.bounds = [ProvisionTerms()]
        }
        guard inside.narrow.count <= 64 else { throw .tooDeep(path: path) }
        for terms in inside.narrow where terms.period.isEmpty {
            throw .emptyPeriod(path: path + ".period")
        }
        return inside
    }
}
