/// The release of FHIR that a Consent is written in. R4B left the Consent of R4 as it was.
///
/// Source: HL7 FHIR R4 (4.0.1), R4B (4.3.0), R5 (5.0.0), Consent.
package enum FHIRRelease: String, Hashable, Sendable, CaseIterable {
    case r4
    case r5

    /// As people write it: `r4`, `R4B`, `r5`, `5.0.0`.
    package init?(written text: String) {
        switch text.lowercased() {
        case "r4", "r4b", "4.0.1", "4.0", "4.3.0", "4.3": self = .r4
        case "r5", "5.0.0", "5.0": self = .r5
        default: return nil
        }
    }

    package var title: String {
        switch self {
        case .r4: "FHIR R4"
        case .r5: "FHIR R5"
        }
    }

    private static let every: Set<String> = [
        "resourceType", "meta", "implicitRules", "language", "text", "contained",
        "modifierExtension", "identifier", "status", "category", "sourceAttachment",
        "sourceReference", "verification", "provision",
    ]

    /// Elements of a Consent that only this release has.
    var own: Set<String> {
        switch self {
        case .r4:
            ["scope", "patient", "dateTime", "performer", "organization", "policy", "policyRule"]
        case .r5:
            [
                "subject", "date", "period", "grantor", "grantee", "manager", "controller",
                "regulatoryBasis", "policyBasis", "policyText", "decision",
            ]
        }
    }

    /// All elements of a Consent.
    var elements: Set<String> { Self.every.union(own) }

    /// All elements of a provision.
    var provisionElements: Set<String> {
        let both: Set<String> = [
            "period", "actor", "action", "securityLabel", "purpose", "code", "dataPeriod", "data",
            "provision",
        ]
        switch self {
        case .r4: return both.union(["type", "class"])
        case .r5: return both.union(["documentType", "resourceType", "expression"])
        }
    }

    /// Elements that say which kind of document or resource is meant.
    var classElements: [String] {
        switch self {
        case .r4: ["class"]
        case .r5: ["documentType", "resourceType"]
        }
    }
}
