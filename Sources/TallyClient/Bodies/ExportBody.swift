/// What is to be exported.
public struct ExportBody: Codable, Sendable {
    /// subject or asset.
    public let kind: String
    public let id: String
    public let caseReference: String
    /// Disclosures in canonical bytes, base64, by transaction.
    public let disclosures: [String: [String]]
    /// Whether the block of each entry goes along; left out: no.
    public let blocks: Bool?

    enum CodingKeys: String, CodingKey {
        case kind, id, caseReference, disclosures, blocks
    }

    public init(
        kind: String, id: String, caseReference: String, disclosures: [String: [String]],
        blocks: Bool = false
    ) {
        self.blocks = blocks ? true : nil
        self.kind = kind
        self.id = id
        self.caseReference = caseReference
        self.disclosures = disclosures
    }
}
