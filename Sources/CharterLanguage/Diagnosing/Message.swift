/// One sentence in both languages.
package struct Message: Hashable, Sendable {
    package let english: String
    package let chinese: String

    package init(_ english: String, _ chinese: String) {
        self.english = english
        self.chinese = chinese
    }

    package func text(_ language: SurfaceLanguage) -> String {
        language == .english ? english : chinese
    }
}
