import WrittenText

/// Whose a resource is: every reference to a subject must lead to the record's one patient.
///
/// Source: FHIR R4, 2.3 Resource References, and the subjects of each resource.
struct SubjectCheck {
    /// The absolute address under which the bundle lists the patient; nil without one.
    private let url: String?
    private let id: String?
    /// The patient's names and numbers, in every writing; nil where the patient has none.
    private let names: OwnIdentifiers?
    private let numbers: Set<[UInt32]>

    init(_ patient: FHIRResource) {
        url = patient.url
        id = patient.tree["id"]?.text
        var patterns = OwnPatterns()
        for name in patient.tree["name"]?.elements ?? [] {
            patterns.addName(
                name["text"]?.text, family: name["family"]?.text,
                given: (name["given"]?.elements ?? []).compactMap(\.text))
        }
        let values = (patient.tree["identifier"]?.elements ?? []).compactMap { $0["value"]?.text }
        let hasName = !patterns.words.isEmpty
        for value in values { patterns.addCode(value, .uniqueCode) }
        names = hasName ? OwnIdentifiers(patterns) : nil
        numbers = Set(values.map { OwnPatterns.squeezed($0) })
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
        guard isOwnWithin(resource) else { return false }
        return isNamed || !Self.owned.contains(resource.kind)
    }

    /// Whether what a resource contains, a specimen say, names nobody else.
    private func isOwnWithin(_ resource: FHIRResource) -> Bool {
        (resource.tree["contained"]?.elements ?? []).allSatisfy { inner in
            Self.members.allSatisfy { member in
                guard let value = inner[member] else { return true }
                let all = value.elements.isEmpty ? [value] : value.elements
                return all.allSatisfy { $0["reference"] == nil || isOwn($0, from: resource) }
            }
        }
    }

    /// Whether the words and the number beside a reference are the patient's too: a subject that
    /// names two persons is nobody's.
    private func namesNobodyElse(_ value: JSONValue) -> Bool {
        if let number = value["identifier"]?["value"]?.text, !numbers.isEmpty,
            !numbers.contains(OwnPatterns.squeezed(number))
        {
            return false
        }
        guard let names, let display = value["display"]?.text, !display.isEmpty,
            !OwnPatterns.isNobody(display), display != id, display != value["reference"]?.text
        else { return true }
        return !names.kinds(in: display, folded: ScalarFolding.folded(display)).isEmpty
    }

    private func isOwn(_ value: JSONValue, from resource: FHIRResource) -> Bool {
        guard let reference = value["reference"]?.text, namesNobodyElse(value) else { return false }
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
