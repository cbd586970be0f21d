import Bilingual
import Foundation
import TrustAnchors
import WrittenText

/// Why a consortium's description or a card gives no genesis; both wordings for the founders.
package struct ConsortiumFault: Error, Hashable, Sendable {
    package let zh: String
    package let en: String

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
package struct ConsortiumSource: Codable, Sendable {
    package struct Names: Codable, Sendable {
        package var zh: String
        package var en: String
    }

    package struct Person: Codable, Sendable {
        package var id: String
        package var roles: [String]
        package var clearance: UInt64
        package var licence: String?
    }

    package struct Institution: Codable, Sendable {
        package var id: String
        package var uscc: String
        package var name: Names
        package var kind: String
        package var tier: String
        package var region: String
        package var seat: Bool
        package var staff: [Person]

        /// One institution by itself, which is to join a consortium.
        package init(json: [UInt8]) throws(ConsortiumFault) {
            do throws(WrittenJSONFault) {
                self = try WrittenJSON.decode(from: json)
            } catch {
                throw .reading("机构描述", "the institution's description", error)
            }
            try checkCode("uscc")
        }
    }

    package struct CommitteeMember: Codable, Sendable {
        package var member: String
        package var staff: String
        package var discipline: String
        /// Comes in for a seat of the discipline that is a party or steps aside, in the order of the
        /// file; left out: sits.
        package var substitute: Bool?
    }

    /// The value of a parameter: a number, or kinds of members separated by commas.
    package struct Setting: Codable, Sendable, Hashable {
        package let text: String

        package init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(UInt64.self) {
                text = "\(number)"
            } else {
                text = try container.decode(String.self)
            }
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            if let number = UInt64(text) {
                try container.encode(number)
            } else {
                try container.encode(text)
            }
        }
    }

    package struct Recovery: Codable, Sendable {
        package var signatures: UInt64
    }

    package var name: Names
    package var suite: String
    /// ISO 8601 with an offset.
    package var time: String
    /// Paths of vocabulary and charter sources, relative to this file.
    package var vocabularies: [String]
    package var charters: [String]
    package var recovery: Recovery
    /// Durations in milliseconds by name of `ChainParameters`; those not named keep the default.
    package var parameters: [String: Setting]?
    package var members: [Institution]
    package var committee: [CommitteeMember]

    package init(json: [UInt8]) throws(ConsortiumFault) {
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
    package func institution(_ id: String) -> Institution? { members.first { $0.id == id } }
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
    package var english: String { en }
    package var chinese: String { zh }
}
