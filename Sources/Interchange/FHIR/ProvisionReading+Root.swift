extension ProvisionReading {
    /// The outermost provision with the base rule of the document.
    ///
    /// What it says as a whole is a refusal or a frame for what stands inside; it is a permission only
    /// where it says so itself and frames no other permission.
    mutating func readRoot(_ root: FHIRNode) throws(ConsentImportFault) {
        if frame.release == .r5 {
            try readDecision(root)
        } else {
            try readBase(root)
        }
    }

    private mutating func readBase(_ root: FHIRNode) throws(ConsentImportFault) {
        guard let provision = try root["provision"] else {
            guard frame.rule != .none else { throw .missing(path: "provision") }
            return ruleAlone()
        }
        try provision.expectOnly(frame.release.provisionElements)
        let type = try effect(of: provision)
        let limits = try readLimits(provision)
        let inner = try provision.list("provision")
        try readOutermost(provision, type, limits, inner)
    }

    /// R5 says in `decision` what its provisions are exceptions from.
    private mutating func readDecision(_ root: FHIRNode) throws(ConsentImportFault) {
        let permits: Bool
        switch try root["decision"]?.text {
        case "permit": permits = true
        case "deny": permits = false
        case nil: throw .missing(path: "decision")
        case let other?: throw .unknownCode(path: "decision", code: other)
        }
        var limits = ReadLimits()
        let period = try importer.period(root["period"])
        limits.setNarrow { $0.period = period }
        limits.wide.period = period
        try readGrantees(root, &limits)
        if !limits.isLost { grantees = limits.wide.audiences }
        let base = FHIRNode(path: "decision", tree: .object([]))
        try readOutermost(base, permits, limits, try root.list("provision"))
    }

    /// Whom an R5 document as a whole lets have the data.
    private func readGrantees(
        _ root: FHIRNode, _ limits: inout ReadLimits
    ) throws(ConsentImportFault) {
        var members: Set<String> = []
        let nodes = try root.list("grantee")
        for node in nodes {
            switch try importer.actor(node) {
            case .member(let member): members.insert(member)
            case .person(let name), .unknown(let name):
                limits.lose(node.path, name, opens: .audience)
            }
        }
        guard !nodes.isEmpty else { return }
        limits.setNarrow { $0.audiences = members }
        limits.wide.audiences = members
    }

    private mutating func readOutermost(
        _ provision: FHIRNode, _ type: Bool?, _ limits: ReadLimits, _ inner: [FHIRNode]
    ) throws(ConsentImportFault) {
        // Whoever is not among the grantees of R5 is permitted nothing, whatever stands inside.
        var granted = ProvisionTerms()
        granted.audiences = grantees
        let all = OuterProvision(narrow: [granted], wide: ProvisionTerms(), permits: nil)
        let isRefusal = type == false || refusesAll
        let isWidened = note(limits, permits: !isRefusal)
        let inside = try all.taking(limits, permits: type, path: provision.path)
        var framesPermission = false
        for node in inner where try frame.release == .r5 ? type == false : effect(of: node) == true
        {
            framesPermission = true
        }
        let start = scopes.count
        if isRefusal {
            if type == true { note(provision.path, "permit", .permissionDropped) }
            if type == false, !limits.isLimited, framesPermission, !refusesAll {
                note(provision.path, "deny", .frame)
            } else {
                refuseBase(provision, type, limits, inside, isWidened)
            }
        } else if type == true {
            if framesPermission {
                note(provision.path, "permit", .frame)
            } else {
                permit(provision, inside, limits)
            }
        } else {
            try readUntyped(provision, hasInner: !inner.isEmpty)
        }
        let end = scopes.count
        for node in inner { try read(node, in: inside, depth: 1) }
        settle(root: FramedRefusals(own: start..<end, inside: end..<scopes.count))
    }

    private var refusesAll: Bool { frame.rule == .optOut || frame.rule == .emergencyOnly }

    /// A root without a type says only where the provisions inside stand.
    private mutating func readUntyped(
        _ provision: FHIRNode, hasInner: Bool
    ) throws(ConsentImportFault) {
        if frame.rule == .optIn {
            note(provision.path, "type", .permissionDropped)
        } else if hasInner {
            note(provision.path, "type", .noted)
        } else {
            throw .missing(path: provision.path + ".type")
        }
    }

    /// The refusal that the document as a whole is.
    private mutating func refuseBase(
        _ provision: FHIRNode, _ type: Bool?, _ limits: ReadLimits, _ inside: OuterProvision,
        _ isWidened: Bool
    ) {
        guard type != false else {
            refuse(provision.path, inside, limits, isWidened: isWidened)
            if frame.rule == .emergencyOnly { spareEmergency() }
            return
        }
        // Whether the root limits the opt-out or is the exception from it, nobody can tell: all is
        // refused, but for help in an emergency where it names nothing else.
        var terms = OuterProvision(narrow: [], wide: ProvisionTerms())
        terms.wide.period = inside.wide.period
        if type == nil { note(provision.path, "type", .noted) }
        if limits.isLimited { note(provision.path, frame.basis.last ?? "OPTOUT", .refusalWidened) }
        refuse(provision.path, terms, limits, isWidened: isWidened || limits.isLimited)
        let named = limits.wide.purposes
        if frame.rule == .emergencyOnly || named == ["rescue"] { spareEmergency() }
    }

    private mutating func spareEmergency() {
        guard let last = scopes.indices.last, let rest = scopes[last].sparing(["rescue"]) else {
            return
        }
        replace(last, with: rest)
    }

    /// A document that is its base rule and nothing else.
    private mutating func ruleAlone() {
        guard refusesAll else {
            return note(frame.rulePath, "OPTIN", .permissionDropped)
        }
        let all = OuterProvision(narrow: [], wide: ProvisionTerms())
        refuse(frame.rulePath, all, ReadLimits(), isWidened: false)
        if frame.rule == .emergencyOnly { spareEmergency() }
    }
}
