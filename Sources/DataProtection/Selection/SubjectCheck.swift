import WrittenText

/// Whose a resource is: every reference to a subject must lead to the record's one patient.
///
/// Source: FHIR R4, 2.3 Resource References, and the subjects of each resource.
struct SubjectCheck {
    /// The absolute address under which the bundle lists the patient; nil without one.
    private let url: String?
    private let id: String?

    init(_ patient: FHIRResource) {
        url = patient.url
        id = patient.tree["id"]?.text
    }

    /// Members that name whose a resource is, or whom it is about.
    private static let members = ["subject", "patient", "beneficiary", "focus"]
    /// Kinds that are somebody's: one of them that names nobody is refused.
    private static let owned: Set<String> = [
        "Observation", "MedicationRequest", "MedicationStatement", "MedicationAdministration",
        "MedicationDispense", "Condition", "AllergyIntolerance", "Procedure",
        "FamilyMemberHistory", "Encounter", "Coverage", "DiagnosticReport", "Immunization",
        "RelatedPerson", "ServiceRequest", "ImagingStudy", "CarePlan", "Claim",
        "ExplanationOfBenefit",
    ]

    /// Whether a resource is this patient's, or nobody's. One that names its subject in a way that
    /// does not lead to a patient here, or not at all, is not.
    func isOwn(_ resource: FHIRResource) -> Bool {
        guard resource.kind != "Patient" else { return true }
        var isNamed = false
        for member in Self.members {
            guard let value = resource.tree[member] else { continue }
            let all: [JSONValue]
            if case .array(let elements) = value { all = elements } else { all = [value] }
            // An empty list names nobody.
            isNamed = isNamed || !all.isEmpty
            for reference in all where !isOwn(reference, from: resource) { return false }
        }
        return isNamed || !Self.owned.contains(resource.kind)
    }

    private func isOwn(_ value: JSONValue, from resource: FHIRResource) -> Bool {
        guard let reference = value["reference"]?.text else { return false }
        let target = Self.withoutVersion(reference)
        if let type = value["type"]?.text, type != "Patient" { return false }
        if target.contains(":") { return target == url }
        guard let id, target == "Patient/\(id)" else { return false }
        // A relative reference is read from where the resource that has it lies.
        guard let own = url.flatMap(Self.base), let theirs = resource.url.flatMap(Self.base) else {
            return true
        }
        return own == theirs
    }

    private static func withoutVersion(_ reference: String) -> String {
        let parts = reference.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 4, parts[parts.count - 2] == "_history" else { return reference }
        return parts.dropLast(2).joined(separator: "/")
    }

    /// The server of an address such as `https://a.example/fhir/Patient/1`; nil for others.
    private static func base(_ url: String) -> String? {
        guard url.hasPrefix("http") else { return nil }
        let parts = url.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count >= 5 ? parts.dropLast(2).joined(separator: "/") : nil
    }
}
