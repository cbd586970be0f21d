/// What is to be exported.
public struct ExportBody: Codable, Sendable {
    /// subject or asset.
    public let kind: String
    public let id: String
    public let caseReference: String
    /// Disclosures in canonical bytes, base64, by transaction.
    public let disclosures: [String: [String]]

    enum CodingKeys: String, CodingKey {
        case kind, id, caseReference, disclosures
    }

    public init(kind: String, id: String, caseReference: String, disclosures: [String: [String]]) {
        self.kind = kind
        self.id = id
        self.caseReference = caseReference
        self.disclosures = disclosures
    }
}
