import Foundation
import Interchange
import TestSupport
import Testing

private let miiCodes = "urn:oid:2.16.840.1.113883.3.1937.777.24.5.3"

@Suite struct `FHIR consent of the German initiative` {
    private static let paths = SharedData.files(under: "consent/mii", ending: ".json")
    private static let (day2020, day2025, day2050): (Int64, Int64, Int64) = (
        1_598_914_800_000, 1_756_681_200_000, 2_545_599_600_000
    )

    private func read(_ name: String) throws -> ImportedConsent {
        let bytes = try #require(SharedData.bytes("consent/mii/\(name).json"))
        let mapping = try ConsentMapping.standard.adding(
            file: try Fixture.bytes("interchange/mii.mapping.json"))
        return try FHIRConsentImporter(mapping: mapping, zoneMinutes: 60).read(bytes)
    }

    private func scope(
        _ path: String, actions: [String], until: Int64, level: UInt64? = nil
    ) -> ImportedScope {
        ImportedScope(
            path: path, permits: true, purposes: ["research"], actions: actions,
            categories: ["APPL", "STAT"], maximumLevel: level, notBefore: Self.day2020,
            notAfter: until)
    }

    private func unmapped(
        _ path: String, _ code: Int, _ display: String, _ effect: UnmappedElement.Effect
    ) -> UnmappedElement {
        UnmappedElement(
            path: path, value: "\(miiCodes)|2.16.840.1.113883.3.1937.777.24.5.3.\(code)",
            display: display, effect: effect)
    }

    private let category = UnmappedElement(
        path: "category[1].coding[0]",
        value: "https://www.medizininformatik-initiative.de/fhir/modul-consent/CodeSystem/"
            + "mii-cs-consent-consent_category|2.16.840.1.113883.3.1937.777.24.2.184",
        effect: .noted)

    private let frame = UnmappedElement(path: "provision", value: "deny", effect: .frame)

    private func expectFrame(_ consent: ImportedConsent, id: String) {
        #expect(consent.identifier == id)
        #expect(consent.state == .active && consent.holder == "Klinikum Musterstadt")
        #expect(consent.patient == "Patient/9b4a702d-162c-428a-8c5d-8b98af21b693")
        #expect(consent.signedAt == Self.day2020 && consent.document == nil)
        #expect(consent.grantors.isEmpty && !consent.isVerified)
        #expect(
            consent.basis == [
                "urn:oid:2.16.840.1.113883.3.1937.777.24.2.1791", "siehe eingebettetes XACML",
            ])
        #expect(consent.kinds.count == 3)
    }

    @Test(.enabled(if: SharedData.isThere("consent/mii")))
    func `gives one scope for each permission with its own period`() throws {
        let consent = try read("Example_MII_Consent_Einwilligung")
        expectFrame(consent, id: "34150a23-b1c8-404f-874f-e042a30435d2")
        let path = "provision.provision"
        #expect(
            consent.scopes == [
                scope("\(path)[0]", actions: ["collect"], until: Self.day2025),
                scope("\(path)[1]", actions: ["store"], until: Self.day2050),
                scope(
                    "\(path)[2]", actions: ["read", "statistics", "train"], until: Self.day2050,
                    level: 3),
            ])
        let coding = "code[0].coding[0]"
        #expect(
            consent.unmapped.filter { !$0.path.hasPrefix("policy") } == [
                category, frame,
                unmapped("\(path)[3].\(coding)", 19, "BIOMAT_erheben", .permissionDropped),
                unmapped(
                    "\(path)[4].\(coding)", 20, "BIOMAT_lagern_verarbeiten", .permissionDropped),
                unmapped(
                    "\(path)[5].\(coding)", 22, "BIOMAT_wissenschaftlich_nutzen_EU_DSGVO_NIVEAU",
                    .permissionDropped),
            ])
    }

    @Test(.enabled(if: SharedData.isThere("consent/mii")))
    func `keeps together what one permission says and leaves out what has no mapping`() throws {
        let consent = try read("Example_MII_Consent_Einwilligung_2")
        expectFrame(consent, id: "89f494a3-cd75-44f5-a78a-581dfdd47a94")
        let path = "provision.provision"
        #expect(
            consent.scopes == [
                scope("\(path)[0]", actions: ["collect", "store"], until: Self.day2025),
                scope(
                    "\(path)[1]", actions: ["read", "statistics", "train"], until: Self.day2050,
                    level: 3),
            ])
        #expect(
            consent.unmapped.filter { !$0.path.hasPrefix("policy") } == [
                category, frame,
                unmapped("\(path)[0].code[2].coding[0]", 19, "BIOMAT_erheben", .narrowed),
                unmapped(
                    "\(path)[2].code[0].coding[0]", 20, "BIOMAT_lagern_verarbeiten",
                    .permissionDropped),
                unmapped(
                    "\(path)[2].code[1].coding[0]", 22,
                    "BIOMAT_wissenschaftlich_nutzen_EU_DSGVO_NIVEAU", .permissionDropped),
            ])
    }

    @Test(.enabled(if: SharedData.isThere("consent/mii")))
    func `permits nothing without a mapping file`() throws {
        let bytes = try #require(SharedData.bytes(Self.paths[0]))
        let consent = try FHIRConsentImporter().read(bytes)
        #expect(consent.scopes.isEmpty)
        #expect(consent.unmapped.filter { $0.effect == .permissionDropped }.count == 6)
    }
}

@Suite struct `FHIR consent of the example centre` {
    private func read(_ name: String) throws -> ImportedConsent {
        let folder = Fixture.root.deletingLastPathComponent().deletingLastPathComponent()
        let file = folder.appendingPathComponent("genesis/consents/centre-b/\(name).json")
        return try FHIRConsentImporter().read(Array(try Data(contentsOf: file)))
    }

    private let start: Int64 = 1_772_380_800_000
    private let end: Int64 = 1_835_539_200_000
    private let researchEnd: Int64 = 1_803_916_800_000

    @Test func `keeps permissions, the nested refusal and the refusal of a purpose`() throws {
        let consent = try read("p001")
        #expect(consent.identifier == "TY-B-2026-0001" && consent.holder == "centre-b")
        #expect(consent.patient == "Patient/p001" && consent.grantors == ["Patient/p001"])
        #expect(consent.signedAt == 1_772_414_400_000 && consent.document == "TYS-2026-p001")
        #expect(
            consent.isVerified
                && consent.unmapped.map(\.effect).filter { $0 != .noted } == [.testData, .frame])
        #expect(
            consent.scopes == [
                ImportedScope(
                    path: "provision.provision[0]", permits: true, purposes: ["care", "refer"],
                    actions: ["read"], categories: ["APPL", "STAT"],
                    fields: [
                        "allergy", "blood_pressure", "diagnosis", "glucose", "hba1c", "medication",
                    ], maximumLevel: 4, audiences: ["centre-b", "hospital-a"], notBefore: start,
                    notAfter: end),
                ImportedScope(
                    path: "provision.provision[1]", permits: true, purposes: ["research"],
                    actions: ["read", "statistics", "train"], categories: ["APPL", "STAT"],
                    fields: ["glucose", "hba1c", "medication"], maximumLevel: 3,
                    audiences: ["hospital-a", "research-r"], notBefore: start, notAfter: researchEnd
                ),
                ImportedScope(
                    path: "provision.provision[1].provision[0]", permits: false,
                    purposes: ["research"], actions: ["export"], categories: ["ATTR"],
                    fields: ["home_address", "national_id", "phone"], maximumLevel: 3,
                    audiences: ["hospital-a", "research-r"], notBefore: start, notAfter: researchEnd
                ),
                ImportedScope(
                    path: "provision.provision[2]", permits: false, purposes: ["marketing"],
                    notBefore: start, notAfter: end),
            ])
    }

    @Test func `becomes scopes of the chain, a refusal of research among them`() throws {
        let scopes = try read("p002").scopes.map { $0.consentScope }
        #expect(scopes.count == 2)
        #expect(scopes[0]?.purposes == ["care"] && scopes[0]?.maximumLevel == 4)
        #expect(scopes[0]?.audiences.map(\.text) == ["centre-b", "hospital-a"])
        #expect(scopes[1]?.purposes == ["research"] && scopes[1]?.categories == [])
        #expect(scopes[1]?.notAfter?.value == UInt64(researchEnd))
        let nested = try read("p001").scopes[2].consentScope
        #expect(nested?.fields == ["home_address", "national_id", "phone"])
        #expect(nested?.actions == ["export"] && nested?.categories == [])
    }
}
