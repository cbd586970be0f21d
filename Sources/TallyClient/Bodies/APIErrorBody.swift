/// The body of every error.
public struct APIErrorBody: Codable, Sendable {
    public let code: String
    public let number: UInt64?
    public let message: TextView

    enum CodingKeys: String, CodingKey {
        case code, number, message
    }

    public init(code: String, number: UInt64? = nil, message: TextView) {
        self.code = code
        self.number = number
        self.message = message
    }
}
