import CanonicalCoding

/// What a person does at a member. The three officers exclude one another and every other role
/// (三员分立): none of them sees patient data.
package enum StaffRole: UInt64, Sendable, Hashable, CaseIterable {
    case physician = 1
    case nurse = 2
    case dataOfficer = 3
    case compliance = 4
    case committee = 5
    case judge = 6
    case clerk = 7
    case system = 8
    case security = 9
    case audit = 10

    package var name: String {
        switch self {
        case .physician: "physician"
        case .nurse: "nurse"
        case .dataOfficer: "data-officer"
        case .compliance: "compliance"
        case .committee: "committee"
        case .judge: "judge"
        case .clerk: "clerk"
        case .system: "system-officer"
        case .security: "security-officer"
        case .audit: "audit-officer"
        }
    }

    package var chinese: String {
        switch self {
        case .physician: "医师"
        case .nurse: "护士"
        case .dataOfficer: "数据官"
        case .compliance: "合规官"
        case .committee: "委员"
        case .judge: "法官"
        case .clerk: "经办人"
        case .system: "系统管理员"
        case .security: "安全管理员"
        case .audit: "审计管理员"
        }
    }

    /// Reads a name; vocabularies write underscores.
    package init?(name: String) {
        guard
            let role = Self.allCases.first(where: {
                $0.name == name || $0.name.replacingHyphens == name
            })
        else { return nil }
        self = role
    }
}

extension String {
    /// The name as an identifier of the charter language.
    var replacingHyphens: String { String(map { $0 == "-" ? "_" : $0 }) }
}

/// A set of roles; the bits are part of the format.
package struct StaffRoles: OptionSet, Hashable, Sendable {
    package let rawValue: UInt64
    package init(rawValue: UInt64) { self.rawValue = rawValue }
    package init(_ role: StaffRole) { rawValue = 1 << role.rawValue }

    package static let physician = StaffRoles(.physician)
    package static let nurse = StaffRoles(.nurse)
    package static let dataOfficer = StaffRoles(.dataOfficer)
    package static let compliance = StaffRoles(.compliance)
    package static let committee = StaffRoles(.committee)
    package static let judge = StaffRoles(.judge)
    package static let clerk = StaffRoles(.clerk)
    package static let system = StaffRoles(.system)
    package static let security = StaffRoles(.security)
    package static let audit = StaffRoles(.audit)

    package static let officers: StaffRoles = [.system, .security, .audit]
    /// Officers without whom nobody is enrolled.
    package static let appointers: StaffRoles = [.security, .audit]
    /// Roles that may see patient data.
    package static let practitioners: StaffRoles = [
        .physician, .nurse, .dataOfficer, .compliance, .committee, .judge, .clerk,
    ]
    /// Roles that may bind their member to a grant.
    package static let representatives: StaffRoles = [.dataOfficer, .compliance, .judge]
    static let known: StaffRoles = officers.union(practitioners)

    /// At least one known role; an officer holds exactly one.
    package var isConsistent: Bool {
        guard !isEmpty, isSubset(of: .known) else { return false }
        return isDisjoint(with: .officers) || rawValue.nonzeroBitCount == 1
    }

    /// The roles, ascending by number.
    package var list: [StaffRole] { StaffRole.allCases.filter { contains(StaffRoles($0)) } }
}
