/// What a client needs to know before it signs anything.
public struct VersionView: Codable, Sendable {
    public let version: String
    public let chain: String
    public let member: String
    public let suite: String
    public let nameChinese: String
    public let nameEnglish: String

    enum CodingKeys: String, CodingKey {
        case version, chain, member, suite, nameChinese, nameEnglish
    }

    package init(
        version: String, chain: String, member: String, suite: String, nameChinese: String,
        nameEnglish: String
    ) {
        self.version = version
        self.chain = chain
        self.member = member
        self.suite = suite
        self.nameChinese = nameChinese
        self.nameEnglish = nameEnglish
    }
}
