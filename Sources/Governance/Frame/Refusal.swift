import Bilingual
import LedgerTypes

/// Why a transaction has no effect: a stable number with a name and a sentence in both languages.
///
/// The list of all is docs/reference/refusals.md; numbers are never used twice.
package struct Refusal: Error, Worded, Hashable, Sendable, CustomStringConvertible {
    package let code: ReceiptCode
    private let texts: Texts

    private struct Texts: Sendable {
        let name: StaticString
        let english: StaticString
        let chinese: StaticString
    }

    init(
        _ code: UInt64, _ name: StaticString, _ english: StaticString, _ chinese: StaticString
    ) {
        self.code = ReceiptCode(code)
        texts = Texts(name: name, english: english, chinese: chinese)
    }

    package var name: String { texts.name.description }
    package var english: String { texts.english.description }
    package var chinese: String { texts.chinese.description }
    package var description: String { "\(code) \(name)" }

    package static func == (left: Refusal, right: Refusal) -> Bool { left.code == right.code }
    package func hash(into hasher: inout Hasher) { hasher.combine(code) }

    /// Every refusal, ascending by number.
    package static let all: [Refusal] = catalogue.flatMap { $0 }.sorted { $0.code < $1.code }

    /// The refusal of a receipt's code, or nil for 0 and numbers of later versions.
    package static func named(_ code: ReceiptCode) -> Refusal? {
        all.first { $0.code == code }
    }
}
