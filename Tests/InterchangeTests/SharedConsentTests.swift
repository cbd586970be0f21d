import Foundation
import Governance
import Interchange
import TestSupport
import Testing

/// Consents that outsiders wrote, with right values; they lie beside the project on some machines.
@Suite struct `FHIR consents of outsiders` {
    static let folder = SharedData.root?.deletingLastPathComponent()
        .appendingPathComponent("cases/fhir-consent")

    private static let isThere = NotChecked.unless(
        folder.map { FileManager.default.fileExists(atPath: $0.path) } ?? false,
        "shared/cases/fhir-consent is not beside the checkout, so what is tested with it is not")

    private func read(
        _ name: String, mapping: String? = nil
    ) throws -> ImportedConsent {
        let folder = try #require(Self.folder)
        func bytes(_ file: String) throws -> [UInt8] {
            Array(try Data(contentsOf: folder.appendingPathComponent(file)))
        }
        var codes = try ConsentMapping.standard.adding(file: bytes("own.mapping.json"))
        if let mapping { codes = try codes.adding(file: Fixture.bytes(mapping)) }
        return try FHIRConsentImporter(mapping: codes).read(bytes(name + ".json"))
    }

    private func chain(_ consent: ImportedConsent) -> [(permits: Bool, scope: ConsentScope)] {
        consent.recorded.map { ($0.permits, $0.scope.scope) }
    }

    @Test(.enabled(if: isThere))
    func `base rules become refusals and frames never permissions`() throws {
        let all = try chain(read("01-optout-rule-without-type"))
        #expect(all.map(\.permits) == [false])
        #expect(all[0].scope.purposes == RecordedWords.base.purposes)
        let emergency = try read("03-optout-except-emergency")
        #expect(emergency.has(.noted, at: "provision"))
        let refused = chain(emergency)
        #expect(refused.count == 2 && refused.allSatisfy { !$0.permits })
        #expect(!refused[0].scope.purposes.contains("rescue"))
        #expect(refused[0].scope.purposes.count == RecordedWords.base.purposes.count - 1)
        let template = try read("04-optout-template-as-permit")
        #expect(template.scopes.allSatisfy { !$0.permits } && !template.unmapped.isEmpty)
        let kept = try chain(read("39-base-deny-with-limits"))
        #expect(
            kept.contains {
                !$0.permits && $0.scope.purposes == ["research"]
                    && $0.scope.audiences.map(\.text) == ["hospital-a"]
            })
    }

    @Test(
        .enabled(if: isThere),
        arguments: [
            ("06-code-as-object", ConsentImportFault.wrongType(path: "provision.code")),
            ("07-actor-as-object", .wrongType(path: "provision.actor")),
            ("27-provision-list-at-root", .wrongType(path: "provision")),
            ("33-empty-concept", .wrongType(path: "provision.code[0].coding")),
            ("56-r5", .otherRelease(path: "controller", found: .r5, expected: .r4)),
        ])
    func `wrong shapes are faults`(name: String, expected: ConsentImportFault) throws {
        #expect(throws: expected) { try read(name) }
    }

    @Test(.enabled(if: isThere)) func `a name twice is no JSON that is trusted`() throws {
        #expect(throws: ConsentImportFault.self) { try read("26b-duplicate-type-permit-deny") }
    }

    @Test(.enabled(if: isThere)) func `limits are kept or the permission is dropped`() throws {
        let period = try chain(read("11-data-period"))
        #expect(period.count == 1)
        #expect(period[0].scope.dataFrom?.value == 1_640_966_400_000)
        #expect(period[0].scope.dataUntil?.value == 1_672_502_400_000)
        let field = try chain(read("71-one-field"))
        #expect(field.map(\.scope.fields) == [["hba1c"]])
        let collecting = try read("68-action-collect-only")
        #expect(chain(collecting).isEmpty && collecting.scopes[0].english.contains("collect"))
        for name in ["20-class-and-unknown-code", "31-display-of-other-reference", "45-sysadmin"] {
            let consent = try read(name)
            #expect(consent.scopes.isEmpty, "\(name)")
            #expect(consent.has(.permissionDropped, at: "provision"), "\(name)")
        }
        let receiver = try read("18-discloser-and-recipient").scopes
        #expect(receiver.map(\.audiences) == [["research-r"]])
        #expect(receiver[0].disclosers == ["hospital-a"])
    }

    @Test(.enabled(if: isThere)) func `refusals reach the chain`() throws {
        let instance = try read("13-deny-one-instance")
        #expect(instance.scopes.last?.isWidened == true)
        #expect(instance.has(.refusalWidened, at: "provision.provision[0].data[0]"))
        #expect(chain(instance).last?.scope.purposes == ["research"])
        let open = try chain(read("14-deny-open-end"))
        #expect(open.map(\.permits) == [false] && open[0].scope.notAfter == nil)
        let actions = try chain(read("15-deny-with-action"))
        #expect(actions.map(\.permits) == [false] && actions[0].scope.actions == ["read"])
        #expect(try chain(read("23-deny-treat"))[0].scope.purposes == ["care", "refer", "rescue"])
        let concept = try chain(read("52-two-codings-one-concept-deny"))
        #expect(concept.last?.permits == false && concept.last?.scope.fields == ["hba1c"])
        let use = try chain(
            read("70-store-and-deny-use", mapping: "interchange/mii.mapping.json"))
        #expect(use.map(\.permits) == [false] && use[0].scope.purposes == ["research"])
    }

    @Test(.enabled(if: isThere)) func `what stands beside the provisions is told`() throws {
        let mistaken = try read("32-entered-in-error")
        #expect(mistaken.scopes.isEmpty && mistaken.has(.notInForce, at: "status"))
        #expect(try !read("25-verified-false").isVerified)
        #expect(try read("43-guardian").grantor == .others(["RelatedPerson/m1"]))
        #expect(try read("28-test-data").has(.testData, at: "meta.security[0]"))
    }
}
