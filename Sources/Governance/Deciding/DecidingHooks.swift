import CharterLanguage
import LedgerTypes
import Sealing

/// Where deciding meets cases, waivers, overrides and notices.
enum DecidingHooks {
    /// Rules of a charter version that rulings lift for this use; ascending.
    static func waivedRules(
        charter: String, version: UInt64, user: MemberID, asset: RecordID?, purpose: String,
        _ reader: inout StateReader
    ) -> [String] {
        reader.waivedRules(
            charter: charter, version: version, user: user, asset: asset, purpose: purpose)
    }

    /// Rules of a charter version whose escalation a ruling satisfied; ascending.
    static func clearedRules(
        charter: String, version: UInt64, content: Digest, _ reader: inout StateReader
    ) -> [String] {
        reader.clearedRules(charter: charter, version: version, content: content)
    }

    /// The override in force on which a physician's request may rest.
    static func override(
        of physician: StaffReference, subject: Pseudonym, asset: RecordID?, fields: [String],
        purpose: String, _ reader: inout StateReader
    ) -> OverrideStanding? {
        reader.overrideInForce(
            for: physician, subject: subject, asset: asset, fields: fields, purpose: purpose
        ).map { OverrideStanding(id: $0.id, hasSecondApproval: $0.approver != nil) }
    }

    static func hasOverdueDuties(
        _ person: StaffReference, _ reader: inout StateReader
    ) -> Bool {
        reader.hasOverdueDuties(person)
    }

    /// Refuses what would be one more case of who asks than the committee takes of one person.
    static func requireRoom(
        _ result: Deciding.Result, _ reader: inout StateReader
    ) throws(Refusal) {
        guard result.decision.outcome == .escalate, !isOpen(result.content, &reader) else { return }
        let open = reader.count(Tables.openEscalations, result.scene.actor)
        guard open < reader.parameters.openEscalations else { throw .escalationsOpen }
    }

    private static func isOpen(_ content: Digest, _ reader: inout StateReader) -> Bool {
        guard let id = reader.get(Tables.escalations, content) else { return false }
        return reader.get(Tables.cases, id)?.takesBallots(at: reader.time) ?? false
    }

    /// Opens the case of an escalated request; one that is open about the same content stands for
    /// it, so that asking again neither multiplies cases nor moves the deadline.
    static func escalate(
        _ result: Deciding.Result, _ call: Call, _ change: inout StateChange
    ) -> RecordID? {
        let ruling = result.decision.ruling
        if let id = change.get(Tables.escalations, result.content),
            let earlier = change.get(Tables.cases, id), earlier.takesBallots(at: change.time)
        {
            return id
        }
        guard let deadline = ruling.escalation else { return nil }
        let scope = EscalationScope(
            request: call.record, content: result.content,
            rules: ruling.reasons.prefix(GovernanceLimits.escalatingRules).map {
                RuleKey(charter: $0.charter, version: $0.version, rule: $0.rule)
            })
        let opened = CaseDocket.escalate(
            scope, within: Milliseconds(UInt64(clamping: deadline.withinMilliseconds)),
            asker: result.scene.asker.id, holder: result.scene.holder.id,
            person: result.scene.actor.person, subject: result.scene.request.subject, call,
            &change)
        change.put(Tables.escalations, result.content, opened.id)
        change.put(
            Tables.escalatedRequests, opened.id,
            EscalatedRequest(request: result.scene.request, actor: result.scene.actor))
        change.enlist(opened.id, Tables.openEscalations, result.scene.actor)
        return opened.id
    }

    /// After a permit was written: the notices and the review that it owes.
    static func permitted(
        _ result: Deciding.Result, of request: RecordID, by transaction: TransactionID,
        _ change: inout StateChange
    ) {
        let scene = result.scene
        let obligations = result.decision.ruling.obligations
        for duty in obligations.notify {
            guard let audience = NoticeAudience(party: duty.party),
                let due = change.time.adding(duty.within)
            else { continue }
            NoticeBoard.post(
                audience, subject: scene.request.subject, about: request,
                responsible: audience == .patient ? scene.holder.id : scene.asker.id, due: due,
                &change)
        }
        guard let review = obligations.review.min(by: { $0.within < $1.within }),
            let due = change.time.adding(review.within)
        else { return }
        if let override = result.decision.override {
            OverrideDuties.bringReviewForward(override, to: due, &change)
        } else {
            CaseDocket.open(
                .dispute, about: request, openedBy: transaction, opener: scene.actor.person,
                parties: [scene.asker.id], subject: scene.request.subject, due: due, &change)
        }
    }
}

extension Deadline {
    fileprivate var within: Milliseconds { Milliseconds(UInt64(clamping: withinMilliseconds)) }
}

extension NoticeAudience {
    /// The audience that a charter names by a role of its vocabulary; nil for roles that no outbox
    /// reaches.
    init?(party: String) {
        switch party {
        case "patient": self = .patient
        case "regulator": self = .regulator
        case "committee": self = .committee
        case "holder": self = .holder
        default: return nil
        }
    }

    /// Whom a charter wants told and no outbox reaches: it must not deploy, or the duty would
    /// vanish.
    static func unreachable(in charter: Charter) -> [String] {
        Names.sorted(
            charter.rules.flatMap { $0.obligations.notify.map(\.party) }
                .filter { NoticeAudience(party: $0) == nil })
    }
}

extension Tables {
    /// The latest case about an escalated content.
    static let escalations = Table<Digest, RecordID>("escalation")
}
