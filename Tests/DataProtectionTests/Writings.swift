import Foundation
import TestSupport

/// Ways of writing one value.
enum Writings {
    /// One of the ways that a kind of value is written in, drawn.
    static func write(
        _ value: String, _ kind: PlantedRecord.Kind, _ generator: inout SeededGenerator
    ) -> String {
        let plain =
            switch kind {
            case .number: number(value, &generator)
            case .date: date(value, &generator)
            case .han: han(value, &generator)
            case .latin: latin(value, &generator)
            case .place, .mail, .employer: generator.oneIn(3) ? wide(value) : value
            }
        return encoded(plain, &generator)
    }

    private static func spread(_ text: String, _ mark: String) -> String {
        text.map { String($0) }.joined(separator: mark)
    }

    private static func wide(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map {
                    (0x21...0x7e).contains($0.value) ? Unicode.Scalar($0.value + 0xfee0) ?? $0 : $0
                }))
    }

    private static func number(_ text: String, _ generator: inout SeededGenerator) -> String {
        let han = Array("〇一二三四五六七八九")
        switch generator.below(8) {
        case 0: return wide(text)
        case 1: return String(text.map { $0.wholeNumberValue.map { han[$0] } ?? $0 })
        case 2: return spread(text, " ")
        case 3: return text.prefix(3) + "-" + text.dropFirst(3).prefix(4) + "-" + text.dropFirst(7)
        case 4: return spread(text, "\u{200b}")
        case 5: return "号码" + text + "。"
        case 6: return text.lowercased()
        default: return text
        }
    }

    private static func date(_ text: String, _ generator: inout SeededGenerator) -> String {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        let (year, month, day) = (parts[0], parts[1], parts[2])
        let names = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        switch generator.below(9) {
        case 0: return "\(year)年\(month)月\(day)日"
        case 1: return "\(day)/\(month)/\(year)"
        case 2: return "\(month).\(day).\(year)"
        case 3: return text.filter { $0 != "-" }
        case 4: return "\(day) \(names[month - 1]) \(year)"
        case 5: return "\(names[month - 1]) \(day), \(year)"
        case 6:
            let han = Array("〇一二三四五六七八九")
            let words = String("\(year)".compactMap(\.wholeNumberValue).map { han[$0] })
            return "\(words)年\(number(month))月\(number(day))日"
        case 7: return "\(year)/\(month)/\(day)"
        default: return text
        }
    }

    private static func number(_ number: Int) -> String {
        let han = Array("零一二三四五六七八九")
        let tens = number / 10 == 0 ? "" : (number / 10 == 1 ? "" : String(han[number / 10])) + "十"
        return tens + (number % 10 == 0 ? "" : String(han[number % 10]))
    }

    private static func han(_ text: String, _ generator: inout SeededGenerator) -> String {
        switch generator.below(7) {
        case 0: spread(text, " ")
        case 1: spread(text, "·")
        case 2: spread(text, "\u{200d}")
        case 3:
            text.applyingTransform(StringTransform("Simplified-Traditional"), reverse: false)
                ?? text
        case 4 where text.count >= 3: String(text.dropFirst() + text.prefix(1))
        default: text
        }
    }

    private static func latin(_ text: String, _ generator: inout SeededGenerator) -> String {
        switch generator.below(5) {
        case 0: text.uppercased()
        case 1: text.folding(options: .diacriticInsensitive, locale: nil)
        case 2: wide(text)
        case 3 where text.count >= 5: spread(text.filter { $0 != " " && $0 != "," }, " ")
        default: text
        }
    }

    private static func encoded(_ text: String, _ generator: inout SeededGenerator) -> String {
        switch generator.below(12) {
        case 0: Data(text.utf8).base64EncodedString()
        case 1: text.utf8.map { "%" + String($0, radix: 16) }.joined()
        case 2: text.unicodeScalars.map { "&#\($0.value);" }.joined()
        case 3: text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        default: text
        }
    }
}
