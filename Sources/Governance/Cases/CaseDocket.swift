import CanonicalCoding
import LedgerTypes
import Sealing

/// Opens and closes cases: the one place that writes their states.
package enum CaseDocket {
    /// Opens a case before the committee seats that are independent of its parties, and schedules
    /// its deadline.
    @discardableResult
    package static func open(
        _ type: CaseType, about reference: RecordID?, openedBy transaction: TransactionID,
        opener: StaffReference? = nil, applicant: MemberID? = nil, parties: [MemberID] = [],
        excluding persons: [StaffReference] = [], subject: Pseudonym? = nil, due: BlockTime,
        exemption: ExemptionScope? = nil, escalation: EscalationScope? = nil,
        needsEverySeat: Bool = false, _ change: inout StateChange
    ) -> Case {
        let parties = Set(parties).sorted()
        let opened = Case(
            id: Case.id(type: type, openedBy: transaction, suite: change.suite), type: type,
            reference: reference, opener: opener, applicant: applicant, parties: parties,
            subject: subject,
            panel: .independent(
                of: parties, excluding: persons, from: change.reader.bench),
            opened: change.time, due: due, exemption: exemption, escalation: escalation,
            needsEverySeat: needsEverySeat)
        change.put(Tables.cases, opened.id, opened)
        change.enlist(opened.id, Tables.openCases, Only())
        Schedule.add(DueItem(due: due, record: opened.id, action: .caseDeadline), to: &change)
        return opened
    }

    /// Opens the case of an escalated request. Silence until the deadline is a denial.
    ///
    /// `within` is the earliest deadline that the rules give; `parties` are asker and holder.
    @discardableResult
    package static func escalate(
        _ scope: EscalationScope, within: Milliseconds, asker: MemberID, holder: MemberID?,
        person: StaffReference?, subject: Pseudonym?, _ call: Call, _ change: inout StateChange
    ) -> Case {
        open(
            .escalation, about: scope.request, openedBy: call.id, opener: person, applicant: asker,
            parties: [asker] + (holder.map { [$0] } ?? []), subject: subject,
            due: change.time.adding(within) ?? change.time, escalation: scope, &change)
    }

    /// Writes a case back and, where its votes decide it, rules.
    static func settle(_ open: Case, _ change: inout StateChange) {
        var standing = open.tally.standing
        if standing == .approved && open.needsEverySeat {
            let seats = change.reader.seatSet.seats.map(\.member)
            if !seats.allSatisfy({ open.seatConsents.contains($0) }) { standing = .open }
        }
        switch standing {
        case .open: change.put(Tables.cases, open.id, open)
        case .approved: conclude(open, .approved, &change)
        case .rejected: conclude(open, .rejected, &change)
        }
    }

    /// Ends a case and lets its ruling take effect.
    static func conclude(_ open: Case, _ state: CaseState, _ change: inout StateChange) {
        var ruled = open
        ruled.state = state
        ruled.ruled = change.time
        change.put(Tables.cases, ruled.id, ruled)
        strike(ruled, &change)
        CaseEffects.run(ruled, isApproved: state == .approved, &change)
    }

    /// At the deadline: silence is a denial; an override's review becomes overdue instead.
    static func deadline(_ id: RecordID, _ change: inout StateChange) {
        guard var found = change.get(Tables.cases, id), found.state == .open else { return }
        guard found.type == .override else {
            conclude(found, .lapsed, &change)
            return
        }
        found.state = .overdue
        change.put(Tables.cases, id, found)
        OverrideDuties.reviewOverdue(found, &change)
    }

    /// Ends a case without a ruling.
    static func withdraw(_ id: RecordID, _ change: inout StateChange) {
        guard var found = change.get(Tables.cases, id), found.state == .open else { return }
        found.state = .withdrawn
        found.ruled = change.time
        change.put(Tables.cases, id, found)
        strike(found, &change)
    }

    /// It waits for the committee no more.
    private static func strike(_ over: Case, _ change: inout StateChange) {
        change.strike(over.id, Tables.openCases, Only())
        if let asked = change.get(Tables.escalatedRequests, over.id) {
            change.strike(over.id, Tables.openEscalations, asked.actor)
        }
    }
}
