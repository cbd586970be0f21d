import Bilingual

/// Why a trial cannot be made, in both languages.
public struct TrialFault: Error, CustomStringConvertible {
    public let zh: String
    public let en: String

    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }
}

extension TrialFault: Worded {
    public var english: String { en }
    public var chinese: String { zh }
}
