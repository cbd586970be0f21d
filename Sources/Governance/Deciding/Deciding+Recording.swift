import CharterLanguage
import LedgerTypes

extension Deciding {
    /// How long a permit without an `expire` duty may be used.
    static let permitLifetime = Milliseconds.hours(24)

    /// Writes what a decision brings about: a permit, a counted use, a case, duties.
    package static func record(
        _ result: Result, _ call: Call, _ change: inout StateChange
    ) -> Verdict {
        var decision = result.decision
        switch decision.outcome {
        case .permit: permit(result, of: call.record, by: call.id, &change)
        case .escalate: decision.caseID = DecidingHooks.escalate(result, call, &change)
        case .deny: break
        }
        return Verdict(
            decision.receiptOutcome, code: decision.code, detail: decision.canonicalBytes,
            reads: decision.inputs.digest(suite: change.suite))
    }

    /// Writes the permit of a request; `transaction` is what brought it about: the request itself,
    /// or the ballot that decided its escalation.
    static func permit(
        _ result: Result, of request: RecordID, by transaction: TransactionID,
        _ change: inout StateChange
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
            Tables.permits, request,
            PermitRecord(
                request: result.scene.request, actor: result.scene.actor,
                holder: result.scene.holder.id, obligations: obligations,
                dataLimit: result.decision.dataLimit, countedGrant: counted, decided: change.time,
                expires: change.time.adding(lifetime ?? permitLifetime) ?? change.time))
        DecidingHooks.permitted(result, of: request, by: transaction, &change)
    }
}
