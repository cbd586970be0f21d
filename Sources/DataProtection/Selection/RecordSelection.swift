import WrittenText

/// Takes the asked fields, and nothing else, out of FHIR R4 documents of one patient.
///
/// Narratives, attachments, references, identifiers of resources and whatever has no field of the
/// catalogue stay behind: what is not asked for is not read into the result.
package struct RecordSelection: Sendable {
    private let resources: [FHIRResource]
    private let patient: JSONValue
    /// What was read, for all that identifies the persons in it.
    package let documents: [JSONValue]

    /// Takes the documents of one patient: Bundles, or resources by themselves.
    package init(documents: [JSONValue]) throws(RecordFault) {
        var resources: [FHIRResource] = []
        for document in documents {
            guard let kind = document["resourceType"]?.text else { throw .notFHIR }
            if kind == "Bundle" {
                for entry in document["entry"]?.elements ?? [] {
                    guard let resource = entry["resource"],
                        let kind = resource["resourceType"]?.text
                    else { throw .notFHIR }
                    resources.append(
                        FHIRResource(kind: kind, url: entry["fullUrl"]?.text, tree: resource))
                }
            } else {
                resources.append(FHIRResource(kind: kind, url: nil, tree: document))
            }
        }
        let patients = resources.filter { $0.kind == "Patient" }
        guard let patient = patients.first else { throw .noPatient }
        guard patients.count == 1 else { throw .severalPatients(count: patients.count) }
        self.patient = patient.tree
        self.resources = resources
        self.documents = documents
        try refuseForeign(to: patient)
    }

    /// Takes the bytes of the documents.
    package init(reading documents: [[UInt8]]) throws(RecordFault) {
        try self.init(documents: Self.trees(reading: documents))
    }

    /// What documents hold, whosever they are.
    ///
    /// - Throws: `RecordFault.notJSON` for the first that is none.
    package static func trees(reading documents: [[UInt8]]) throws(RecordFault) -> [JSONValue] {
        var trees: [JSONValue] = []
        for bytes in documents {
            do throws(JSONFault) {
                trees.append(try JSONReader.read(bytes))
            } catch {
                throw .notJSON(error)
            }
        }
        return trees
    }

    /// The record with the asked fields, repetitions counted once; what is not of its field's form
    /// or may not leave for that use is listed as withheld.
    package func select(
        _ asked: [String], for use: ReleaseUse = .care, catalogue: FieldCatalogue = .standard
    ) throws(RecordFault) -> SelectedRecord {
        let wanted = Set(asked)
        guard !wanted.isEmpty else { throw .noFieldsAsked }
        var collector = FieldCollector(wanted: wanted, use: use, catalogue: catalogue)
        collectPatient(patient, into: &collector)
        for resource in resources where Assertion.isStated(resource) {
            collector.isRestricted = SecurityLabels.restrict(resource.tree)
            collectClinical(resource, into: &collector)
        }
        var fields: [SelectedField] = []
        var absent: [String] = []
        for field in wanted.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            let values = collector.values[field] ?? []
            if values.isEmpty {
                absent.append(field)
            } else {
                fields.append(
                    SelectedField(field: field, values: values.sorted(by: SelectedValue.precedes)))
            }
        }
        return SelectedRecord(fields: fields, absent: absent, withheld: collector.withheld)
    }

    private func refuseForeign(to patient: FHIRResource) throws(RecordFault) {
        let check = SubjectCheck(patient)
        for resource in resources {
            guard !FormRelease.isLater(resource) else {
                throw .otherRelease(kind: resource.kind)
            }
            guard check.isOwn(resource) else { throw .foreignResource(kind: resource.kind) }
        }
    }

    /// The resource that a reference means, inside the bundle or the resource itself.
    func resolve(_ reference: String, from resource: FHIRResource) -> JSONValue? {
        if reference.hasPrefix("#") {
            return resource.tree["contained"]?.elements.first {
                $0["id"]?.text == String(reference.dropFirst())
            }
        }
        return resources.first { candidate in
            guard candidate.url != reference else { return true }
            guard let id = candidate.tree["id"]?.text else { return false }
            let name = candidate.kind + "/" + id
            return reference == name || reference.hasSuffix("/" + name)
        }?.tree
    }
}

/// One resource with the address under which its bundle lists it.
struct FHIRResource: Sendable {
    let kind: String
    let url: String?
    let tree: JSONValue
}
