import WrittenText

extension RecordSelection {
    func collectObservation(_ tree: JSONValue, into collector: inout FieldCollector) {
        let concept = tree["code"].map { CodedConcept($0) } ?? CodedConcept(.null)
        let isLaboratory = (tree["category"]?.elements ?? []).contains { category in
            (category["coding"]?.elements ?? []).contains { $0["code"]?.text == "laboratory" }
        }
        let time = Self.time(tree)
        let meaning =
            collector.isRestricted
            ? .sensitive : Self.sensitivity(concept, tree, isCare: collector.use.isCare)
        guard let reason = meaning else {
            guard let field = ObservationCodes.field(of: concept, isLaboratory: isLaboratory) else {
                return
            }
            if isLaboratory {
                collector.add("lab_name", concept, words: concept.name, time: time)
            }
            return collectValue(of: tree, concept, as: field, into: &collector, time)
        }
        collector.withhold("lab_name", reason)
        let field = ObservationCodes.field(of: concept, isLaboratory: isLaboratory)
        collector.move(from: field ?? "lab_result", to: "sensitive_result", because: reason) {
            collectValue(of: tree, concept, as: "sensitive_result", into: &$0, time)
        }
    }

    /// Why an observation is level 5: by its own codes and words, its parts' and its values'.
    private static func sensitivity(
        _ concept: CodedConcept, _ tree: JSONValue, isCare: Bool
    ) -> WithheldReason? {
        let parts = tree["component"]?.elements ?? []
        let concepts =
            [concept] + parts.compactMap { $0["code"].map { CodedConcept($0) } }
            + ([tree] + parts).compactMap { $0["valueCodeableConcept"].map { CodedConcept($0) } }
        var isUnknown = false
        for (index, concept) in concepts.enumerated() {
            switch concept.sensitivity() {
            case .sensitive: return .sensitive
            case .unknown where index == 0: isUnknown = true
            case .unknown, .ordinary: break
            }
        }
        for text in ([tree] + parts).compactMap({ $0["valueString"]?.text })
        where SensitivityTerminology.category(ofText: text) != nil {
            return .sensitive
        }
        return isUnknown && !isCare ? .unknownMeaning : nil
    }

    private func collectValue(
        of tree: JSONValue, _ concept: CodedConcept, as field: String,
        into collector: inout FieldCollector, _ time: RecordedTime?
    ) {
        let isNamed = ObservationCodes.named.contains(field)
        if collector.use.allowsText {
            let written = Self.observed(tree) ?? Self.components(tree)
            let typed = [written, Self.measured(tree)].compactMap { $0 }
            guard let value = typed.first(where: { collector.admits($0, in: field) }) ?? written
            else { return }
            let text = isNamed ? (concept.name.map { $0 + ": " } ?? "") + value : value
            return collector.add(field, text, time: time)
        }
        guard isNamed else {
            let value =
                Self.measured(tree) ?? Self.pressures(tree, number: Self.plain)
                ?? Self.observed(tree)
            return collector.add(field, value, time: time)
        }
        var isTyped = false
        for part in [tree] + (tree["component"]?.elements ?? []) {
            let code = part["code"].flatMap { CodedConcept($0).written }
            guard let code, let value = Self.typed(part) else { continue }
            collector.add(field, "\(code.system.rawValue) \(code.code): \(value)", time: time)
            isTyped = true
        }
        guard !isTyped else { return }
        let hasCode = concept.written != nil || concept.codings.isEmpty
        collector.withhold(field, hasCode ? .freeText : .noKnownCode)
    }

    /// A value that needs no words: a number with its unit, a finding in one word, a code.
    private static func typed(_ tree: JSONValue) -> String? {
        if let measured = measured(tree), ValueForm.isMeasure(measured) { return measured }
        if let concept = tree["valueCodeableConcept"].map({ CodedConcept($0) }) {
            if let code = concept.written { return "\(code.system.rawValue) \(code.code)" }
            if let name = concept.name, ResultWords.contains(name) { return name }
        }
        guard let text = tree["valueString"]?.text else { return pressures(tree, number: plain) }
        return ResultWords.contains(text) || ValueForm.isMeasure(text) ? text : nil
    }

    /// A number of at most four decimals with its unit of UCUM; further decimals are cut.
    private static func measured(_ tree: JSONValue) -> String? {
        guard let quantity = tree["valueQuantity"], let value = quantity["value"]?.numberText else {
            return tree["valueInteger"]?.numberText
        }
        let units = [quantity["code"]?.text, quantity["unit"]?.text].compactMap { $0 }
        let unit = units.first(where: UCUMUnit.isValid) ?? units.first
        return (quantity["comparator"]?.text ?? "") + plain(value) + (unit.map { " " + $0 } ?? "")
    }

    /// A number without more than four decimals.
    private static func plain(_ number: String) -> String {
        guard let point = number.firstIndex(of: "."), !number.contains("e"), !number.contains("E")
        else { return number }
        return String(number[..<point] + number[point...].prefix(5))
    }

    /// The value of an observation or a component, with comparator and unit.
    private static func observed(_ tree: JSONValue) -> String? {
        if let quantity = tree["valueQuantity"], let value = quantity["value"]?.numberText {
            let unit = quantity["unit"]?.text ?? quantity["code"]?.text
            return (quantity["comparator"]?.text ?? "") + value + (unit.map { " " + $0 } ?? "")
        }
        if let text = tree["valueString"]?.text { return text }
        if let number = tree["valueInteger"]?.numberText { return number }
        return tree["valueCodeableConcept"].flatMap { CodedConcept($0).name }
    }

    /// The two blood pressures as people write them.
    private static func pressures(
        _ tree: JSONValue, number: (String) -> String = { $0 }
    ) -> String? {
        let parts = tree["component"]?.elements ?? []
        func part(_ code: String) -> String? {
            parts.first { part in
                (part.at("code", "coding")?.elements ?? []).contains { $0["code"]?.text == code }
            }?.at("valueQuantity", "value")?.numberText
        }
        guard let systolic = part(ObservationCodes.systolic),
            let diastolic = part(ObservationCodes.diastolic)
        else { return nil }
        return number(systolic) + "/" + number(diastolic) + " mmHg"
    }

    /// The parts of a panel.
    private static func components(_ tree: JSONValue) -> String? {
        if let pressures = pressures(tree) { return pressures }
        let texts = (tree["component"]?.elements ?? []).compactMap { part in
            observed(part).map { (part["code"].flatMap { CodedConcept($0).name } ?? "") + " " + $0 }
        }
        return texts.isEmpty ? nil : texts.joined(separator: "; ")
    }
}
