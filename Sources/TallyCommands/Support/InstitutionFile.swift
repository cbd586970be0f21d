import Foundation
import Governance
import Interchange
import LedgerTypes
import Sealing

/// A new institution's description, read from JSON, and the join file that is made of it.
enum InstitutionFile {
    /// Reads one institution, in the form that it has in a consortium's description.
    static func read(_ path: String) throws -> ConsortiumSource.Institution {
        try Files.described(path, ConsortiumSource.Institution.init(json:))
    }

    /// The enrolment of an institution: its record, and its officers for five years.
    static func enrolment(
        _ institution: ConsortiumSource.Institution, _ card: MemberCard, now: BlockTime
    ) throws -> EnrolMember {
        guard let id = MemberID(institution.id),
            let kind = MemberKind.allCases.first(where: { $0.name == institution.kind }),
            let tier = MemberTier.allCases.first(where: { $0.name == institution.tier }),
            let box = Hex.decode(card.box).flatMap({ BoxKey($0) }),
            let certificate = Digest(hex: card.certificate)
        else {
            throw Failure(
                .badInput, code: "institution-wrong", zh: "机构的 id、kind 或 tier 有误",
                en: "id, kind or tier of the institution is wrong")
        }
        let member = Member(
            id: id, uscc: institution.uscc, nameEnglish: institution.name.en,
            nameChinese: institution.name.zh, kind: kind, tier: tier, region: institution.region,
            gatewayKey: try Given.verifyingKey(card.gateway, suite: .ed25519SHA256),
            governanceKey: try Given.verifyingKey(card.governance, suite: .ed25519SHA256),
            boxKey: box, certificateDigest: certificate)
        let officers = try institution.staff.map { try officer($0, id, card, now: now) }
        let sorted = officers.sorted { $0.id < $1.id }
        let keys = [member.gatewayKey, member.governanceKey] + sorted.map(\.key)
        return EnrolMember(
            enrolled: member, officers: sorted,
            possessions: keys.compactMap { card.possession(of: $0) })
    }

    private static func officer(
        _ person: ConsortiumSource.Person, _ member: MemberID, _ card: MemberCard, now: BlockTime
    ) throws -> Staff {
        let roles = person.roles.compactMap { StaffRole(name: $0) }
        guard let id = StaffID(person.id), roles.count == person.roles.count,
            StaffRoles(roles.map { StaffRoles($0) }).isSubset(of: .officers),
            let key = card.staff.first(where: { $0.id == person.id })?.key
        else {
            throw Failure(
                .badInput, code: "officers-only",
                zh: "`\(person.id)`：新机构先登记系统、安全、审计管理员，其他人员由其安全管理员登记",
                en: "`\(person.id)`: a new institution begins with its officers (system, security, "
                    + "audit); its security officer enrols the others")
        }
        return Staff(
            id: id, member: member, roles: StaffRoles(roles.map { StaffRoles($0) }), licence: nil,
            clearance: person.clearance,
            key: try Given.verifyingKey(key, suite: .ed25519SHA256), from: now,
            until: now.adding(.days(365 * 5)) ?? now)
    }
}
