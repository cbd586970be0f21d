import LedgerTypes
import Sealing

/// What follows a declared override: its case, its notices, its deadlines. The one place that
/// writes overrides.
package enum OverrideDuties {
    /// Records an override with all that is due after it.
    static func open(_ override: Override, _ call: Call, _ change: inout StateChange) {
        let parties = [override.physician.member] + (override.approver.map { [$0.member] } ?? [])
        CaseDocket.open(
            .override, about: override.id, openedBy: call.id, opener: override.physician,
            applicant: override.physician.member, parties: parties, subject: override.scope.subject,
            due: override.reviewDue, &change)
        change.enlist(override.id, Tables.overridesOfPhysician, override.physician)
        change.enlist(override.id, Tables.overrideHistory, override.scope.subject)
        if override.access != .ended {
            change.enlist(override.id, Tables.overridesOfSubject, override.scope.subject)
            schedule(.overrideExpiry, override.expires, override.id, &change)
        }
        schedule(.writeUpDeadline, override.writeUpDue, override.id, &change)
        change.put(Tables.overrides, override.id, override)
        notify(override, &change)
    }

    private static func notify(_ override: Override, _ change: inout StateChange) {
        guard let due = change.time.adding(GovernanceLimits.overrideNotice) else { return }
        let subject = override.scope.subject
        NoticeBoard.post(
            .patient, subject: subject, about: override.id, responsible: override.scope.holder,
            due: due, &change)
        NoticeBoard.post(
            .regulator, subject: subject, about: override.id,
            responsible: override.physician.member, due: due, &change)
        // The holder's own people hear of it before anything leaves: `requireHolderTold`.
        NoticeBoard.post(
            .holder, subject: subject, about: override.id, responsible: override.scope.holder,
            due: due, &change)
        if override.againstRefusal {
            NoticeBoard.post(
                .committee, subject: subject, about: override.id,
                responsible: override.physician.member, due: due, &change)
        }
    }

    /// Refuses while the holder's node has not told its own people of the override on which data
    /// are about to leave.
    package static func requireHolderTold(
        of id: RecordID, _ reader: inout StateReader
    ) throws(Refusal) {
        guard let scope = reader.get(Tables.overrides, id)?.scope else { throw .unknownOverride }
        let notice = NoticeBoard.id(
            .holder, subject: scope.subject, about: id, responsible: scope.holder, reader.suite)
        guard reader.get(Tables.notices, notice)?.acknowledgement != nil else {
            throw .holderNotTold
        }
    }

    /// Writes an override back; one without open duties leaves the physician's list.
    static func save(_ override: Override, _ change: inout StateChange) {
        change.put(Tables.overrides, override.id, override)
        if override.state == .closed && override.access == .ended {
            change.strike(override.id, Tables.overridesOfPhysician, override.physician)
        }
        if override.access == .ended {
            change.strike(override.id, Tables.overridesOfSubject, override.scope.subject)
        }
    }

    static func expire(_ id: RecordID, _ change: inout StateChange) {
        guard var found = change.get(Tables.overrides, id), found.access != .ended else { return }
        found.access = .ended
        save(found, &change)
    }

    static func writeUpDeadline(_ id: RecordID, _ change: inout StateChange) {
        guard var found = change.get(Tables.overrides, id), found.writeUp == .due else { return }
        found.writeUp = .overdue
        save(found, &change)
    }

    static func reviewOverdue(_ review: Case, _ change: inout StateChange) {
        guard let id = review.reference, var found = change.get(Tables.overrides, id),
            found.review == .due
        else { return }
        found.review = .overdue
        save(found, &change)
    }

    /// A charter may ask for an earlier review than the base does, never for a later one.
    static func bringReviewForward(
        _ id: RecordID, to due: BlockTime, _ change: inout StateChange
    ) {
        guard var found = change.get(Tables.overrides, id), found.review == .due,
            due < found.reviewDue, var review = change.get(Tables.cases, found.reviewCase)
        else { return }
        found.reviewDue = due
        review.due = due
        change.put(Tables.cases, review.id, review)
        save(found, &change)
        schedule(.caseDeadline, due, review.id, &change)
    }

    static func reviewed(
        _ review: Case, _ verdict: OverrideVerdict, _ change: inout StateChange
    ) {
        guard let id = review.reference, var found = change.get(Tables.overrides, id) else {
            return
        }
        if found.review.isOutstanding {
            found.review = change.time < found.reviewDue ? .done : .doneLate
        }
        found.verdict = verdict
        save(found, &change)
    }

    private static func schedule(
        _ action: DueAction, _ due: BlockTime, _ id: RecordID, _ change: inout StateChange
    ) {
        Schedule.add(DueItem(due: due, record: id, action: action), to: &change)
    }
}
