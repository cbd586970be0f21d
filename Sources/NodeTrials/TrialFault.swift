import Bilingual

/// Why a trial cannot be made, in both languages.
package struct TrialFault: Error, CustomStringConvertible {
    package let zh: String
    package let en: String

    package init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }
}

extension TrialFault: Worded {
    package var english: String { en }
    package var chinese: String { zh }
}
