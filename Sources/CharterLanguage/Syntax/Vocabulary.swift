import CanonicalCoding
import Sealing

/// Words of a consortium in both languages: types, attributes with their source, and laws.
///
/// It is an object of its own on the chain, so that scripts stay short. Ids are ASCII and stable;
/// Chinese names stand beside them. Source: docs/reference/charter-language.md, "Vocabulary".
package struct Vocabulary: Hashable, Sendable {
    package let id: String
    package let types: [EnumType]
    package let attributes: [Attribute]
    package let laws: [Law]

    package init(id: String, types: [EnumType], attributes: [Attribute], laws: [Law]) {
        self.id = id
        self.types = types
        self.attributes = attributes
        self.laws = laws
    }

    /// The digest under which the chain knows it.
    package func digest(_ suite: CryptoSuite) -> Digest {
        suite.digest(DigestDomain("tally/vocabulary/v1"), of: self)
    }
}

/// An id and the Chinese name beside it.
package struct BilingualName: Hashable, Sendable {
    package let id: String
    package let chinese: String

    package init(id: String, chinese: String) {
        self.id = id
        self.chinese = chinese
    }

    package func text(_ language: SurfaceLanguage) -> String {
        language == .english ? id : chinese
    }
}

/// A closed list of members; 1 … 64 of them.
package struct EnumType: Hashable, Sendable {
    package let name: BilingualName
    package let members: [BilingualName]

    package init(name: BilingualName, members: [BilingualName]) {
        self.name = name
        self.members = members
    }
}

/// Something a rule may read, and who says what it is.
package struct Attribute: Hashable, Sendable {
    package let name: BilingualName
    package let type: ValueType
    package let source: AttributeSource

    package init(name: BilingualName, type: ValueType, source: AttributeSource) {
        self.name = name
        self.type = type
        self.source = source
    }
}

/// Who vouches for an attribute: only `request` is taken from the asker.
/// Source: docs/reference/charter-language.md, "Vocabulary".
package enum AttributeSource: UInt64, Hashable, Sendable, CaseIterable {
    case request = 1
    case registry = 2
    case asset = 3
    case consent = 4
    case grant = 5
    case override = 6
    case ballot = 7
    case chain = 8

    /// The word in a vocabulary's source text.
    package var word: String {
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
package struct Law: Hashable, Sendable {
    /// The code in the canonical tree, such as `PIPL`, and the Chinese title.
    package let name: BilingualName
    /// How many articles it has; 0 where it is cited without a check of the number.
    package let articles: UInt64

    package init(name: BilingualName, articles: UInt64) {
        self.name = name
        self.articles = articles
    }
}
