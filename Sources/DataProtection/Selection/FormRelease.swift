import WrittenText

/// Which release of FHIR a resource is written in, as far as its own members say.
///
/// Source: FHIR R5, "R4 diff" of each resource.
enum FormRelease {
    /// Members that R5 has and R4 has not, by kind, and those that R5 gave another shape.
    private static let later: [String: Set<String>] = [
        "Observation": ["triggeredBy", "bodyStructure", "organizer", "instantiatesReference"],
        "Condition": ["participant"],
        "MedicationRequest": ["medication", "effectiveDosePeriod", "renderedDosageInstruction"],
        "MedicationStatement": ["medication", "adherence", "renderedDosageInstruction"],
        "MedicationAdministration": ["medication", "occurenceDateTime", "occurencePeriod"],
        "Procedure": [
            "occurrenceDateTime", "occurrencePeriod", "occurrenceString", "occurrenceAge",
            "reportedBoolean", "focus",
        ],
        "Encounter": ["actualPeriod", "reason", "admission", "plannedStartDate", "careTeam"],
        "AllergyIntolerance": ["participant"],
        "FamilyMemberHistory": ["participant", "procedure"],
        "Coverage": ["kind", "paymentBy", "insurancePlan", "insurer"],
        "Device": ["displayName", "biologicalSourceEvent", "mode", "cycle"],
    ]

    /// Whether a resource has the shape of a release that is not read here.
    static func isLater(_ resource: FHIRResource) -> Bool {
        let tree = resource.tree
        if resource.kind == "MedicationUsage" { return true }
        if let names = later[resource.kind],
            tree.members.contains(where: { names.contains($0.name) })
        {
            return true
        }
        switch resource.kind {
        case "Encounter": return tree["class"].map { !$0.elements.isEmpty } ?? false
        case "AllergyIntolerance": return tree["type"].map { $0.text == nil } ?? false
        default: return false
        }
    }
}
