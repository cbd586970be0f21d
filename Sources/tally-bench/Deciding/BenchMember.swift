import Foundation
import Interchange
import LedgerTypes
import Sealing

/// The fresh keys of one institution of the example consortium.
struct BenchMember {
    let id: MemberID
    let seat = SigningKey.generate(suite: .ed25519SHA256)
    let gateway = SigningKey.generate(suite: .ed25519SHA256)
    let governance = SigningKey.generate(suite: .ed25519SHA256)
    let staff: [String: SigningKey]
    let card: MemberCard

    init(_ institution: ConsortiumSource.Institution) throws {
        guard let id = MemberID(institution.id) else {
            throw BenchFault(
                zh: "机构名 \(institution.id) 不成立", en: "`\(institution.id)` is no member's name")
        }
        self.id = id
        var staff: [String: SigningKey] = [:]
        var people: [MemberCard.Person] = []
        for person in institution.staff {
            let key = SigningKey.generate(suite: .ed25519SHA256)
            staff[person.id] = key
            people.append(
                MemberCard.Person(
                    id: person.id, of: id, chain: nil, key: key,
                    licence: person.licence.map {
                        CryptoSuite.ed25519SHA256.hash(Array($0.utf8)).description
                    }))
        }
        self.staff = staff
        card = MemberCard(
            member: id, chain: nil, seat: seat, gateway: gateway, governance: governance,
            box: try Self.boxKey(),
            certificate: CryptoSuite.ed25519SHA256.hash(Array(institution.id.utf8)),
            address: "127.0.0.1:1", staff: people)
    }

    private static func boxKey() throws -> BoxKey {
        guard let pair = BoxKeyPair(seed: .random(count: 32)) else {
            throw BenchFault(zh: "无法生成封装密钥", en: "no sealing key could be made")
        }
        return pair.publicKey
    }
}
