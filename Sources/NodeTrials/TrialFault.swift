/// Why a trial cannot be made, in both languages.
public struct TrialFault: Error, CustomStringConvertible {
    public let zh: String
    public let en: String

    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }

    public var description: String { "\(en) · \(zh)" }
}
