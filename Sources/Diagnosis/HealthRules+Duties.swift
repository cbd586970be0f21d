import Duties
import Outbox

extension HealthRules {
    /// What this member owes others and does not get done.
    static let duties = [
        HealthRule(7153) { .dutiesRefused($0.duties(.refused)) },
        HealthRule(7157) { facts in
            .dutiesWait(facts.duties(.waits).filter { $0.standing.kind != .offlineRecord })
        },
        HealthRule(7158) { .noticesOverdue($0.duties(.overdue)) },
        HealthRule(7159) { facts in
            .recordsUnanchored(facts.duties(.waits).filter { $0.standing.kind == .offlineRecord })
        },
    ]
}

extension HealthFacts {
    /// Duties to which somebody has to see, for one reason.
    fileprivate func duties(_ concern: WorkConcern) -> [WorkAccount] {
        duties.filter { $0.concern == concern }
    }
}
