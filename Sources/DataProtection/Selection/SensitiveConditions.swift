/// Diagnoses of the special diseases, which are level 5 and never travel as ordinary diagnoses.
///
/// Source: ICD-10 chapters I, II, V, XI, XIV; list of special diseases under GB/T 39725-2020.
enum SensitiveConditions {
    private struct Span {
        let letter: UInt8
        let numbers: ClosedRange<Int>

        init(_ letter: StaticString, _ numbers: ClosedRange<Int>) {
            self.letter = letter.utf8Start.pointee
            self.numbers = numbers
        }
    }

    private static let spans = [
        Span("A", 0...9), Span("A", 15...39), Span("A", 50...64), Span("A", 80...80),
        Span("A", 82...82), Span("B", 15...24), Span("C", 0...97), Span("F", 0...99),
        Span("I", 84...84), Span("K", 60...64), Span("N", 46...46), Span("N", 97...97),
        Span("Q", 90...99), Span("Z", 20...22),
    ]

    private static let words = [
        "艾滋", "梅毒", "淋病", "尖锐湿疣", "性病", "乙肝", "丙肝", "结核", "恶性", "癌", "肉瘤", "白血病",
        "精神分裂", "抑郁", "双相", "痔", "肛瘘", "不孕", "不育", "hiv", "aids", "syphilis",
        "gonorrh", "hepatitis b", "hepatitis c", "tubercul", "malignan", "carcinoma", "cancer",
        "schizophren", "depressive", "bipolar", "infertility", "hemorrhoid",
    ]

    /// Whether a code of ICD-10 or a text names such a disease.
    static func isSensitive(codes: [String], text: String) -> Bool {
        let folded = ScalarFolding.folded(text)
        return codes.contains(where: isSensitive)
            || words.contains { Scan.contains(folded, Scan.scalars($0)) }
    }

    private static func isSensitive(_ code: String) -> Bool {
        let bytes = Array(code.utf8)
        guard bytes.count >= 3, let tens = digit(bytes[1]), let ones = digit(bytes[2]) else {
            return false
        }
        let letter = bytes[0] & 0xdf
        return spans.contains { $0.letter == letter && $0.numbers.contains(tens * 10 + ones) }
    }

    private static func digit(_ byte: UInt8) -> Int? {
        (0x30...0x39).contains(byte) ? Int(byte - 0x30) : nil
    }
}
