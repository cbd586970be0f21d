import Governance
import LedgerTypes

/// The end of a term, of a person or of a seat in the committee.
struct TermEnd: Hashable, Sendable, Comparable {
    let person: StaffReference
    /// What ends: roles, or the field of a committee seat.
    let office: String
    /// Whole days that are left; below 0 afterwards.
    let days: Int64

    static func < (left: TermEnd, right: TermEnd) -> Bool {
        (left.days, left.person) < (right.days, right.person)
    }
}

/// Which terms end soon, and which officers the member has not.
struct OfficeTerms: Hashable, Sendable {
    /// Days before the end of a term at which it is told again, more urgently.
    static let stages: [Int64] = [14, 60, 180]
    /// How many persons are named; the others are counted.
    static let named = 5

    /// Persons of this member in office, soonest first.
    var staff: [TermEnd] = []
    /// Seats of the committee, of any member, soonest first; ended ones too.
    var committee: [TermEnd] = []
    /// Of security and audit officer, those of whom nobody is in office.
    var missing: [StaffRole] = []
    /// Physicians of this member in office who have no licence in force: none, one that is over or
    /// taken back, or one of another key or number.
    var unlicensed: [StaffReference] = []

    init() {}

    /// Reads the ledger's terms as they stand at a time.
    init(of member: MemberID, on ledger: LedgerState, at time: BlockTime) {
        let inOffice = GovernanceQueries(ledger).staff(of: member)
            .filter { $0.state == .active && $0.from <= time && time < $0.until }
        let last = Self.stages.max() ?? 0
        staff = inOffice.map {
            let roles = $0.roles.list.map(\.name).joined(separator: ", ")
            return TermEnd(
                person: $0.reference, office: roles, days: Self.days(until: $0.until, from: time))
        }
        .filter { $0.days < last }
        staff += inOffice.compactMap { person in
            guard let licence = ledger.get(Tables.licences, person.reference)?.latest.licence,
                licence.withdrawn == nil, licence.key == person.key.id
            else { return nil }
            return TermEnd(
                person: person.reference, office: "licence",
                days: Self.days(until: licence.until, from: time))
        }
        .filter { $0.days < last }
        staff.sort()
        committee = (ledger.get(Tables.committee)?.seats ?? []).map {
            TermEnd(
                person: $0.person, office: $0.field.name,
                days: Self.days(until: $0.until, from: time))
        }
        .filter { $0.days < last }.sorted()
        var reader = StateReader(ledger, height: ledger.height.next, time: time)
        unlicensed = inOffice.filter {
            $0.roles.contains(.physician) && !reader.rolesInForce($0).contains(.physician)
        }.map(\.reference)
        missing = [StaffRole.security, .audit].filter { role in
            !inOffice.contains { $0.roles.contains(StaffRoles(role)) }
        }
    }

    /// Whole days, rounded down: below 0 once it is over.
    static func days(until end: BlockTime, from now: BlockTime) -> Int64 {
        let day = Int64(Milliseconds.days(1).value)
        let left = Int64(clamping: end.value) - Int64(clamping: now.value)
        return left >= 0 ? left / day : -((-left + day - 1) / day)
    }
}

extension HealthRules {
    /// People and seats whose time runs out.
    static let terms = [
        HealthRule(7179) { facts in
            facts.terms.missing.isEmpty ? nil : .officersMissing(facts.terms.missing)
        },
        HealthRule(7189) { facts in
            facts.terms.unlicensed.isEmpty ? nil : .unlicensed(facts.terms.unlicensed)
        },
        HealthRule(7177) { facts in
            facts.terms.staff.isEmpty ? nil : .staffTermsEnd(facts.terms.staff)
        },
        HealthRule(7178) { facts in
            facts.terms.committee.isEmpty ? nil : .committeeTermsEnd(facts.terms.committee)
        },
    ]
}

extension NodeProblem {
    static func officersMissing(_ roles: [StaffRole]) -> NodeProblem {
        NodeProblem(
            7179, .warning,
            "this member has no \(roles.map(\.name).joined(separator: " and no ")) in office",
            "本机构无在任的\(roles.map(\.chinese).joined(separator: "、"))")
    }

    static func unlicensed(_ people: [StaffReference]) -> NodeProblem {
        let names = people.prefix(OfficeTerms.named).map { "\($0)" }.joined(separator: ", ")
        let rest = people.count - min(people.count, OfficeTerms.named)
        return NodeProblem(
            7189, .warning,
            "physicians who cannot act, without a licence in force: \(people.count) (\(names)"
                + (rest > 0 ? " and \(rest) more)" : ")"),
            "无有效执业证、不能履职的医师：\(people.count) 人（\(names)" + (rest > 0 ? " 另有 \(rest) 人）" : "）"))
    }

    static func staffTermsEnd(_ ends: [TermEnd]) -> NodeProblem {
        NodeProblem(
            7177, .warning, "terms of this member's people: \(told(ends).english)",
            "本机构人员任期：\(told(ends).chinese)")
    }

    static func committeeTermsEnd(_ ends: [TermEnd]) -> NodeProblem {
        NodeProblem(
            7178, .warning, "seats of the committee: \(told(ends).english)",
            "委员会席位任期：\(told(ends).chinese)")
    }

    /// The most urgent stage first, and in it the first few by name.
    private static func told(_ ends: [TermEnd]) -> (english: String, chinese: String) {
        var english: [String] = []
        var chinese: [String] = []
        let over = ends.filter { $0.days < 0 }
        if !over.isEmpty {
            english.append("over: \(names(over, "and", "more"))")
            chinese.append("已届满：\(names(over, "另有", "人"))")
        }
        var from: Int64 = 0
        for stage in OfficeTerms.stages {
            let within = ends.filter { $0.days >= from && $0.days < stage }
            from = stage
            guard !within.isEmpty else { continue }
            english.append("within \(stage) days: \(names(within, "and", "more"))")
            chinese.append("\(stage) 天内届满：\(names(within, "另有", "人"))")
        }
        return (english.joined(separator: "; "), chinese.joined(separator: "；"))
    }

    private static func names(_ ends: [TermEnd], _ and: String, _ more: String) -> String {
        let first = ends.prefix(OfficeTerms.named).map { "\($0.person) (\($0.office))" }
        let rest = ends.count - first.count
        return first.joined(separator: ", ") + (rest > 0 ? " \(and) \(rest) \(more)" : "")
    }
}
