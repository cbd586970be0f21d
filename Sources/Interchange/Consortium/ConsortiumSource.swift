import Bilingual
import Foundation

/// Why a consortium's description or a card gives no genesis; both wordings for the founders.
public struct ConsortiumFault: Error, Hashable, Sendable {
    public let zh: String
    public let en: String

    init(_ zh: String, _ en: String) {
        self.zh = zh
        self.en = en
    }

    static func reading(_ what: String, _ error: any Error) -> ConsortiumFault {
        let place: String
        switch error as? DecodingError {
        case .keyNotFound(let key, let context):
            place = (context.codingPath + [key]).map(\.stringValue).joined(separator: ".")
        case .typeMismatch(_, let context), .valueNotFound(_, let context),
            .dataCorrupted(let context):
            place = context.codingPath.map(\.stringValue).joined(separator: ".")
        default: place = ""
        }
        return ConsortiumFault(
            "\(what)：`\(place)` 缺少或类型不符", "\(what): `\(place)` is missing or of a wrong type")
    }
}

/// A consortium as its founders describe it in JSON: institutions, people, committee, first rules.
/// Keys come from the members' cards.
public struct ConsortiumSource: Codable, Sendable {
    public struct Names: Codable, Sendable {
        public var zh: String
        public var en: String
    }

    public struct Person: Codable, Sendable {
        public var id: String
        public var roles: [String]
        public var clearance: UInt64
        public var licence: String?
    }

    public struct Institution: Codable, Sendable {
        public var id: String
        public var uscc: String
        public var name: Names
        public var kind: String
        public var tier: String
        public var region: String
        public var seat: Bool
        public var staff: [Person]
    }

    public struct CommitteeMember: Codable, Sendable {
        public var member: String
        public var staff: String
        public var discipline: String
    }

    public struct Recovery: Codable, Sendable {
        public var signatures: UInt64
    }

    public var name: Names
    public var suite: String
    /// ISO 8601 with an offset.
    public var time: String
    /// Paths of vocabulary and charter sources, relative to this file.
    public var vocabularies: [String]
    public var charters: [String]
    public var recovery: Recovery
    /// Durations in milliseconds by name of `ChainParameters`; those not named keep the default.
    public var parameters: [String: UInt64]?
    public var members: [Institution]
    public var committee: [CommitteeMember]

    public init(json: [UInt8]) throws(ConsortiumFault) {
        do {
            self = try JSONDecoder().decode(ConsortiumSource.self, from: Data(json))
        } catch {
            throw ConsortiumFault.reading("consortium", error)
        }
    }

    /// The institution with an id, or nil.
    public func institution(_ id: String) -> Institution? { members.first { $0.id == id } }
}

extension ConsortiumFault: Worded {
    public var english: String { en }
    public var chinese: String { zh }
}
