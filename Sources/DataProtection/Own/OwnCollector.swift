import WrittenText

/// Reads every value that identifies a person out of the documents of a record.
struct OwnCollector {
    private(set) var patterns = OwnPatterns()
    /// What the documents' references mean: the kind of a resource, and an organisation's name.
    private var kinds: [String: String] = [:]
    private var organisations: [String: String] = [:]

    private static let persons: Set<String> = [
        "Patient", "RelatedPerson", "Practitioner", "PractitionerRole", "Person",
        "FamilyMemberHistory",
    ]
    /// What says nothing of a person: its numbers and addresses are everybody's.
    private static let impersonal: Set<String> = [
        "Organization", "Location", "HealthcareService", "Medication", "Substance", "Endpoint",
        "Questionnaire", "Library", "PlanDefinition", "ActivityDefinition", "InsurancePlan",
    ]
    private static let impersonalMembers: Set<String> = [
        "managingOrganization", "serviceProvider", "custodian", "insurer", "payor", "manufacturer",
        "assigner", "location", "meta", "text", "coding", "code",
    ]
    /// Members whose reference is to a person where it does not say what it is to.
    private static let roles: Set<String> = [
        "subject", "patient", "performer", "requester", "recorder", "asserter", "practitioner",
        "individual", "author", "informationSource", "beneficiary", "subscriber", "policyHolder",
        "actor", "generalPractitioner", "attester", "sender", "recipient", "enterer", "source",
        "relatedPerson", "link", "other", "resultsInterpreter", "member", "who", "collector",
        "assessor", "referrer", "interpreter", "provider", "authenticator", "careManager",
        "prescriber", "party", "responsible", "operator", "verifier", "dispenser",
    ]
    private static let codes: [String: FindingKind] = [
        "subscriberId": .insuranceNumber, "serialNumber": .deviceSerial,
        "carrierHRF": .deviceSerial, "distinctIdentifier": .deviceSerial,
        "deviceIdentifier": .deviceSerial,
    ]

    /// Takes the documents of all patients of a release: Bundles or resources.
    init(_ documents: [JSONValue]) {
        var resources: [JSONValue] = []
        for document in documents {
            guard document["resourceType"]?.text == "Bundle" else {
                resources.append(document)
                continue
            }
            for entry in document["entry"]?.elements ?? [] {
                guard let resource = entry["resource"] else { continue }
                resources.append(resource)
                if let url = entry["fullUrl"]?.text { know(resource, as: url) }
            }
        }
        for resource in resources {
            let kind = resource["resourceType"]?.text ?? ""
            know(resource, as: "\(kind)/\(resource["id"]?.text ?? "")")
        }
        for resource in resources { read(resource) }
    }

    private mutating func know(_ resource: JSONValue, as name: String) {
        for inner in resource["contained"]?.elements ?? [] {
            if let id = inner["id"]?.text { know(inner, as: "#" + id) }
        }
        // Two resources may each contain one of a name: then it counts as a person.
        if !(kinds[name].map { Self.persons.contains($0) } ?? false) {
            kinds[name] = resource["resourceType"]?.text
        }
        if resource["resourceType"]?.text == "Organization" {
            organisations[name] = resource["name"]?.text
        }
    }

    private mutating func read(_ resource: JSONValue) {
        let kind = resource["resourceType"]?.text ?? ""
        guard !Self.impersonal.contains(kind) else {
            for contact in resource["contact"]?.elements ?? [] {
                if let name = contact["name"], name.text == nil { readName(name) }
            }
            return
        }
        if kind == "Patient", let id = resource["id"]?.text, id.utf8.count >= 6,
            id.utf8.contains(where: { (0x30...0x39).contains($0) })
        {
            patterns.addCode(id, .uniqueCode)
        }
        walk(resource, in: kind)
    }

    private mutating func walk(_ value: JSONValue, in kind: String) {
        for element in value.elements { walk(element, in: kind) }
        let isPerson = Self.persons.contains(kind)
        for member in value.members where !Self.impersonalMembers.contains(member.name) {
            let all =
                member.value.elements.isEmpty ? [member.value] : member.value.elements
            if member.name == "contained" {
                for inner in all { read(inner) }
                continue
            }
            for inner in all {
                if isPerson { readPersonal(member.name, inner) }
                readAny(member.name, inner)
                if !isPerson { readByForm(member.name, inner) }
            }
            walk(member.value, in: kind)
        }
    }

    private mutating func readPersonal(_ name: String, _ value: JSONValue) {
        switch name {
        case "name", "valueHumanName": readName(value)
        case "telecom", "valueContactPoint": readContact(value)
        case "address", "valueAddress": patterns.addAddress(value)
        case "birthDate", "multipleBirthDateTime":
            if let text = value.text { patterns.addBirthDate(text) }
        case "organization": readEmployer(value)
        case "extension", "modifierExtension": readExtension(value)
        default: break
        }
    }

    /// Names, addresses and numbers by the form of their type, wherever a resource has them.
    private mutating func readByForm(_ name: String, _ value: JSONValue) {
        if name == "authorString" {
            if let text = value.text { patterns.addName(text, family: nil, given: []) }
        } else if value["family"] != nil || value["given"] != nil || name == "valueHumanName" {
            readName(value)
        } else if value["line"] != nil || value["city"] != nil || name == "valueAddress" {
            patterns.addAddress(value)
        } else if name == "telecom" || name == "valueContactPoint" {
            readContact(value)
        }
    }

    private mutating func readName(_ name: JSONValue) {
        patterns.addName(
            name["text"]?.text ?? name.text, family: name["family"]?.text,
            given: (name["given"]?.elements ?? []).compactMap(\.text))
    }

    private mutating func readContact(_ contact: JSONValue) {
        guard let value = contact["value"]?.text else { return }
        switch contact["system"]?.text {
        case "phone", "sms", "fax", "pager": patterns.addPhone(value)
        case "email": patterns.addMail(value)
        case "url": patterns.addCode(value, .url)
        default:
            patterns.addCode(value, .socialAccount)
            patterns.addPhone(value)
        }
    }

    private mutating func readEmployer(_ value: JSONValue) {
        let name = value["display"]?.text ?? value["reference"]?.text.flatMap { organisations[$0] }
        if let name { patterns.addCode(name, .ownIdentifier) }
    }

    /// Words of an extension whose address says what they are.
    private mutating func readExtension(_ value: JSONValue) {
        guard let url = value["url"]?.text, let text = value["valueString"]?.text else { return }
        let folded = Scan.string(ScalarFolding.folded(url))
        func says(_ words: String...) -> Bool { words.contains { folded.contains($0) } }
        if says("name", "maiden") {
            patterns.addName(text, family: nil, given: [])
        } else if says("employ", "work", "company", "organi") {
            patterns.addCode(text, .ownIdentifier)
        } else if says("address", "place", "residence") {
            patterns.addPlace(text)
        } else if says("phone", "mobile", "tel") {
            patterns.addPhone(text)
        } else if says("number", "identifier", "card", "account") {
            patterns.addCode(text, .uniqueCode)
        } else if !says("race", "ethnic", "nation", "religio", "sex", "gender", "text", "languag") {
            // What it is cannot be told: a name as well as a number.
            patterns.addName(text, family: nil, given: [])
            patterns.addCode(text, .uniqueCode)
        }
    }

    private mutating func readAny(_ name: String, _ value: JSONValue) {
        if let kind = Self.codes[name], let text = value.text { patterns.addCode(text, kind) }
        let isNumber =
            value["value"]?.text != nil && (value["system"] != nil || value["type"] != nil)
            && name != "telecom" && name != "valueContactPoint"
        if name.hasSuffix("dentifier") || isNumber,
            let number = value["value"]?.text ?? value["value"]?.numberText
        {
            let field = RecordSelection.identifierField(value, value: number)
            patterns.addCode(number, KeyRules.kind(of: field) ?? .uniqueCode)
        }
        if let display = value["display"]?.text, isOfPerson(value, as: name) {
            patterns.addName(display, family: nil, given: [], mayBeDepartment: true)
        }
    }

    private func isOfPerson(_ reference: JSONValue, as name: String) -> Bool {
        let target = reference["reference"]?.text ?? ""
        let said = reference["type"]?.text ?? kinds[target]
        if let said { return Self.persons.contains(said) }
        let parts = target.split(separator: "/")
        if parts.count >= 2 { return Self.persons.contains(String(parts[parts.count - 2])) }
        return Self.roles.contains(name) && reference["system"] == nil
    }
}
