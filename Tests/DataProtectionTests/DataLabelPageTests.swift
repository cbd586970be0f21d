import Foundation
import TestSupport
import Testing

@testable import DataProtection

/// The tables of docs/reference/data-labels.md are printed from the code.
@Suite struct `Page of data labels` {
    private static let page = "../../docs/reference/data-labels.md"

    private static func table(_ heads: [String], _ rows: [[String]]) -> String {
        let lines = [heads, heads.map { _ in "---" }] + rows
        return lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }

    private static var tables: [(name: String, text: String)] {
        let fields = FieldCatalogue.standard.labels.map { label in
            [
                "`\(label.field)`", label.chinese, label.category.code, "\(label.level.number)",
                "\(label.treatment)",
                label.generalisation == .none ? "–" : "\(label.generalisation)",
                "\(label.egress)", label.isQuasiIdentifier ? "yes" : "", label.form.english,
                label.form.chinese,
            ]
        }
        let categories = SensitiveCategory.allCases.map { category in
            let words = SensitiveWords.all.filter { $0.category == category }.flatMap(\.words)
            return [
                "`\(category.rawValue)`", category.english, category.chinese, "\(words.count)",
                codes(SensitiveCodes.icd10, category), codes(SensitiveCodes.icd11, category),
                codes(SensitiveCodes.atc, category),
                "\(SensitiveCodes.loinc.values.filter { $0 == category }.count)",
                "\(SensitiveCodes.snomed.values.filter { $0 == category }.count)",
            ]
        }
        let reasons = WithheldReason.allCases.map { ["\($0.code)", $0.english, $0.chinese] }
        let findings = FindingKind.allCases.sorted { $0.code < $1.code }
            .map { ["\($0.code)", $0.english, $0.chinese] }
        return [
            (
                "fields",
                table(
                    [
                        "field", "中文", "category", "level", "treatment", "generalisation", "egress",
                        "quasi-identifier", "form", "形式",
                    ], fields)
            ),
            (
                "sensitive",
                table(
                    [
                        "category", "English", "中文", "words", "ICD-10", "ICD-11", "ATC",
                        "LOINC codes",
                        "SNOMED CT codes",
                    ], categories)
            ),
            ("withheld", table(["code", "reason", "原因"], reasons)),
            ("findings", table(["code", "finding", "发现"], findings)),
        ]
    }

    private static func codes(
        _ spans: [SensitiveCodes.Span], _ category: SensitiveCategory
    ) -> String {
        spans.filter { $0.category == category }.map { span in
            let ends = [span.first, span.last].map { String(decoding: $0, as: UTF8.self) }
            return ends[0] == ends[1] ? ends[0] : ends.joined(separator: "–")
        }.joined(separator: " ")
    }

    @Test func `has the tables of the code`() throws {
        #expect(
            try PageTables.hold(Self.tables, in: Self.page),
            "run the tests of DataProtection with TALLY_WRITE_REFERENCE=1")
    }
}
