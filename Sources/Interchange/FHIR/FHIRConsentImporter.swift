import LedgerTypes
import WrittenText

/// Reads HL7 FHIR Consent resources of R4, R4B and R5.
///
/// Nothing becomes wider by what is not understood: a permission loses what has no mapping, a
/// refusal without a mapping covers everything, and every such part is listed.
/// Source: HL7 FHIR R4 (4.0.1) and R5 (5.0.0), Consent.
package struct FHIRConsentImporter: Sendable {
    static let maximumBytes = 8 << 20
    static let maximumDepth = 16

    let mapping: ConsentMapping
    let zoneMinutes: Int64
    /// The release to read; nil goes by the profile that the resource names, else R4.
    let release: FHIRRelease?

    /// `zoneMinutes` east of Greenwich is where days without a zone begin.
    package init(
        mapping: ConsentMapping = .standard, zoneMinutes: Int64 = 480,
        release: FHIRRelease? = nil
    ) {
        self.mapping = mapping
        self.zoneMinutes = zoneMinutes
        self.release = release
    }

    /// The one Consent of a document.
    package func read(_ bytes: [UInt8]) throws(ConsentImportFault) -> ImportedConsent {
        try read(try ConsentDocuments(bytes, release: release).single)
    }

    /// Whether a text can be a member's name.
    static func isName(_ text: String) -> Bool { MemberID(text) != nil }

    func read(_ root: FHIRNode) throws(ConsentImportFault) -> ImportedConsent {
        guard case .object = root.tree, let kind = try root["resourceType"]?.text else {
            throw .missing(path: "resourceType")
        }
        guard kind == "Consent" else { throw .notConsent(found: kind) }
        let release = try release(of: root)
        try refuseModifiers(root)
        var frame = ConsentFrame(importer: self, root: root, release: release)
        try frame.read()
        var reading = ProvisionReading(importer: self, frame: frame)
        try reading.readRoot(root)
        var lines = reading.unmapped
        var scopes = reading.scopes
        if frame.state == .mistaken { scopes = [] }
        if frame.state != .active {
            for index in scopes.indices { scopes[index].isInForce = false }
            lines.append(
                UnmappedElement(path: "status", value: frame.status, effect: .notInForce))
        }
        return ImportedConsent(
            identifier: frame.identifier, release: release, state: frame.state,
            kinds: frame.kinds.map(\.value), patient: frame.patient, grantors: frame.grantors,
            holder: frame.holder, signedAt: frame.signedAt, document: frame.document,
            basis: frame.basis, isVerified: frame.isVerified, scopes: scopes, unmapped: lines)
    }

    /// The release that was asked for or that the resource names; its elements must be that one's.
    private func release(of root: FHIRNode) throws(ConsentImportFault) -> FHIRRelease {
        var named: FHIRRelease?
        for profile in try root["meta"]?.list("profile") ?? [] {
            let text = try profile.text
            if text.contains("|5.") || text.contains("/5.0/") { named = .r5 }
        }
        let release = release ?? named ?? .r4
        for other in FHIRRelease.allCases where other != release {
            if let strange = root.names.first(where: other.own.contains) {
                throw .otherRelease(path: strange, found: other, expected: release)
            }
        }
        return release
    }

    /// An extension that modifies may turn every sentence round, wherever it stands.
    private func refuseModifiers(_ node: FHIRNode) throws(ConsentImportFault) {
        for name in ["modifierExtension", "implicitRules"] {
            if let modifier = node.member(name) { throw .modifierExtension(path: modifier.path) }
        }
        for part in node.parts { try refuseModifiers(part) }
    }
}
