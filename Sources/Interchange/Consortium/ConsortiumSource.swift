import Bilingual
import Foundation
import TrustAnchors
import WrittenText

/// Why a consortium's description or a card gives no genesis; both wordings for the founders.
public struct ConsortiumFault: Error, Hashable, Sendable {
    public let zh: String
    public let en: String

    init(_ zh: String, _ en: String) {
        self.zh = zh
        self.en = en
    }

    /// A file of JSON that cannot be read; `what` names it in both languages.
    static func reading(
        _ zh: String, _ en: String, _ fault: WrittenJSONFault
    ) -> ConsortiumFault {
        ConsortiumFault("\(zh)：\(fault.chinese)", "\(en): \(fault.english)")
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

        /// One institution by itself, which is to join a consortium.
        public init(json: [UInt8]) throws(ConsortiumFault) {
            do throws(WrittenJSONFault) {
                self = try WrittenJSON.decode(from: json)
            } catch {
                throw .reading("机构描述", "the institution's description", error)
            }
            try checkCode("uscc")
        }
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
        do throws(WrittenJSONFault) {
            self = try WrittenJSON.decode(from: json)
        } catch {
            throw .reading("联盟描述", "the consortium's description", error)
        }
        for (index, member) in members.enumerated() {
            try member.checkCode("members[\(index)].uscc")
        }
    }

    /// The institution with an id, or nil.
    public func institution(_ id: String) -> Institution? { members.first { $0.id == id } }
}

extension ConsortiumSource.Institution {
    /// What the ledger would refuse is refused where it is written, with the reason.
    fileprivate func checkCode(_ path: String) throws(ConsortiumFault) {
        do throws(CreditCodeFault) {
            _ = try CreditCode(checking: uscc)
        } catch {
            throw ConsortiumFault(
                "`\(path)` `\(uscc)`：\(error.chinese)", "`\(path)` `\(uscc)`: \(error.english)")
        }
    }
}

extension ConsortiumFault: Worded {
    public var english: String { en }
    public var chinese: String { zh }
}
