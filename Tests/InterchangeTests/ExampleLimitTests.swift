import Foundation
import TestSupport
import Testing

@testable import Interchange

/// The consent that the demonstration tells of: research is limited in a way that nobody here knows.
@Suite struct `FHIR consent with a limit that is not known` {
    private static let research = "provision.provision[1]"

    private func example() throws -> [UInt8] {
        let folder = Fixture.root.deletingLastPathComponent().deletingLastPathComponent()
        let file = folder.appendingPathComponent("genesis/consents/centre-b/p006.json")
        return Array(try Data(contentsOf: file))
    }

    @Test func `permits what is known, and lists why the rest is not imported`() throws {
        let consent = try FHIRConsentImporter().read(try example())
        #expect(consent.scopes.map(\.permits) == [true])
        #expect(consent.scopes.map(\.purposes) == [["care"]])
        let dropped = consent.unmapped.filter { $0.effect == .permissionDropped }
        #expect(dropped.map(\.path) == [Self.research + ".class[0]"])
        #expect(dropped.allSatisfy { $0.chinese.contains("社区糖尿病随访") })
    }

    @Test func `permits research where a mapping says what the limit means`() throws {
        let mapping = try ConsentMapping.standard.adding(
            file: Array(
                #"""
                { "format": "tally/fhir-mapping/v1", "codes": [
                    { "system": "urn:heping:project", "code": "HP-2026-07",
                      "fields": ["hba1c"], "categories": ["STAT"] } ] }
                """#.utf8))
        let consent = try FHIRConsentImporter(mapping: mapping).read(try example())
        let research = try #require(consent.scopes.first { $0.path == Self.research })
        // A class and a code both hold: what is left is what both name.
        #expect(research.permits && research.fields == ["hba1c"])
    }
}
