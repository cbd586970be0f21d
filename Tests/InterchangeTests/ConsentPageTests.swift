import Bilingual
import Foundation
import TestSupport
import Testing
import WrittenText

@testable import Interchange

/// The tables of docs/reference/fhir-consent.md are printed from the code.
@Suite struct `Page of FHIR consents` {
    private static let page = "../../docs/reference/fhir-consent.md"

    private static func table(_ heads: [String], _ rows: [[String]]) -> String {
        let lines = [heads, heads.map { _ in "---" }] + rows
        return lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }

    private static func list(_ names: some Sequence<String>) -> String {
        names.sorted().map { "`\($0)`" }.joined(separator: " ")
    }

    private static func meaning(_ meaning: ConsentMapping.Meaning) -> String {
        let parts = [
            meaning.purposes.sorted().map { "`\($0)`" }, meaning.actions.map { "`\($0)`" },
            meaning.categories, meaning.fields.map { "`\($0)`" },
            meaning.level.map { ["level \($0)"] } ?? [],
        ]
        return meaning == .none ? "–" : parts.joined().joined(separator: " ")
    }

    /// The last part of a system's address, by which people know it.
    private static func short(_ system: String) -> String {
        system.split(separator: "/").last.map { $0.contains("loinc") ? "LOINC" : String($0) }
            ?? system
    }

    private static let elements: String = {
        let rows = FHIRRelease.allCases.map { release in
            [
                release.title, Self.list(release.own),
                Self.list(release.elements.subtracting(release.own)),
                Self.list(release.provisionElements),
            ]
        }
        return Self.table(["release", "of this release", "of both", "provision"], rows)
    }()

    private static let codes: String = {
        let rows = ConsentMapping.rows.map { row in
            [
                Self.short(row.system), "`\(row.code)`", Self.meaning(row.meaning.permitted),
                row.meaning.refused == row.meaning.permitted
                    ? "the same" : Self.meaning(row.meaning.refused),
            ]
        }
        let described = ConsentMapping.descriptiveCodes.map { system, code in
            [Self.short(system), "`\(code)`", "describes the document", "the same"]
        }
        return Self.table(
            ["system", "code", "in a permission", "in a refusal"], rows + described)
    }()

    private static let roles: String = {
        let rows =
            ActorRole.recipients.map { [Self.short($0.0), "`\($0.1)`", "receives", "接收方"] }
            + ActorRole.disclosers.map { [Self.short($0.0), "`\($0.1)`", "discloses", "提供方"] }
        return Self.table(["system", "role", "it", "含义"], rows)
    }()

    private static let effects: String = {
        let rows = UnmappedElement.Effect.allCases.map { effect in
            let line = UnmappedElement(path: "PATH", value: "CODE", effect: effect)
            return ["`\(effect.rawValue)`", line.english, line.chinese]
        }
        return Self.table(["effect", "line", "说明"], rows)
    }()

    private static let reasons: String = {
        let all: [NotRecorded] = [
            .notInForce, .noEnd, .ended, .noPurpose, .unknownPurposes(["NAME"]),
            .unknownFields(["NAME"]), .noAction(["NAME"]), .singleData(["NAME"]),
            .noMember(["NAME"]), .disclosedElsewhere(["MEMBER"]), .tooMany,
        ]
        return Self.table(["reason", "原因"], all.map { [$0.english, $0.chinese] })
    }()

    private static let faults: String = {
        let all: [ConsentImportFault] = [
            .notJSON(.wrongValue(path: "PATH")),
            .tooLarge(bytes: FHIRConsentImporter.maximumBytes + 1),
            .notConsent(found: "Patient"), .missing(path: "PATH"), .wrongType(path: "PATH"),
            .unknownCode(path: "PATH", code: "CODE"), .malformedDate(path: "PATH"),
            .emptyPeriod(path: "PATH"), .modifierExtension(path: "PATH"), .tooDeep(path: "PATH"),
            .mappingMalformed(.wrongValue(path: "PATH")),
            .otherRelease(path: "PATH", found: .r5, expected: .r4),
            .notXML(line: 1, why: .documentType),
        ]
        return Self.table(
            ["code", "fault", "错误"], all.map { ["\($0.code)", $0.english, $0.chinese] })
    }()

    private static let tables = [
        ("elements", elements), ("codes", codes), ("roles", roles), ("effects", effects),
        ("reasons", reasons), ("faults", faults),
    ]

    @Test func `has the tables of the code`() throws {
        #expect(
            try PageTables.hold(Self.tables, in: Self.page),
            "run the tests of Interchange with TALLY_WRITE_REFERENCE=1")
    }
}
