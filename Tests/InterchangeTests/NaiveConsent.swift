import Governance
import TestSupport
import WrittenText

/// One use of one datum, and its reading of a provision that knows nothing of sets and mappings.
struct Use: Hashable, CustomStringConvertible {
    let purpose: String
    let action: String
    let member: String
    let field: String
    let category: String
    let level: Int
    let day: String
    let dataDay: String

    var description: String {
        "\(member) \(action) \(field) (\(category), \(level)) of \(dataDay) for \(purpose) on \(day)"
    }

    static func any(_ numbers: inout SeededGenerator) -> Use {
        func pick<Value>(_ values: [Value]) -> Value { values[numbers.below(values.count)] }
        let (field, category) = pick([
            ("hba1c", "STAT"), ("weight", "STAT"), ("glucose", "STAT"), ("diagnosis", "STAT"),
            ("medication", "APPL"), ("imaging", "APPL"),
        ])
        return Use(
            purpose: pick(["care", "refer", "rescue", "research", "claims", "public_health"]),
            action: pick(["read", "train", "export"]),
            member: pick(ConsentGenerator.members), field: field, category: category,
            level: 1 + numbers.below(5), day: pick(["2027-02-10", "2027-05-10", "2028-02-10"]),
            dataDay: pick(["2019-06-01", "2022-06-01", "2025-06-01"]))
    }
}

extension Use {
    /// A use that a permission is likely to reach, were nothing else said.
    static func within(_ scope: ConsentScope, _ numbers: inout SeededGenerator) -> Use {
        let other = any(&numbers)
        func pick(_ names: [String], else name: String) -> String {
            names.isEmpty ? name : names[numbers.below(names.count)]
        }
        let places = ["hba1c", "weight", "glucose", "diagnosis", "medication", "imaging"]
            .filter { scope.fields.isEmpty || scope.fields.contains($0) }
        let field = pick(places, else: other.field)
        return Use(
            purpose: pick(scope.purposes, else: other.purpose),
            action: pick(scope.actions, else: other.action),
            member: pick(scope.audiences.map(\.text), else: other.member), field: field,
            category: ["medication", "imaging"].contains(field) ? "APPL" : "STAT",
            level: 1 + numbers.below(Int(scope.maximumLevel)), day: other.day,
            dataDay: other.dataDay)
    }
}

/// A provision as a person reads it, use by use: yes, no, or who knows.
struct NaiveProvision {
    enum Answer { case yes, no, unknown }

    let tree: JSONValue

    var type: String? { tree["type"]?.text }
    var inner: [NaiveProvision] { (tree["provision"]?.elements ?? []).map(NaiveProvision.init) }

    private static let purposes: [String: (Set<String>, Set<String>)] = [
        "TREAT": (["care"], ["care", "refer", "rescue"]), "COC": (["refer"], ["refer"]),
        "ETREAT": (["rescue"], ["rescue"]), "HRESCH": (["research"], ["research"]),
        "HPAYMT": (["claims"], ["claims"]), "PUBHLTH": (["public_health"], ["public_health"]),
        "DSRCH": ([], ["research"]),
    ]
    private static let actions: [String: Set<String>] = [
        "access": ["read"], "use": ["read", "statistics", "train"], "disclose": ["export"],
        "collect": [],
    ]
    private static let fields: [String: Set<String>] = [
        "4548-4": ["hba1c"], "29463-7": ["weight"], "15074-8": ["glucose"],
        "Observation": ["hba1c", "weight", "glucose"], "MedicationRequest": ["medication"],
        "Condition": ["diagnosis"],
    ]
    private static let levels = ["L": 1, "M": 2, "N": 3, "R": 4, "V": 5]

    /// Whether one stated limit lets a use through; nil where nothing is stated.
    ///
    /// For a permission whatever is not sure is no, for a refusal it is yes.
    func limit(_ name: String, _ use: Use, permits: Bool) -> Answer? {
        if name == "class" {
            // A class and a code are one limit: both hold.
            let both = ["class", "code"].compactMap { stated($0, use, permits) }
            guard !both.isEmpty else { return nil }
            return both.contains(.no) ? .no : both.contains(.unknown) ? .unknown : .yes
        }
        return name == "code" ? nil : stated(name, use, permits)
    }

    private func stated(_ name: String, _ use: Use, _ permits: Bool) -> Answer? {
        guard let value = tree[name] else { return nil }
        switch name {
        case "period": return Self.holds(value, use.day) ? .yes : .no
        case "dataPeriod": return permits && !Self.holds(value, use.dataDay) ? .no : .yes
        case "data": return .unknown
        case "actor":
            var answers: [Answer] = []
            for actor in value.elements {
                let role = actor.at("role", "coding")?.elements.first?["code"]?.text ?? ""
                let member = actor.at("reference", "identifier", "value")?.text
                switch role {
                case "IRCP", "PRCP": answers.append(member == use.member ? .yes : .no)
                case "CST": continue
                default: return .unknown
                }
            }
            return answers.isEmpty ? nil : Self.any(answers)
        case "securityLabel":
            if !permits { return .yes }
            let levels = value.elements.map { Self.levels[$0["code"]?.text ?? ""] }
            guard !levels.contains(nil) else { return .unknown }
            return levels.compactMap(\.self).allSatisfy { use.level <= $0 } ? .yes : .no
        default: return Self.any(value.elements.map { Self.coded(name, $0, use, permits) })
        }
    }

    private static func coded(
        _ name: String, _ element: JSONValue, _ use: Use, _ permits: Bool
    ) -> Answer {
        let code = element["code"]?.text ?? element["coding"]?.elements.first?["code"]?.text ?? ""
        switch name {
        case "purpose":
            guard let sets = purposes[code] else { return .unknown }
            return (permits ? sets.0 : sets.1).contains(use.purpose) ? .yes : .no
        case "action":
            guard let set = actions[code] else { return .unknown }
            return set.contains(use.action) ? .yes : .no
        default:
            guard let set = fields[code] else { return .unknown }
            if code == "Observation", !permits { return use.category == "STAT" ? .yes : .no }
            return set.contains(use.field) ? .yes : .no
        }
    }

    private static func any(_ answers: [Answer]) -> Answer {
        if answers.contains(.yes) { return .yes }
        return answers.contains(.unknown) ? .unknown : .no
    }

    private static func holds(_ period: JSONValue, _ day: String) -> Bool {
        (period["start"]?.text ?? "") <= day && day <= (period["end"]?.text ?? "9999")
    }

    static let kinds = [
        "period", "dataPeriod", "purpose", "action", "class", "code", "securityLabel", "actor",
        "data",
    ]
}

/// A whole document, read use by use.
struct NaiveConsent {
    let root: NaiveProvision
    let isResearch: Bool

    init(_ tree: JSONValue) {
        root = NaiveProvision(tree: tree["provision"] ?? .null)
        isResearch = tree["scope"]?["coding"]?.elements.first?["code"]?.text == "research"
    }

    /// Whether some permission surely covers a use.
    func permits(_ use: Use) -> Bool {
        visit { covers($0, use) }
    }

    private func covers(_ chain: [NaiveProvision], _ use: Use) -> Bool {
        guard chain.last?.type == "permit" else { return false }
        return NaiveProvision.kinds.allSatisfy { name in
            let answer = covers(chain[...], name, use)
            let unsaid = name != "purpose" || isResearch && use.purpose == "research"
            return answer.map { $0 == .yes } ?? unsaid
        }
    }

    /// Whether some permission surely covers a use, and nothing that is refused inside of it may touch
    /// it, but for what is permitted again inside of that.
    func permitsAfterAll(_ use: Use) -> Bool {
        visit { stands($0, use) }
    }

    private func stands(_ chain: [NaiveProvision], _ use: Use) -> Bool {
        covers(chain, use) && !isRefusedInside(chain, use)
    }

    private func isRefusedInside(_ chain: [NaiveProvision], _ use: Use) -> Bool {
        (chain.last?.inner ?? []).contains { inner in
            let path = chain + [inner]
            guard inner.type == "deny" else { return isRefusedInside(path, use) }
            guard NaiveProvision.kinds.allSatisfy({ touches(path, $0, use) }) else { return false }
            return !walk(path) { $0.count > path.count && stands($0, use) }
        }
    }

    /// A provision inside a refusal states its own limits; elsewhere those around it hold too.
    private func covers(
        _ chain: ArraySlice<NaiveProvision>, _ name: String, _ use: Use
    ) -> NaiveProvision.Answer? {
        guard let own = chain.last else { return nil }
        let around = chain.dropLast()
        let outer = covers(around, name, use)
        guard let stated = own.limit(name, use, permits: true) else { return outer }
        let isException = around.last?.type == "deny" && !["period", "dataPeriod"].contains(name)
        // What is excepted from a refusal stays within the permissions around that.
        let bound = isException ? covers(beyond(around), name, use) : outer
        guard let bound, bound != .yes else { return stated }
        return stated == .no ? .no : bound
    }

    /// The chain without the refusals at its end.
    private func beyond(_ chain: ArraySlice<NaiveProvision>) -> ArraySlice<NaiveProvision> {
        var rest = chain
        while rest.last?.type == "deny" { rest = rest.dropLast() }
        return rest
    }

    /// Whether a refusal may touch a use that no permission inside of it, for that purpose, is about.
    func mayRefuse(_ use: Use, permitted: Set<String>) -> Bool {
        visit { chain in
            guard let own = chain.last, own.type == "deny" else { return false }
            let inner = own.inner
            if chain.count == 1, inner.contains(where: { $0.type == "permit" }) { return false }
            if inner.contains(where: Self.hasPermission), permitted.contains(use.purpose) {
                return false
            }
            return NaiveProvision.kinds.allSatisfy { touches(chain, $0, use) }
        }
    }

    private static func hasPermission(_ provision: NaiveProvision) -> Bool {
        provision.type == "permit" || provision.inner.contains(where: hasPermission)
    }

    private func touches(_ chain: [NaiveProvision], _ name: String, _ use: Use) -> Bool {
        for provision in chain.reversed() {
            if let answer = provision.limit(name, use, permits: false) { return answer != .no }
        }
        return name != "purpose" || !isResearch || use.purpose == "research"
    }

    private func visit(_ found: ([NaiveProvision]) -> Bool) -> Bool {
        walk([root], found)
    }

    private func walk(
        _ chain: [NaiveProvision], _ found: ([NaiveProvision]) -> Bool
    ) -> Bool {
        found(chain) || (chain.last?.inner ?? []).contains { walk(chain + [$0], found) }
    }
}
