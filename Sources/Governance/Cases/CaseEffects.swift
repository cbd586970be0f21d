import LedgerTypes
import Sealing

/// What a ruling does, by the type of its case.
enum CaseEffects {
    static func run(_ ruled: Case, isApproved: Bool, _ change: inout StateChange) {
        switch ruled.type {
        case .design, .upgrade:
            guard let proposal = ruled.reference else { return }
            CharterLifecycle.ruled(
                proposal, isApproved ? .approved : ruled.state == .lapsed ? .lapsed : .rejected,
                &change)
        case .exemption:
            if isApproved { grantWaiver(ruled, &change) } else { revokeWaiver(ruled, &change) }
        case .escalation:
            if isApproved { clear(ruled, &change) } else { revokeClearance(ruled, &change) }
        case .override:
            guard ruled.state != .lapsed else { return }
            OverrideDuties.reviewed(ruled, isApproved ? .justified : .unjustified, &change)
        case .appeal:
            if isApproved { reverse(ruled, &change) }
        case .dispute:
            // The finding itself is the effect.
            return
        }
    }

    private static func grantWaiver(_ ruled: Case, _ change: inout StateChange) {
        guard let scope = ruled.exemption else { return }
        var list = change.get(Tables.waivers, scope.user) ?? RecordList()
        list.elements.removeAll { $0.scope.until <= change.time || $0.caseID == ruled.id }
        list.elements.append(Waiver(caseID: ruled.id, scope: scope))
        change.put(Tables.waivers, scope.user, list)
    }

    private static func revokeWaiver(_ ruled: Case, _ change: inout StateChange) {
        guard let scope = ruled.exemption, var list = change.get(Tables.waivers, scope.user),
            list.elements.contains(where: { $0.caseID == ruled.id })
        else { return }
        list.elements.removeAll { $0.caseID == ruled.id }
        change.put(Tables.waivers, scope.user, list)
    }

    private static func clear(_ ruled: Case, _ change: inout StateChange) {
        guard let scope = ruled.escalation,
            let until = change.time.adding(GovernanceLimits.clearance)
        else { return }
        change.put(
            Tables.clearances, scope.content,
            Clearance(caseID: ruled.id, rules: scope.rules, from: change.time, until: until))
        decideAgain(ruled, scope, &change)
    }

    /// The same request with its escalation satisfied: all other rules still apply.
    private static func decideAgain(
        _ ruled: Case, _ scope: EscalationScope, _ change: inout StateChange
    ) {
        guard let asked = change.get(Tables.escalatedRequests, ruled.id) else { return }
        do throws(Refusal) {
            try Deciding.requireStanding(of: asked.actor, &change.reader)
            let result = try Deciding.decide(asked.request, by: asked.actor, &change.reader)
            change.put(Tables.rulingDecisions, ruled.id, result.decision)
            guard result.decision.outcome == .permit else { return }
            Deciding.permit(
                result, of: scope.request, by: TransactionID(ruled.id.digest), &change)
        } catch {
            // Who asked, or what was asked for, is no longer there: nothing is permitted.
            return
        }
    }

    private static func revokeClearance(_ ruled: Case, _ change: inout StateChange) {
        guard let scope = ruled.escalation,
            change.get(Tables.clearances, scope.content)?.caseID == ruled.id
        else { return }
        change.delete(Tables.clearances, scope.content)
        guard var permit = change.get(Tables.permits, scope.request) else { return }
        guard permit.releases > 0 else {
            change.delete(Tables.permits, scope.request)
            return
        }
        // What was released on it is called back; the permit stays for the answer.
        permit.end(at: change.time)
        change.put(Tables.permits, scope.request, permit)
        Recalling.clearance(ruled.id, permit, of: scope.request, &change)
    }

    /// An upheld appeal turns the ruling round: what was granted is taken back, what was refused
    /// is granted.
    private static func reverse(_ appeal: Case, _ change: inout StateChange) {
        guard let id = appeal.reference, var earlier = change.get(Tables.cases, id) else { return }
        let wasApproved = earlier.state == .approved
        earlier.state = .reversed
        change.put(Tables.cases, id, earlier)
        run(earlier, isApproved: !wasApproved, &change)
    }
}
