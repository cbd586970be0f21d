/// A value of the state map with its proof against a committed header.
public struct StateView: Codable, Sendable {
    public let key: String
    /// Canonical bytes, base64; absent where the key is not in the state.
    public let value: String?
    /// Absent where the value is, but for regulators and courts.
    public let proof: String?
    public let stateRoot: String
    public let height: UInt64
    /// The header and certificate of that height, base64; absent at genesis.
    public let block: String?

    enum CodingKeys: String, CodingKey {
        case key, value, proof, stateRoot, height, block
    }

    package init(
        key: String, value: String? = nil, proof: String?, stateRoot: String, height: UInt64,
        block: String? = nil
    ) {
        self.key = key
        self.value = value
        self.proof = proof
        self.stateRoot = stateRoot
        self.height = height
        self.block = block
    }
}

/// What is recorded of one subject or asset.
public struct HeadView: Codable, Sendable {
    public let kind: String
    public let id: String
    /// How many entries there are.
    public let count: UInt64
    /// Newest first, a page.
    public let entries: [EntryView]
    /// Where the next page begins.
    public let next: UInt64?

    enum CodingKeys: String, CodingKey {
        case kind, id, count, entries, next
    }

    package init(
        kind: String, id: String, count: UInt64, entries: [EntryView], next: UInt64? = nil
    ) {
        self.kind = kind
        self.id = id
        self.count = count
        self.entries = entries
        self.next = next
    }
}
