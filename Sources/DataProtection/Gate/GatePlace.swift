/// Where in a payload the walk stands, and which field's values it reads.
struct GatePlace {
    private var parent = ""
    private var step = "$"
    private var position = 0
    private var depth = 0
    /// The field of the catalogue whose values these are; nil outside of all.
    var field: String?
    /// Whether the value names a system of codes.
    private(set) var isSystem = false
    /// Whether it is when something was observed: a day of birth may be one.
    private(set) var isTime = false
    /// Whether it belongs to the form of a record, not to what the record says.
    private(set) var isFrame = false

    var path: String { parent + step }
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
        place.isTime = isTime || name == "times"
        place.isFrame =
            isFrame || ["absent", "dates", "field", "format", "mask", "times"].contains(name)
        if catalogue.contains(name) { place.field = name }
        let isPlain =
            name.utf8.count <= 40
            && name.utf8.allSatisfy { byte in
                byte == 0x5f || (0x61...0x7a).contains(byte | 0x20)
            }
        place.step = isPlain ? "." + name : ".{\(index)}"
        return place
    }

    /// From here on the name is shown as its position.
    mutating func hideName() { step = ".{\(position)}" }

    /// Inside a text that is JSON itself.
    func nested() -> GatePlace {
        var place = self
        place.step += "#"
        place.depth += 1
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
