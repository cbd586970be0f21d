import Bilingual

/// A refusal of the interface: a stable code, what is wrong in both languages, what to do next.
public struct APIError: Error, Hashable, Sendable {
    public let statusCode: Int
    public let code: String
    /// The ledger's number of a refusal (docs/reference/refusals.md); nil where it is not its own.
    public let number: UInt64?
    public let zh: String
    public let en: String

    public init(
        status statusCode: Int, code: String, number: UInt64? = nil, zh: String, en: String
    ) {
        self.statusCode = statusCode
        self.code = code
        self.number = number
        self.zh = zh
        self.en = en
    }
}

extension APIError: Worded {
    public var english: String { en }
    public var chinese: String { zh }
}
