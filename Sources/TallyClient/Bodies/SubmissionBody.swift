import Sealing

/// A signed transaction in canonical bytes, base64.
public struct SubmissionBody: Codable, Sendable {
    public let transaction: String

    enum CodingKeys: String, CodingKey {
        case transaction
    }

    public init(transaction: String) {
        self.transaction = transaction
    }
}

extension SubmissionBody {
    /// - Parameter transaction: its canonical bytes, such as a file that `tally` wrote.
    public init(_ transaction: [UInt8]) { self.init(transaction: Base64.encode(transaction)) }
}
