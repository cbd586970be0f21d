import Foundation

/// Reads HL7 FHIR R4 Consent resources.
///
/// Nothing becomes wider by what is not understood: a permission loses what has no mapping, a
/// refusal without a mapping covers everything, and every such part is listed. The outermost
/// provision is the base rule of R4: with `deny` it repeats the consortium's own default.
/// Source: HL7 FHIR R4 (4.0.1), Consent.
public struct FHIRConsentImporter: Sendable {
    static let maximumBytes = 1 << 20
    static let maximumDepth = 16

    let mapping: ConsentMapping
    let zoneMinutes: Int64

    /// `zoneMinutes` east of Greenwich is where days without a zone begin.
    public init(mapping: ConsentMapping = .standard, zoneMinutes: Int64 = 480) {
        self.mapping = mapping
        self.zoneMinutes = zoneMinutes
    }

    public func read(_ bytes: [UInt8]) throws(ConsentImportFault) -> ImportedConsent {
        guard bytes.count <= Self.maximumBytes else { throw .tooLarge(bytes: bytes.count) }
        guard let tree = try? JSONDecoder().decode(FHIRTree.self, from: Data(bytes)) else {
            throw .notJSON
        }
        let root = FHIRNode(path: "", tree: tree)
        guard let kind = root["resourceType"]?.text else { throw .missing(path: "resourceType") }
        guard kind == "Consent" else { throw .notConsent(found: kind) }
        try refuseModifiers(root)
        let state = try state(root)
        guard let patient = try reference(root["patient"]) else { throw .missing(path: "patient") }
        guard let provision = root["provision"] else { throw .missing(path: "provision") }

        var unmapped: [UnmappedElement] = []
        let kinds = try kinds(root, &unmapped)
        var reading = ProvisionReading(importer: self, unmapped: unmapped)
        try reading.read(provision, inherited: Self.base(kinds.purposes), depth: 0)
        return ImportedConsent(
            identifier: root["identifier"]?.elements.first?["value"]?.text ?? root["id"]?.text
                ?? "",
            state: state, kinds: kinds.codes, patient: patient,
            grantors: try references(root["performer"]), holder: try holder(root),
            signedAt: try date(root["dateTime"])?.start,
            document: try reference(root["sourceReference"])
                ?? root["sourceAttachment"]?["url"]?.text,
            basis: basis(root),
            isVerified: root["verification"]?.elements.isEmpty == false, scopes: reading.scopes,
            unmapped: reading.unmapped)
    }

    private static func base(_ purposes: [String]) -> ProvisionTerms {
        var terms = ProvisionTerms()
        terms.purposes = purposes
        return terms
    }

    /// An extension that modifies may turn every sentence round, wherever it stands.
    private func refuseModifiers(_ node: FHIRNode) throws(ConsentImportFault) {
        if let modifier = node["modifierExtension"] {
            throw .modifierExtension(path: modifier.path)
        }
        if node["implicitRules"] != nil { throw .modifierExtension(path: "implicitRules") }
        for name in node.names {
            guard let member = node[name] else { continue }
            for element in member.isArray ? member.elements : [member] {
                try refuseModifiers(element)
            }
        }
    }

    private func state(_ root: FHIRNode) throws(ConsentImportFault) -> ImportedConsent.State {
        guard let status = root["status"]?.text else { throw .missing(path: "status") }
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
        guard let scope = root["scope"] else { throw .missing(path: "scope") }
        var codes: [String] = []
        var purposes: Set<String> = []
        for concept in [scope] + (root["category"]?.elements ?? []) {
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
        guard let organization = root["organization"]?.elements.first else { return nil }
        return try member(organization) ?? organization["display"]?.text
            ?? organization["reference"]?.text
    }

    private func basis(_ root: FHIRNode) -> [String] {
        var found = (root["policy"]?.elements ?? []).compactMap { $0["uri"]?.text }
        let rule = root["policyRule"]
        for coding in rule?["coding"]?.elements ?? [] {
            if let code = coding["code"]?.text { found.append(code) }
        }
        if let text = rule?["text"]?.text { found.append(text) }
        return found
    }
}
