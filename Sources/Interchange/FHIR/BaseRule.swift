/// What a document says as a whole, beside its provisions.
enum BaseRule: Hashable {
    case none
    case optIn
    case optOut
    /// All is refused but help in an emergency.
    case emergencyOnly

    /// By codes of `policyRule` and `category`, and addresses of policies; a refusal wins.
    init(_ texts: [String]) {
        let rules = texts.map(Self.rule)
        self =
            [.optOut, .emergencyOnly, .optIn].first(where: rules.contains) ?? .none
    }

    private static func rule(_ text: String) -> BaseRule {
        let letters = Self.letters(text)
        if letters == "emrgonly" { return .emergencyOnly }
        if letters.contains("optout") { return .optOut }
        return letters.contains("optin") ? .optIn : .none
    }

    /// Whether a code of a document's kind says that it objects or takes something back: nothing in
    /// such a document becomes a permission.
    static func objects(_ code: String) -> Bool {
        letters(code).contains("optout") || FormWording(code) == .objects
    }

    /// Letters alone, lower case: codes and addresses put marks between words as they like.
    private static func letters(_ text: String) -> String {
        String(
            decoding: text.utf8.compactMap { byte -> UInt8? in
                switch byte {
                case 0x61...0x7a: byte
                case 0x41...0x5a: byte + 0x20
                default: nil
                }
            }, as: UTF8.self)
    }
}
