/// How an export stands.
public struct ExportView: Codable, Sendable {
    /// The name by which it is asked about.
    public let id: String
    /// The block that the file is of.
    public let height: UInt64
    /// reading, proving, witnessing or sealing, in this order.
    public let stage: String
    /// How many of how many in this stage.
    public let done: UInt64
    public let total: UInt64
    /// Size of the file; absent while it is in work.
    public let bytes: UInt64?

    enum CodingKeys: String, CodingKey {
        case id, height, stage, done, total, bytes
    }

    package init(
        id: String, height: UInt64, stage: String, done: UInt64, total: UInt64, bytes: UInt64?
    ) {
        self.id = id
        self.height = height
        self.stage = stage
        self.done = done
        self.total = total
        self.bytes = bytes
    }
}

/// That an export was ended.
public struct ExportEndView: Codable, Sendable {
    public let isEnded: Bool

    enum CodingKeys: String, CodingKey {
        case isEnded
    }

    package init(isEnded: Bool) { self.isEnded = isEnded }
}
