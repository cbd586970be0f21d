import Interchange
import TestSupport
import WrittenText

/// Parts of Consents, for tests.
enum FHIR {
    static let reasons = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
    static let acts = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
    static let participations = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"
    static let actions = "http://terminology.hl7.org/CodeSystem/consentaction"
    static let levels = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
    static let types = "http://hl7.org/fhir/resource-types"
    static let scopes = "http://terminology.hl7.org/CodeSystem/consentscope"

    static func object(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
        .object(members.map { JSONMember($0.key, $0.value) })
    }

    static func coding(_ system: String, _ code: String) -> JSONValue {
        object(["system": .text(system), "code": .text(code)])
    }

    static func concept(_ codings: JSONValue...) -> JSONValue {
        object(["coding": .array(codings)])
    }

    static func purpose(_ code: String) -> JSONValue { coding(reasons, code) }
    static func action(_ code: String) -> JSONValue { concept(coding(actions, code)) }

    static func member(_ id: String) -> JSONValue {
        object([
            "identifier": object(["system": .text("urn:tally:member"), "value": .text(id)])
        ])
    }

    static func actor(_ id: String, _ role: String = "IRCP") -> JSONValue {
        object(["role": concept(coding(participations, role)), "reference": member(id)])
    }

    static func reference(_ address: String) -> JSONValue {
        object(["reference": .text(address)])
    }

    static func period(_ start: String, _ end: String?) -> JSONValue {
        .object(
            [JSONMember("start", .text(start))]
                + (end.map { [JSONMember("end", .text($0))] } ?? []))
    }

    static let year = period("2027-01-01", "2027-12-31")

    /// A Consent of R4 around a provision; more members stand after the frame.
    static func consent(
        _ provision: JSONValue?, scope: String = "patient-privacy",
        _ more: KeyValuePairs<String, JSONValue> = [:]
    ) -> JSONValue {
        var members: [JSONMember] = [
            JSONMember("resourceType", .text("Consent")), JSONMember("status", .text("active")),
            JSONMember("scope", concept(coding(scopes, scope))),
            JSONMember("patient", reference("Patient/q7")),
        ]
        for (name, value) in more {
            members.removeAll { $0.name == name }
            members.append(JSONMember(name, value))
        }
        if let provision { members.append(JSONMember("provision", provision)) }
        return .object(members)
    }

    static func read(
        _ tree: JSONValue, mapping: ConsentMapping = .standard, release: FHIRRelease? = nil
    ) throws(ConsentImportFault) -> ImportedConsent {
        try FHIRConsentImporter(mapping: mapping, release: release).read(JSONWriter.write(tree))
    }

    static func fault(_ tree: JSONValue, release: FHIRRelease? = nil) -> ConsentImportFault? {
        do throws(ConsentImportFault) {
            _ = try read(tree, release: release)
            return nil
        } catch {
            return error
        }
    }
}

extension ImportedConsent {
    /// The scopes that the chain would hold.
    var recorded: [(permits: Bool, scope: ConsentScopeForm)] {
        scopes.compactMap { scope in
            scope.consentScope.map {
                (scope.permits, ConsentScopeForm($0))
            }
        }
    }

    func has(_ effect: UnmappedElement.Effect, at path: String) -> Bool {
        unmapped.contains { $0.effect == effect && $0.path.hasPrefix(path) }
    }
}
