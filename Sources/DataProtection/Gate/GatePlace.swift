/// What a part of a payload is for.
enum GateRole {
    /// A value of the field.
    case value
    case time
    case fieldName
    case maskName
    case absentName
    case formatName
    /// What was done to the times of a record.
    case datesMark
    /// Nothing that a record document has.
    case other
}

/// Where in a payload the walk stands, and which field's values it reads.
struct GatePlace {
    private var parent = ""
    private var step = "$"
    private var position = 0
    private var depth = 0
    private var isField = false
    /// The field of the catalogue whose values these are; nil outside of all.
    var field: String?
    /// What the place is for, by the members that lead to it.
    private(set) var role = GateRole.other
    /// Whether the value names a system of codes.
    private(set) var isSystem = false
    /// Whether it belongs to the form of a record, not to what the record says.
    private(set) var isFrame = false

    var path: String { parent + step }
    /// Inside a text that is JSON itself: no field's values as a selection makes them.
    var isNested: Bool { depth > 0 }
    /// JSON inside texts inside JSON, more often than is looked at.
    var isTooDeep: Bool { depth >= Limits.maximumUnwrapping }

    func element(_ index: Int) -> GatePlace {
        var place = self
        place.parent = path
        place.step = "[\(index)]"
        return place
    }

    func member(_ name: String, _ index: Int, _ catalogue: FieldCatalogue) -> GatePlace {
        var place = self
        place.parent = path
        place.position = index
        place.isSystem = name == "system"
        place.isFrame =
            isFrame || ["absent", "dates", "field", "format", "mask", "times"].contains(name)
        place.isField = false
        if catalogue.contains(name) { place.field = name }
        place.role = role(of: name, catalogue)
        let isPlain =
            name.utf8.count <= 40
            && name.utf8.allSatisfy { byte in
                byte == 0x5f || (0x61...0x7a).contains(byte | 0x20)
            }
        place.step = isPlain ? "." + name : ".{\(index)}"
        return place
    }

    private func role(of name: String, _ catalogue: FieldCatalogue) -> GateRole {
        if isField {
            switch name {
            case "values", "value": return .value
            case "times", "time": return .time
            case "field": return .fieldName
            case "mask": return .maskName
            default: return .other
            }
        }
        switch name {
        case "absent": return .absentName
        case "format": return .formatName
        case "dates": return .datesMark
        default: return catalogue.contains(name) ? .value : .other
        }
    }

    /// Inside an object that gives the values of one field.
    func inField(_ name: String) -> GatePlace {
        var place = self
        place.field = name
        place.isField = true
        return place
    }

    /// From here on the name is shown as its position.
    mutating func hideName() { step = ".{\(position)}" }

    /// Inside a text that is JSON itself.
    func nested() -> GatePlace {
        var place = self
        place.step += "#"
        place.depth += 1
        place.role = .other
        return place
    }
}

/// Addresses of systems of codes, which are no addresses of persons.
enum CodeSystems {
    static let known: Set<String> = [
        "http://loinc.org", "http://unitsofmeasure.org", "http://snomed.info/sct",
        "http://www.nlm.nih.gov/research/umls/rxnorm", "http://www.whocc.no/atc",
        "http://hl7.org/fhir/sid/icd-10", "http://hl7.org/fhir/sid/icd-10-cm",
        "http://terminology.hl7.org/CodeSystem/observation-category",
        "http://terminology.hl7.org/CodeSystem/condition-clinical",
        "http://terminology.hl7.org/CodeSystem/condition-category",
        "http://terminology.hl7.org/CodeSystem/condition-ver-status",
    ]
}
