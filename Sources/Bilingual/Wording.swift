/// What tells people something in both languages: of a fault, what is wrong and what to do next.
///
/// Every error that can reach an officer, a clinician, a patient or a judge is one of these.
package protocol Worded {
    var english: String { get }
    var chinese: String { get }
}

/// A text in both languages.
package struct Wording: Worded, Hashable, Sendable {
    package let english: String
    package let chinese: String

    package init(english: String, chinese: String) {
        self.english = english
        self.chinese = chinese
    }
}

extension Worded {
    package var wording: Wording { Wording(english: english, chinese: chinese) }
}

/// What stands in logs, which people of both languages read.
extension Worded where Self: CustomStringConvertible {
    package var description: String { "\(english) · \(chinese)" }
}
