import WrittenText

/// Reads HL7 FHIR R4 Consent resources.
///
/// Nothing becomes wider by what is not understood: a permission loses what has no mapping, a
/// refusal without a mapping covers everything, and every such part is listed. The outermost
/// provision is the base rule of R4: with `deny` it repeats the consortium's own default.
/// Source: HL7 FHIR R4 (4.0.1), Consent.
package struct FHIRConsentImporter: Sendable {
    static let maximumBytes = 1 << 20
    static let maximumDepth = 16

    let mapping: ConsentMapping
    let zoneMinutes: Int64

    /// `zoneMinutes` east of Greenwich is where days without a zone begin.
    package init(mapping: ConsentMapping = .standard, zoneMinutes: Int64 = 480) {
        self.mapping = mapping
        self.zoneMinutes = zoneMinutes
    }

    package func read(_ bytes: [UInt8]) throws(ConsentImportFault) -> ImportedConsent {
        guard bytes.count <= Self.maximumBytes else { throw .tooLarge(bytes: bytes.count) }
        let tree: JSONValue
        do throws(WrittenJSONFault) {
            tree = try WrittenJSON.tree(bytes)
        } catch {
            throw .notJSON(error)
        }
        let root = FHIRNode(path: "", tree: tree)
        guard case .object = tree, let kind = try root["resourceType"]?.text else {
            throw .missing(path: "resourceType")
        }
        guard kind == "Consent" else { throw .notConsent(found: kind) }
        try refuseModifiers(root)
        let state = try state(root)
        guard let patient = try reference(root["patient"]) else { throw .missing(path: "patient") }
        guard let provision = try root["provision"] else { throw .missing(path: "provision") }

        var unmapped: [UnmappedElement] = []
        let kinds = try kinds(root, &unmapped)
        var reading = ProvisionReading(importer: self, unmapped: unmapped)
        try reading.read(provision, inherited: Self.base(kinds.purposes), depth: 0)
        let names = [
            try root["identifier"]?.elements.first?["value"]?.text, try root["id"]?.text,
        ]
        let sources = [
            try reference(root["sourceReference"]), try root["sourceAttachment"]?["url"]?.text,
        ]
        return ImportedConsent(
            identifier: names.compactMap(\.self).first ?? "",
            state: state, kinds: kinds.codes, patient: patient,
            grantors: try references(root["performer"]), holder: try holder(root),
            signedAt: try date(root["dateTime"])?.start,
            document: sources.compactMap(\.self).first,
            basis: try basis(root),
            isVerified: try root["verification"]?.elements.isEmpty == false, scopes: reading.scopes,
            unmapped: reading.unmapped)
    }

    private static func base(_ purposes: [String]) -> ProvisionTerms {
        var terms = ProvisionTerms()
        terms.purposes = purposes
        return terms
    }

    /// An extension that modifies may turn every sentence round, wherever it stands.
    private func refuseModifiers(_ node: FHIRNode) throws(ConsentImportFault) {
        for name in ["modifierExtension", "implicitRules"] {
            if let modifier = node.member(name) { throw .modifierExtension(path: modifier.path) }
        }
        for part in node.parts { try refuseModifiers(part) }
    }

    private func state(_ root: FHIRNode) throws(ConsentImportFault) -> ImportedConsent.State {
        guard let status = try root["status"]?.text else { throw .missing(path: "status") }
        switch status {
        case "draft": return .draft
        case "proposed": return .proposed
        case "active": return .active
        case "rejected": return .rejected
        case "inactive", "entered-in-error": return .revoked
        default: throw .unknownCode(path: "status", code: status)
        }
    }

    private func kinds(
        _ root: FHIRNode, _ unmapped: inout [UnmappedElement]
    ) throws(ConsentImportFault) -> (codes: [String], purposes: [String]) {
        guard let scope = try root["scope"] else { throw .missing(path: "scope") }
        var codes: [String] = []
        var purposes: Set<String> = []
        for concept in try [scope] + (root["category"]?.elements ?? []) {
            for coding in try codings(concept) {
                codes.append(coding.value)
                let meaning = mapping.meaning(coding.system, coding.code)
                purposes.formUnion(meaning?.purposes ?? [])
                guard meaning == nil, !mapping.isDescriptive(coding.system, coding.code) else {
                    continue
                }
                unmapped.append(
                    UnmappedElement(
                        path: coding.path, value: coding.value, display: coding.display,
                        effect: .noted))
            }
        }
        return (codes, purposes.sorted())
    }

    private func holder(_ root: FHIRNode) throws(ConsentImportFault) -> String? {
        guard let organization = try root["organization"]?.elements.first else { return nil }
        let names = [
            try member(organization), try organization["display"]?.text,
            try organization["reference"]?.text,
        ]
        return names.compactMap(\.self).first
    }

    private func basis(_ root: FHIRNode) throws(ConsentImportFault) -> [String] {
        var found: [String] = []
        for policy in try root["policy"]?.elements ?? [] {
            if let uri = try policy["uri"]?.text { found.append(uri) }
        }
        let rule = try root["policyRule"]
        for coding in try rule?["coding"]?.elements ?? [] {
            if let code = try coding["code"]?.text { found.append(code) }
        }
        if let text = try rule?["text"]?.text { found.append(text) }
        return found
    }
}
