import CanonicalCoding
import Sealing

/// Words of a consortium in both languages: types, attributes with their source, and laws.
///
/// It is an object of its own on the chain, so that scripts stay short. Ids are ASCII and stable;
/// Chinese names stand beside them. Source: docs/reference/charter-language.md, "Vocabulary".
public struct Vocabulary: Hashable, Sendable {
    public let id: String
    public let types: [EnumType]
    public let attributes: [Attribute]
    public let laws: [Law]

    public init(id: String, types: [EnumType], attributes: [Attribute], laws: [Law]) {
        self.id = id
        self.types = types
        self.attributes = attributes
        self.laws = laws
    }

    /// The digest under which the chain knows it.
    public func digest(_ suite: CryptoSuite) -> Digest {
        suite.digest(DigestDomain("tally/vocabulary/v1"), of: self)
    }
}

/// An id and the Chinese name beside it.
public struct BilingualName: Hashable, Sendable {
    public let id: String
    public let chinese: String

    public init(id: String, chinese: String) {
        self.id = id
        self.chinese = chinese
    }

    public func text(_ language: SurfaceLanguage) -> String {
        language == .english ? id : chinese
    }
}

/// A closed list of members; 1 … 64 of them.
public struct EnumType: Hashable, Sendable {
    public let name: BilingualName
    public let members: [BilingualName]

    public init(name: BilingualName, members: [BilingualName]) {
        self.name = name
        self.members = members
    }
}

/// Something a rule may read, and who says what it is.
public struct Attribute: Hashable, Sendable {
    public let name: BilingualName
    public let type: ValueType
    public let source: AttributeSource

    public init(name: BilingualName, type: ValueType, source: AttributeSource) {
        self.name = name
        self.type = type
        self.source = source
    }
}

/// Who vouches for an attribute: only `request` is taken from the asker.
/// Source: docs/reference/charter-language.md, "Vocabulary".
public enum AttributeSource: UInt64, Hashable, Sendable, CaseIterable {
    case request = 1
    case registry = 2
    case asset = 3
    case consent = 4
    case grant = 5
    case override = 6
    case ballot = 7
    case chain = 8

    /// The word in a vocabulary's source text.
    public var word: String {
        switch self {
        case .request: "request"
        case .registry: "registry"
        case .asset: "asset"
        case .consent: "consent"
        case .grant: "grant"
        case .override: "override"
        case .ballot: "ballot"
        case .chain: "chain"
        }
    }
}

/// A law, standard or agreement that rules may cite.
public struct Law: Hashable, Sendable {
    /// The code in the canonical tree, such as `PIPL`, and the Chinese title.
    public let name: BilingualName
    /// How many articles it has; 0 where it is cited without a check of the number.
    public let articles: UInt64

    public init(name: BilingualName, articles: UInt64) {
        self.name = name
        self.articles = articles
    }
}
