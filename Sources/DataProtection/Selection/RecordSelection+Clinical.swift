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
            collector.add(
                "allergy", tree["code"].flatMap { Self.concept($0) },
                time: tree["recordedDate"]?.text ?? tree["onsetDateTime"]?.text)
        case "Procedure":
            collector.add(
                "surgery", tree["code"].flatMap { Self.concept($0) }, time: Self.time(tree))
        case "FamilyMemberHistory":
            for condition in tree["condition"]?.elements ?? [] {
                collector.add("family_history", condition["code"].flatMap { Self.concept($0) })
            }
        case "Encounter":
            for reason in tree["reasonCode"]?.elements ?? [] {
                collector.add("chief_complaint", Self.concept(reason), time: Self.time(tree))
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

    private func collectObservation(_ tree: JSONValue, into collector: inout FieldCollector) {
        let codings = tree.at("code", "coding")?.elements ?? []
        let codes = codings.filter { $0["system"]?.text == "http://loinc.org" }
            .compactMap { $0["code"]?.text }
        let isLaboratory = (tree["category"]?.elements ?? []).contains { category in
            (category["coding"]?.elements ?? []).contains { $0["code"]?.text == "laboratory" }
        }
        guard let field = ObservationCodes.field(of: codes, isLaboratory: isLaboratory) else {
            return
        }
        let time = Self.time(tree)
        let name = tree["code"].flatMap { Self.concept($0) }
        collector.add("lab_name", isLaboratory ? name : nil, time: time)
        guard let value = Self.observed(tree) ?? Self.components(tree) else { return }
        let isNamed = ["cholesterol", "lab_result", "sensitive_result"].contains(field)
        let text = isNamed ? (name.map { $0 + ": " } ?? "") + value : value
        collector.add(field, text, time: time)
    }

    private func collectMedication(_ resource: FHIRResource, into collector: inout FieldCollector) {
        let tree = resource.tree
        var name = tree["medicationCodeableConcept"].flatMap { Self.concept($0) }
        if name == nil, let reference = tree.at("medicationReference", "reference")?.text {
            name = resolve(reference, from: resource)?["code"].flatMap { Self.concept($0) }
        }
        guard var text = name else { return }
        let dosage = tree["dosageInstruction"] ?? tree["dosage"]
        let instructions = dosage?.elements.first?["text"]?.text ?? dosage?["text"]?.text
        if let instructions { text += ", " + instructions }
        collector.add("medication", text, time: tree["authoredOn"]?.text ?? Self.time(tree))
    }

    private func collectCondition(_ tree: JSONValue, into collector: inout FieldCollector) {
        let codings = tree.at("code", "coding")?.elements ?? []
        let codes = codings.filter { $0["system"]?.text?.contains("icd-10") == true }
            .compactMap { $0["code"]?.text }
        let name = tree["code"].flatMap { Self.concept($0) } ?? ""
        let isSensitive = SensitiveConditions.isSensitive(codes: codes, text: name)
        let code = codes.first.map { " [\($0)]" } ?? ""
        collector.add(
            isSensitive ? "sensitive_diagnosis" : "diagnosis", name + code,
            time: tree["onsetDateTime"]?.text ?? tree["recordedDate"]?.text)
    }

    /// When it was observed, as the record writes it.
    private static func time(_ tree: JSONValue) -> String? {
        for name in ["effectiveDateTime", "effectiveInstant", "performedDateTime", "date"] {
            if let time = tree[name]?.text { return time }
        }
        for name in ["effectivePeriod", "performedPeriod", "period"] {
            if let time = tree.at(name, "start")?.text { return time }
        }
        return nil
    }

    /// The value of an observation or a component, with comparator and unit.
    private static func observed(_ tree: JSONValue) -> String? {
        if let quantity = tree["valueQuantity"], let value = quantity["value"]?.numberText {
            let unit = quantity["unit"]?.text ?? quantity["code"]?.text
            return (quantity["comparator"]?.text ?? "") + value + (unit.map { " " + $0 } ?? "")
        }
        if let text = tree["valueString"]?.text { return text }
        if let number = tree["valueInteger"]?.numberText { return number }
        return tree["valueCodeableConcept"].flatMap { concept($0) }
    }

    /// The parts of a panel; the two blood pressures as people write them.
    private static func components(_ tree: JSONValue) -> String? {
        let parts = tree["component"]?.elements ?? []
        func part(_ code: String) -> String? {
            parts.first { part in
                (part.at("code", "coding")?.elements ?? []).contains { $0["code"]?.text == code }
            }?.at("valueQuantity", "value")?.numberText
        }
        if let systolic = part(ObservationCodes.systolic),
            let diastolic = part(ObservationCodes.diastolic)
        {
            return systolic + "/" + diastolic + " mmHg"
        }
        let texts = parts.compactMap { part in
            observed(part).map { (part["code"].flatMap { concept($0) } ?? "") + " " + $0 }
        }
        return texts.isEmpty ? nil : texts.joined(separator: "; ")
    }
}
