import Governance
import LedgerTypes

/// A recorded scope as one line, so that tables of cases can name it.
struct ConsentScopeForm: Hashable, CustomStringConvertible {
    let scope: ConsentScope

    init(_ scope: ConsentScope) { self.scope = scope }

    var description: String {
        var parts = ["for=" + scope.purposes.joined(separator: ",")]
        func add(_ name: String, _ values: [String]) {
            if !values.isEmpty { parts.append(name + "=" + values.joined(separator: ",")) }
        }
        add("do", scope.actions)
        add("in", scope.categories.map(\.code))
        add("only", scope.fields)
        add("to", scope.audiences.map(\.text))
        parts.append("level=\(scope.maximumLevel)")
        parts.append(
            "time=\(scope.notBefore.value)-" + (scope.notAfter.map { "\($0.value)" } ?? ""))
        if scope.dataFrom != nil || scope.dataUntil != nil {
            let from = scope.dataFrom.map { "\($0.value)" } ?? ""
            let until = scope.dataUntil.map { "\($0.value)" } ?? ""
            parts.append("data=\(from)-\(until)")
        }
        return parts.joined(separator: " ")
    }
}
