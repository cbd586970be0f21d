import WrittenText

extension RecordSelection {
    func collectPatient(_ patient: JSONValue, into collector: inout FieldCollector) {
        for name in patient["name"]?.elements ?? [] {
            let text = Self.humanName(name)
            collector.add("patient_name", text)
            collector.add("name", text)
        }
        for contact in patient["contact"]?.elements ?? [] {
            collector.add("relative_name", contact["name"].flatMap { Self.humanName($0) })
        }
        collectAddresses(patient, into: &collector)
        collectTelecom(patient, into: &collector)
        for identifier in patient["identifier"]?.elements ?? [] {
            guard let value = identifier["value"]?.text else { continue }
            collector.add(Self.identifierField(identifier, value: value), value)
        }
        if let birthDate = patient["birthDate"]?.text {
            collector.add("birth_date", birthDate)
            let isDate = ValueForm.date.admits(birthDate, for: collector.use)
            collector.add("birth_year", isDate ? String(birthDate.prefix(4)) : birthDate)
        }
        collector.add("gender", patient["gender"]?.text)
        collectMarriage(patient, into: &collector)
        if patient["photo"]?.elements.isEmpty == false { collector.add("face_photo", "present") }
    }

    /// The first of its words and codes that is one of the value set.
    private func collectMarriage(_ patient: JSONValue, into collector: inout FieldCollector) {
        guard let concept = patient["maritalStatus"].map({ CodedConcept($0) }) else { return }
        let writings =
            [concept.text] + concept.codings.map(\.display) + concept.codings.map(\.code)
        let said = writings.compactMap { $0 }.filter { !$0.isEmpty }
        let form = ValueForm.valueSet(.marriage)
        collector.add(
            "marriage", said.first { form.admits($0, for: collector.use) } ?? said.first)
    }

    private func collectAddresses(_ patient: JSONValue, into collector: inout FieldCollector) {
        for address in patient["address"]?.elements ?? [] {
            let parts = ["state", "city", "district"].compactMap { address[$0]?.text }
            let lines = (address["line"]?.elements ?? []).compactMap(\.text)
            let full = address["text"]?.text ?? (parts + lines).joined(separator: "")
            collector.add("home_address", full)
            let grains: [(field: String, form: ValueForm, names: [String])] = [
                ("address_district", .district, ["state", "city", "district"]),
                ("address_city", .city, ["state", "city"]),
            ]
            for (field, form, names) in grains {
                let written = names.compactMap { address[$0]?.text }.joined(separator: "")
                let cut = ChineseAddress.generalised(
                    full, to: form == .city ? .city : .district)
                let known = [written, cut ?? ""].first { form.admits($0, for: collector.use) }
                collector.add(field, known ?? (written.isEmpty ? nil : written))
            }
        }
    }

    private func collectTelecom(_ patient: JSONValue, into collector: inout FieldCollector) {
        for contact in patient["telecom"]?.elements ?? [] {
            let field =
                switch contact["system"]?.text {
                case "phone", "sms": "phone"
                case "fax": "fax"
                case "email": "email"
                case "url": "url"
                default: "unique_code"
                }
            collector.add(field, contact["value"]?.text)
        }
    }

    /// The field that an identifier belongs to: by its type, then its system, then its own check.
    static func identifierField(_ identifier: JSONValue, value: String) -> String {
        let codes = (identifier.at("type", "coding")?.elements ?? []).compactMap {
            $0["code"]?.text
        }
        for code in codes {
            switch code {
            case "NI", "NNCHN", "NNxxx": return "national_id"
            case "PPN": return "passport"
            case "MR", "PI", "VN", "AN": return "medical_record_number"
            case "HC", "JHN": return "health_card"
            case "SS", "SB", "MA", "MB", "MI": return "insurance_number"
            case "DL", "LN": return "licence_number"
            default: continue
            }
        }
        let system = identifier["system"]?.text ?? ""
        if system.hasSuffix("2.16.156.10011.1.3") || ResidentIdentity.isValid(value) {
            return "national_id"
        }
        return "unique_code"
    }

    /// A name as people write it: Chinese without a blank, others given name first.
    static func humanName(_ name: JSONValue) -> String? {
        if let text = name["text"]?.text { return text }
        let given = (name["given"]?.elements ?? []).compactMap(\.text)
        let family = name["family"]?.text
        let isChinese = family?.unicodeScalars.allSatisfy { Scan.isHan($0.value) } ?? false
        let parts = isChinese ? [family ?? ""] + given : given + [family ?? ""]
        let joined = parts.filter { !$0.isEmpty }.joined(separator: isChinese ? "" : " ")
        return joined.isEmpty ? nil : joined
    }
}
