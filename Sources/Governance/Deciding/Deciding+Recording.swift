import CharterLanguage
import LedgerTypes

extension Deciding {
    /// How long a permit without an `expire` duty may be used.
    static let permitLifetime = Milliseconds.hours(24)

    /// Writes what a decision brings about: a permit, a counted use, a case, duties.
    public static func record(
        _ result: Result, _ call: Call, _ change: inout StateChange
    ) -> Verdict {
        var decision = result.decision
        switch decision.outcome {
        case .permit: recordPermit(result, call, &change)
        case .escalate: decision.caseID = DecidingHooks.escalate(result, call, &change)
        case .deny: break
        }
        return Verdict(
            decision.receiptOutcome, code: decision.code, detail: decision.canonicalBytes,
            reads: decision.inputs.digest(suite: change.suite))
    }

    private static func recordPermit(
        _ result: Result, _ call: Call, _ change: inout StateChange
    ) {
        let obligations = result.decision.ruling.obligations
        var counted: RecordID?
        if obligations.count, let id = result.decision.grant,
            var grant = change.get(Tables.records, id), grant.usesLeft > 0
        {
            grant.used += 1
            change.put(Tables.records, id, grant)
            counted = id
        }
        let lifetime = obligations.expireMilliseconds.map { Milliseconds(UInt64(clamping: $0)) }
        change.put(
            Tables.permits, call.record,
            PermitRecord(
                request: result.scene.request, actor: result.scene.actor,
                holder: result.scene.holder.id, obligations: obligations, countedGrant: counted,
                decided: change.time,
                expires: change.time.adding(lifetime ?? permitLifetime) ?? change.time))
        DecidingHooks.permitted(result, call, &change)
    }
}
