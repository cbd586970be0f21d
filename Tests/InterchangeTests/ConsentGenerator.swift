import Interchange
import TestSupport
import WrittenText

/// Consents of R4 from a seed, over all elements of a provision.
struct ConsentGenerator {
    var numbers: SeededGenerator

    init(seed: UInt64) { numbers = SeededGenerator(seed: seed) }

    private mutating func pick<Value>(_ values: [Value]) -> Value {
        values[numbers.below(values.count)]
    }

    private mutating func some(_ make: (inout Self) -> JSONValue) -> JSONValue {
        let count = 1 + numbers.below(2)
        return .array((0..<count).map { _ in make(&self) })
    }

    static let purposes = ["TREAT", "COC", "ETREAT", "HRESCH", "HPAYMT", "PUBHLTH", "DSRCH", "QQ"]
    static let actions = ["access", "use", "disclose", "collect", "qq"]
    static let codes = ["4548-4", "29463-7", "15074-8", "0000-0"]
    static let types = ["Observation", "MedicationRequest", "Condition", "Qq"]
    static let levels = ["L", "M", "N", "R", "V", "Q"]
    static let members = ["clinic-d", "clinic-e", "clinic-f"]
    static let roles = ["IRCP", "PRCP", "CST", "AUT"]

    /// A limit of one kind; with parts that nobody knows where wanted.
    mutating func limit(_ name: String, knownOnly: Bool = false) -> JSONValue {
        func cut(_ values: [String]) -> [String] { knownOnly ? Array(values.dropLast()) : values }
        switch name {
        case "period": return pick([FHIR.year, FHIR.period("2027-03-01", "2027-09-30")])
        case "dataPeriod":
            return pick([FHIR.period("2020-01-01", "2024-12-31"), FHIR.period("2023-01-01", nil)])
        case "purpose":
            let codes = cut(Self.purposes)
            return some { FHIR.purpose($0.pick(codes)) }
        case "action":
            let codes = cut(Self.actions)
            return some { FHIR.action($0.pick(codes)) }
        case "class":
            let codes = cut(Self.types)
            return some { FHIR.coding(FHIR.types, $0.pick(codes)) }
        case "code":
            let codes = cut(Self.codes)
            return some { FHIR.concept(FHIR.coding("http://loinc.org", $0.pick(codes))) }
        case "securityLabel":
            let codes = cut(Self.levels)
            return some { FHIR.coding(FHIR.levels, $0.pick(codes)) }
        case "actor":
            let roles = knownOnly ? ["IRCP", "PRCP"] : Self.roles
            return some { FHIR.actor($0.pick(Self.members), $0.pick(roles)) }
        case "data":
            return .array([
                FHIR.object([
                    "meaning": .text("instance"), "reference": FHIR.reference("Observation/5"),
                ])
            ])
        default: preconditionFailure(name)
        }
    }

    static let limits = [
        "period", "dataPeriod", "purpose", "action", "class", "code", "securityLabel", "actor",
        "data",
    ]

    /// A provision with some limits and some provisions inside.
    mutating func provision(depth: Int, type: String?) -> JSONValue {
        var members: [JSONMember] = []
        if let type { members.append(JSONMember("type", .text(type))) }
        for name in Self.limits where numbers.oneIn(name == "data" ? 12 : 4) {
            members.append(JSONMember(name, limit(name, knownOnly: !numbers.oneIn(3))))
        }
        if depth == 0, !members.contains(where: { $0.name == "period" }) {
            members.append(JSONMember("period", FHIR.year))
        }
        let inner = depth > 2 ? 0 : numbers.below(3 - depth)
        if inner > 0 {
            let parts = (0..<inner).map { _ in
                provision(depth: depth + 1, type: pick(["permit", "permit", "deny"]))
            }
            members.append(JSONMember("provision", .array(parts)))
        }
        return .object(members)
    }

    /// A provision whose inner ones are each an exception from it; the outermost has its period alone.
    mutating func alternating(depth: Int, permits: Bool) -> JSONValue {
        var members = [JSONMember("type", .text(permits ? "permit" : "deny"))]
        if depth == 0 { members.append(JSONMember("period", FHIR.year)) }
        for name in Self.limits where depth > 0 {
            let isStated = depth == 1 && name == "purpose" || numbers.oneIn(name == "data" ? 20 : 4)
            guard isStated else { continue }
            members.append(JSONMember(name, limit(name, knownOnly: !numbers.oneIn(4))))
        }
        let inner = depth == 0 ? 1 + numbers.below(2) : depth > 2 ? 0 : numbers.below(2)
        if inner > 0 {
            let parts = (0..<inner).map { _ in alternating(depth: depth + 1, permits: !permits) }
            members.append(JSONMember("provision", .array(parts)))
        }
        return .object(members)
    }

    mutating func consent() -> JSONValue {
        let type: String? = pick(["permit", "deny", "deny", nil])
        let rule = pick(["OPTOUT", "OPTIN", "", "", ""])
        let root = provision(depth: 0, type: type)
        let scope = pick(["patient-privacy", "patient-privacy", "research"])
        guard !rule.isEmpty else { return FHIR.consent(root, scope: scope) }
        return FHIR.consent(
            root, scope: scope, ["policyRule": FHIR.concept(FHIR.coding(FHIR.acts, rule))])
    }

    /// A document of one permission that can be recorded.
    mutating func permission() -> JSONValue {
        var members = [
            JSONMember("type", .text("permit")), JSONMember("period", FHIR.year),
            JSONMember("purpose", .array([FHIR.purpose(pick(["TREAT", "HRESCH", "HPAYMT"]))])),
        ]
        for name in ["actor", "code", "securityLabel", "dataPeriod"] where numbers.oneIn(3) {
            members.append(JSONMember(name, limit(name, knownOnly: true)))
        }
        return .object(members)
    }
}
