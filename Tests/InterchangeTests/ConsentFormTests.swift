import Interchange
import TestSupport
import Testing
import WrittenText

/// The same consent in another form says the same.
@Suite struct `FHIR consents in other forms` {
    private static let seeds: Range<UInt64> = 0..<300

    private func recorded(_ bytes: [UInt8]) -> [String] {
        do throws(ConsentImportFault) {
            let consent = try FHIRConsentImporter().read(bytes)
            return consent.recorded.map { "\($0.permits) \($0.scope)" }
        } catch {
            return ["fault \(error.code)"]
        }
    }

    @Test func `read alike as JSON and as XML`() {
        for seed in Self.seeds {
            var generator = ConsentGenerator(seed: seed &+ 3_000_000)
            let tree = generator.consent()
            let json = recorded(JSONWriter.write(tree))
            let xml = recorded(Array(Self.xml(tree).utf8))
            #expect(json == xml, "seed \(seed)")
        }
    }

    /// A refusal as the outermost rule, and each level an exception from the one around it, as R5 has
    /// it always.
    @Test func `read alike in R4 and R5`() throws {
        var permissions = 0
        for seed in Self.seeds {
            var generator = ConsentGenerator(seed: seed &+ 4_000_000)
            let root = generator.alternating(depth: 0, permits: false)
            let old = recorded(JSONWriter.write(FHIR.consent(root)))
            permissions += old.count { $0.hasPrefix("true") }
            let new = recorded(JSONWriter.write(try Self.r5(root)))
            #expect(old == new, "seed \(seed)")
        }
        #expect(permissions > 50)
    }

    private static func xml(_ tree: JSONValue) -> String {
        let root = tree.members.filter { $0.name != "resourceType" }
            .map { element($0.name, $0.value) }
        return "<Consent xmlns=\"http://hl7.org/fhir\">" + root.joined() + "</Consent>"
    }

    private static func element(_ name: String, _ value: JSONValue) -> String {
        switch value {
        case .array(let values): return values.map { element(name, $0) }.joined()
        case .object(let members):
            return "<\(name)>" + members.map { element($0.name, $0.value) }.joined() + "</\(name)>"
        default: return "<\(name) value=\"\(value.text ?? "")\"/>"
        }
    }

    private static func r5(_ root: JSONValue) throws -> JSONValue {
        let meta = FHIR.object([
            "profile": .array([.text("http://hl7.org/fhir/StructureDefinition/Consent|5.0.0")])
        ])
        let inner = (root["provision"]?.elements ?? []).map(exception)
        var members: [JSONMember] = [
            JSONMember("resourceType", .text("Consent")), JSONMember("meta", meta),
            JSONMember("status", .text("active")),
            JSONMember("subject", FHIR.reference("Patient/q7")),
            JSONMember("period", try #require(root["period"])),
            JSONMember("decision", .text("deny")),
        ]
        if !inner.isEmpty { members.append(JSONMember("provision", .array(inner))) }
        return .object(members)
    }

    private static func exception(_ provision: JSONValue) -> JSONValue {
        .object(
            provision.members.compactMap { member in
                switch member.name {
                case "type": nil
                case "class": JSONMember("resourceType", member.value)
                case "provision":
                    JSONMember("provision", .array(member.value.elements.map(exception)))
                default: member
                }
            })
    }
}
