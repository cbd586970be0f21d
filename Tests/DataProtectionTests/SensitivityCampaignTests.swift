import Foundation
import TestSupport
import Testing

@testable import DataProtection

/// Whole lists against the terminology: the shared innocent texts, and a list of descriptions of
/// ICD-10 where one is given.
@Suite struct `Sensitivity campaign` {
    /// `TALLY_ICD10=FILE` names a file of lines `code<TAB>description`; docs/reference/data-labels.md
    /// says where one comes from.
    private enum Descriptions {
        static let path = ProcessInfo.processInfo.environment["TALLY_ICD10"]
        static let isThere = NotChecked.unless(
            path != nil, "TALLY_ICD10 is not set, so descriptions of ICD-10 are not")
    }

    @Test(.enabled(if: SharedCases.isThere))
    func `calls no innocent text sensitive`() throws {
        let texts = SharedCases.innocent
        #expect(texts.count > 200)
        let flagged = texts.filter { SensitivityTerminology.category(ofText: $0) != nil }
        #expect(flagged.isEmpty, "\(flagged)")
    }

    @Test(.enabled(if: Descriptions.isThere))
    func `lets no description of a sensitive code leave as ordinary`() throws {
        let text = try String(contentsOfFile: try #require(Descriptions.path), encoding: .utf8)
        let asked = Int(ProcessInfo.processInfo.environment["TALLY_ICD10_COUNT"] ?? "") ?? 500
        let lines = text.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
        let chapters = lines.filter { $0.count == 2 && Self.isOfChapter($0[0]) }
        let ordinary = lines.filter {
            $0.count == 2 && SensitiveCodes.category($0[0], in: .icd10) == nil
        }
        var generator = SeededGenerator(seed: 500)
        var missed: [String] = []
        for _ in 0..<asked {
            let line = chapters[generator.below(chapters.count)]
            if SensitivityTerminology.category(ofText: line[1]) == nil { missed.append(line[1]) }
            #expect(SensitiveCodes.category(line[0], in: .icd10) != nil, "\(line[0])")
        }
        var flagged: [String] = []
        for _ in 0..<asked {
            let line = ordinary[generator.below(ordinary.count)]
            if SensitivityTerminology.category(ofText: line[1]) != nil { flagged.append(line[1]) }
        }
        print("sensitive left as ordinary: \(missed.count) of \(asked); ordinary held back:")
        print("\(flagged.count) of \(asked), \(flagged.prefix(12))")
        #expect(missed.isEmpty, "\(missed)")
    }

    /// Malignant, mental, sexually transmitted: the chapters that the campaign draws from.
    private static func isOfChapter(_ code: String) -> Bool {
        let number = Int(code.dropFirst().prefix(2)) ?? 0
        return code.hasPrefix("C") || code.hasPrefix("F")
            || code.hasPrefix("A") && (50...64).contains(number)
    }
}
