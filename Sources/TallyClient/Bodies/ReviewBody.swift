/// A request in canonical bytes, base64.
public struct ReviewBody: Codable, Sendable {
    public let request: String

    enum CodingKeys: String, CodingKey {
        case request
    }

    public init(request: String) {
        self.request = request
    }
}

/// What a request would be decided if it were the next entry: shown, signed, never binding.
public struct ReviewView: Codable, Sendable {
    public let decision: DecisionView
    public let asOf: UInt64
    public let stateRoot: String
    /// Canonical bytes of the decision, base64.
    public let bytes: String
    /// The node's gateway signs `tally/review/v1`, the chain, the height, who asked, and the digests of
    /// what was asked and of the bytes.
    public let key: String
    public let signature: String

    enum CodingKeys: String, CodingKey {
        case decision, asOf, stateRoot, bytes, key, signature
    }

    package init(
        decision: DecisionView, asOf: UInt64, stateRoot: String, bytes: String, key: String,
        signature: String
    ) {
        self.decision = decision
        self.asOf = asOf
        self.stateRoot = stateRoot
        self.bytes = bytes
        self.key = key
        self.signature = signature
    }
}
