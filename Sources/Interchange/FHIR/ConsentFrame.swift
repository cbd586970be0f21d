/// What a Consent says outside of its provisions.
struct ConsentFrame {
    let importer: FHIRConsentImporter
    let root: FHIRNode
    let release: FHIRRelease
    private(set) var status = ""
    private(set) var state = ImportedConsent.State.unknown
    private(set) var kinds: [FHIRCoding] = []
    /// What the scope of the document is about; a permission of anything else contradicts it.
    private(set) var scopePurposes: Set<String>?
    private(set) var identifier = ""
    private(set) var patient = ""
    private(set) var grantors: [String] = []
    private(set) var holder: String?
    private(set) var signedAt: Int64?
    private(set) var document: String?
    private(set) var basis: [String] = []
    private(set) var rule = BaseRule.none
    private(set) var rulePath = "policyRule"
    private(set) var isVerified = false
    private(set) var lines: [UnmappedElement] = []
    /// Why nothing in this document may become a permission; it is among the lines.
    private(set) var noPermission: UnmappedElement?

    init(importer: FHIRConsentImporter, root: FHIRNode, release: FHIRRelease) {
        self.importer = importer
        self.root = root
        self.release = release
    }

    mutating func read() throws(ConsentImportFault) {
        guard let text = try root["status"]?.text else { throw .missing(path: "status") }
        guard let state = Self.states(release)[text] else {
            throw .unknownCode(path: "status", code: text)
        }
        (status, self.state) = (text, state)
        try readKinds()
        try root.expectOnly(release.elements)
        let subject = release == .r4 ? "patient" : "subject"
        guard let patient = try importer.reference(root[subject]) else {
            throw .missing(path: subject)
        }
        self.patient = patient
        grantors = try importer.references(root.list(release == .r4 ? "performer" : "grantor"))
        signedAt = try importer.date(root[release == .r4 ? "dateTime" : "date"])?.start
        identifier = try name()
        holder = try readHolder()
        document = try readDocument()
        try readBasis()
        try readVerification()
        try readLabels()
        // A consent inside a consent may take back what this one gives.
        for resource in try root.list("contained")
        where try resource["resourceType"]?.text == "Consent" {
            permitNothing(resource.path, "Consent")
        }
    }

    private static func states(_ release: FHIRRelease) -> [String: ImportedConsent.State] {
        switch release {
        case .r4:
            [
                "draft": .draft, "proposed": .proposed, "active": .active, "rejected": .rejected,
                "inactive": .revoked, "entered-in-error": .mistaken,
            ]
        case .r5:
            [
                "draft": .draft, "active": .active, "inactive": .revoked, "not-done": .rejected,
                "entered-in-error": .mistaken, "unknown": .unknown,
            ]
        }
    }

    private func name() throws(ConsentImportFault) -> String {
        let business = try root.list("identifier").first?["value"]?.text
        let id = try root["id"]?.text
        return business ?? id ?? ""
    }

    private mutating func readKinds() throws(ConsentImportFault) {
        var concepts: [FHIRNode] = []
        if release == .r4 {
            guard let scope = try root["scope"] else { throw .missing(path: "scope") }
            for coding in try importer.codings(scope)
            where ConsentMapping.canonical(coding.system) == ConsentMapping.scopes {
                let named = importer.mapping.meaning(coding, permits: false)?.purposes ?? []
                if !named.isEmpty { scopePurposes = (scopePurposes ?? []).union(named) }
            }
            concepts.append(scope)
        }
        concepts += try root.list("category")
        for concept in concepts {
            for coding in try importer.codings(concept) {
                kinds.append(coding)
                if objects(coding) {
                    permitNothing(coding.path, coding.value)
                } else if !importer.mapping.knows(coding) {
                    lines.append(
                        UnmappedElement(
                            path: coding.path, value: coding.value, display: coding.display,
                            effect: .noted))
                }
                if let display = coding.display { readWords(display, coding.path + ".display") }
            }
            if let text = try concept["text"]?.text { readWords(text, concept.path + ".text") }
        }
    }

    /// Words beside codes: what is not known to be harmless leaves no permission.
    private mutating func readWords(_ text: String, _ path: String) {
        let words = FHIRCoding(path: path, system: "", code: text, display: nil)
        guard FormWording(text) != .plain, !importer.mapping.knows(words) else { return }
        permitNothing(path, text)
    }

    /// Whether a code of the document's kind objects, or is one of v3 ActCode that may.
    private func objects(_ coding: FHIRCoding) -> Bool {
        // Words alone are read as such.
        guard !coding.system.isEmpty || coding.display != nil else { return false }
        return BaseRule.objects(coding.code)
            || ConsentMapping.canonical(coding.system) == ConsentMapping.acts
                && coding.code.hasPrefix("NO")
    }

    private mutating func permitNothing(_ path: String, _ value: String) {
        guard !lines.contains(where: { $0.path == path && $0.effect == .permissionDropped }) else {
            return
        }
        let line = UnmappedElement(path: path, value: value, effect: .permissionDropped)
        noPermission = line
        lines.append(line)
    }

    /// What the kinds of the document say where its provisions say nothing.
    func kindTerms(permits: Bool) -> (purposes: Set<String>, level: UInt64?) {
        let meanings = kinds.compactMap { importer.mapping.meaning($0, permits: permits) }
        return (Set(meanings.flatMap(\.purposes)), meanings.compactMap(\.level).min())
    }

    private func readHolder() throws(ConsentImportFault) -> String? {
        let names = release == .r4 ? ["organization"] : ["controller", "manager"]
        for name in names {
            guard let node = try root.list(name).first else { continue }
            if case .member(let member) = try importer.actor(node) { return member }
            let (display, written) = (try node["display"]?.text, try importer.reference(node))
            return display ?? written
        }
        return nil
    }

    private func readDocument() throws(ConsentImportFault) -> String? {
        let isOne = release == .r4
        let (references, attachments) = ("sourceReference", "sourceAttachment")
        let sources = isOne ? [try root[references]].compactMap(\.self) : try root.list(references)
        let files = isOne ? [try root[attachments]].compactMap(\.self) : try root.list(attachments)
        let named = try importer.references(sources).first
        let url = try files.first?["url"]?.text
        return named ?? url
    }

    private mutating func readBasis() throws(ConsentImportFault) {
        var rules: [String] = []
        for policy in try release == .r4 ? root.list("policy") : [] {
            for name in ["authority", "uri"] {
                guard let address = try policy[name] else { continue }
                if name == "uri" { basis.append(try address.text) }
                try readAddress(address)
            }
        }
        if release == .r5 {
            if let policy = try root["policyBasis"] {
                if let url = try policy["url"] {
                    basis.append(try url.text)
                    try readAddress(url)
                }
                if let reference = try policy["reference"] { try readPolicy(reference) }
            }
            for text in try root.list("policyText") { try readPolicy(text) }
        }
        rules += basis
        let concepts =
            release == .r4
            ? [try root["policyRule"]].compactMap(\.self)
            : try root.list("regulatoryBasis")
        for concept in concepts {
            for coding in try concept.list("coding") {
                guard let code = try coding["code"]?.text else {
                    throw .missing(path: coding.path + ".code")
                }
                basis.append(code)
                rules.append(code)
                try readRule(try importer.coding(coding))
            }
            if let text = try concept["text"]?.text {
                basis.append(text)
                rules.append(text)
                if FormWording(text) == .objects {
                    readWords(text, concept.path + ".text")
                } else if FormWording(text) == .unknown {
                    lines.append(
                        UnmappedElement(
                            path: concept.path + ".text", value: text, effect: .noted))
                }
            }
        }
        let systems = [ConsentMapping.acts, ConsentMapping.kinds]
        let categories = kinds.filter { systems.contains(ConsentMapping.canonical($0.system)) }
        rule = BaseRule(rules + categories.map(\.code))
        let named = try root[release == .r4 ? "policyRule" : "regulatoryBasis"]
        let policy = try release == .r4 ? root["policy"] : root["policyBasis"]
        rulePath = named?.path ?? policy?.path ?? "category"
    }

    /// A rule that is not known may be one that permits nothing.
    private mutating func readRule(_ coding: FHIRCoding) throws(ConsentImportFault) {
        if !importer.mapping.knows(coding), BaseRule([coding.code]) == .none {
            permitNothing(coding.path, coding.value)
        }
        if let display = coding.display { readWords(display, coding.path + ".display") }
    }

    /// An address of a policy is shown, and one that says no leaves no permission.
    private mutating func readAddress(_ node: FHIRNode) throws(ConsentImportFault) {
        let address = try node.text
        guard BaseRule([address]) == .none else { return }
        if BaseRule.objects(address) {
            permitNothing(node.path, address)
        } else if !address.hasPrefix(ConsentMapping.ownLaw) {
            lines.append(UnmappedElement(path: node.path, value: address, effect: .noted))
        }
    }

    /// What a policy in another resource says is not read: its name is.
    private mutating func readPolicy(_ node: FHIRNode) throws(ConsentImportFault) {
        let written = try importer.reference(node) ?? ""
        let display = try node["display"]?.text ?? ""
        guard !BaseRule.objects(written), !BaseRule.objects(display) else {
            return permitNothing(node.path, display.isEmpty ? written : display)
        }
        lines.append(UnmappedElement(path: node.path, value: written, effect: .noted))
    }

    private mutating func readVerification() throws(ConsentImportFault) {
        var flags: [Bool] = []
        for entry in try root.list("verification") {
            guard let verified = try entry["verified"]?.flag else {
                throw .missing(path: entry.path + ".verified")
            }
            flags.append(verified)
        }
        isVerified = !flags.isEmpty && flags.allSatisfy(\.self)
    }

    /// Test data, and resources of which parts were cut away: a limit may be among them.
    private mutating func readLabels() throws(ConsentImportFault) {
        for place in ["security", "tag"] {
            for node in try root["meta"]?.list(place) ?? [] {
                guard let code = try node["code"]?.text else { continue }
                let written = try node["system"]?.text
                let system = ConsentMapping.canonical(written ?? "")
                let value = ConsentMapping.key(system, code)
                if system == ConsentMapping.reasons, code == "HTEST" {
                    lines.append(
                        UnmappedElement(path: node.path, value: value, effect: .testData))
                } else if ["SUBSETTED", "REDACTED", "MASKED"].contains(code)
                    || system == ConsentMapping.acts && code.hasPrefix("NO")
                    || BaseRule.objects(code)
                {
                    permitNothing(node.path, value)
                } else if place == "security", system != ConsentMapping.confidentiality {
                    lines.append(UnmappedElement(path: node.path, value: value, effect: .noted))
                }
            }
        }
    }
}
