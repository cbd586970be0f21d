import WrittenText

extension RecordSelection {
    private static let withheld: Set<String> = [
        "entered-in-error", "cancelled", "registered", "not-done", "refuted",
    ]

    func collectClinical(_ resource: FHIRResource, into collector: inout FieldCollector) {
        let tree = resource.tree
        let verification = tree.at("verificationStatus", "coding")?.elements.first?["code"]?.text
        let status = tree["status"]?.text
        guard !Self.withheld.contains(status ?? ""), !Self.withheld.contains(verification ?? "")
        else { return }
        switch resource.kind {
        case "Observation": collectObservation(tree, into: &collector)
        case "MedicationRequest", "MedicationStatement", "MedicationAdministration":
            collectMedication(resource, into: &collector)
        case "Condition": collectCondition(tree, into: &collector)
        case "AllergyIntolerance":
            collect(
                "allergy", tree["code"], into: &collector,
                time: RecordedTime(tree["recordedDate"]?.text ?? tree["onsetDateTime"]?.text))
        case "Procedure":
            collect("surgery", tree["code"], into: &collector, time: Self.time(tree))
        case "FamilyMemberHistory":
            for condition in tree["condition"]?.elements ?? [] {
                collect("family_history", condition["code"], into: &collector)
            }
        case "Encounter":
            for reason in tree["reasonCode"]?.elements ?? [] {
                collect("chief_complaint", reason, into: &collector, time: Self.time(tree))
            }
        case "Practitioner":
            for name in tree["name"]?.elements ?? [] {
                collector.add("physician_name", Self.humanName(name))
            }
        case "Organization": collector.add("hospital", tree["name"]?.text)
        case "Device": collector.add("device_serial", tree["serialNumber"]?.text)
        case "Coverage": collector.add("insurance_number", tree["subscriberId"]?.text)
        default: break
        }
    }

    private func collect(
        _ field: String, _ code: JSONValue?, into collector: inout FieldCollector,
        time: RecordedTime? = nil
    ) {
        guard let code else { return }
        let concept = CodedConcept(code)
        collector.add(field, concept, words: concept.name, time: time)
    }

    private func collectMedication(_ resource: FHIRResource, into collector: inout FieldCollector) {
        let tree = resource.tree
        var concept = tree["medicationCodeableConcept"].map { CodedConcept($0) }
        if concept?.name == nil, let reference = tree.at("medicationReference", "reference")?.text {
            concept = resolve(reference, from: resource)?["code"].map { CodedConcept($0) }
        }
        guard let concept, var words = concept.name else { return }
        let dosage = tree["dosageInstruction"] ?? tree["dosage"]
        let instructions = dosage?.elements.first?["text"]?.text ?? dosage?["text"]?.text
        if let instructions {
            words += ", " + instructions
            if !collector.use.allowsText { collector.withhold("medication", .freeText) }
        }
        collector.add(
            "medication", concept, words: words, isDrug: true,
            time: RecordedTime(tree["authoredOn"]?.text) ?? Self.time(tree))
    }

    private func collectCondition(_ tree: JSONValue, into collector: inout FieldCollector) {
        let concept = tree["code"].map { CodedConcept($0) } ?? CodedConcept(.null)
        let code = concept.code(in: .icd10).map { " [\($0)]" } ?? ""
        collector.add(
            "diagnosis", concept, words: (concept.name ?? "") + code,
            time: RecordedTime(tree["onsetDateTime"]?.text ?? tree["recordedDate"]?.text))
    }

    /// When it was observed, as the record writes it.
    static func time(_ tree: JSONValue) -> RecordedTime? {
        for name in ["effectiveDateTime", "effectiveInstant", "performedDateTime", "date"] {
            if let time = RecordedTime(tree[name]?.text) { return time }
        }
        for name in ["effectivePeriod", "performedPeriod", "period"] {
            if let time = RecordedTime(period: tree[name]) { return time }
        }
        return nil
    }
}
