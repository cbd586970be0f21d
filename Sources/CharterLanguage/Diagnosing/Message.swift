/// One sentence in both languages.
public struct Message: Hashable, Sendable {
    public let english: String
    public let chinese: String

    public init(_ english: String, _ chinese: String) {
        self.english = english
        self.chinese = chinese
    }

    public func text(_ language: SurfaceLanguage) -> String {
        language == .english ? english : chinese
    }
}
