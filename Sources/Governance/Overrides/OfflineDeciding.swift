import CharterLanguage
import LedgerTypes
import Sealing

/// What a node that is cut off decides for itself, in a form that the chain can judge again when
/// the record is anchored.
/// Source: docs/internals/decisions/0007-authentic-offline-records-are-never-refused.md.
package enum OfflineDeciding {
    package struct Result: Sendable {
        /// One a charter in force, in the order of the active set.
        package let questions: [OfflineQuestion]
        package let ruling: Ruling
        package let subject: Subject
    }

    /// Decides a request as if the override were declared, on a committed state.
    ///
    /// Only the holder's own patients, declared by the holder's own physician; waivers and rulings
    /// of the committee do not count. A second approver is demanded where the chain would.
    package static func decide(
        _ request: Request, under declared: OverrideDeclaration, by physician: StaffReference,
        at holder: MemberID, on state: LedgerState, now: BlockTime
    ) throws(Refusal) -> Result {
        let time = max(now, state.time.next)
        var change = StateChange(state, height: state.height.next, time: time)
        let scope = declared.scope
        // What the chain would not take as a declaration is not opened alone either: it would never
        // be recorded.
        try request.checkForm()
        guard !scope.fields.isEmpty, Names.areWellFormed(scope.fields),
            Names.isWellFormed(scope.purpose), scope.fields == request.fields,
            scope.purpose == request.purpose
        else { throw .overrideMalformed }
        guard scope.holder == holder, physician.member == holder else { throw .offlineNotHolder }
        guard let subject = change.get(Tables.subjects, scope.subject) else {
            throw .unknownSubject
        }
        guard subject.holder == holder else { throw .offlineNotHolder }
        guard declared.expires > time, let latest = time.adding(GovernanceLimits.override),
            declared.expires <= latest
        else { throw .overrideTooLong }
        try change.reader.requireOverrides(at: holder)
        try Signers.requireInOffice(physician, [.physician], &change.reader)
        if let approver = declared.approver {
            try change.reader.requireSecondPerson(approver, beside: physician)
            try change.reader.requireOverrides(at: approver.member)
            try Signers.requireInOffice(approver, [.physician], &change.reader)
        }
        declare(declared, subject, physician, time, &change)
        let actor = Actor(member: holder, staff: physician.staff)
        var scene = try RequestScene(request, by: actor, &change.reader)
        // An opening carries no limit of the data's time: it rests on nothing that has one.
        if scene.isLimited { scene = scene.with(.none, isSeparate: false, .none) }
        guard scene.holder.id == holder else { throw .offlineNotHolder }
        var gathering = FactGathering(
            scene, content: request.content(of: actor, suite: state.suite))
        var asked: [(CheckedCharter, Facts)] = []
        var questions: [OfflineQuestion] = []
        for (charter, facts) in gathering.questions(&change.reader) {
            var facts = facts
            facts.waived = []
            facts.satisfiedEscalations = []
            asked.append((charter, facts))
            questions.append(
                OfflineQuestion(
                    charter: charter.digest(state.suite),
                    facts: offlineFacts(of: charter, gathering.inputs)))
        }
        return Result(questions: questions, ruling: Decider.decide(asked), subject: subject)
    }

    /// Writes the override into a copy of the state that nobody keeps.
    private static func declare(
        _ declared: OverrideDeclaration, _ subject: Subject, _ physician: StaffReference,
        _ time: BlockTime, _ change: inout StateChange
    ) {
        let id = RecordID(.zero)
        let isRefused = change.reader.refusesEmergency(subject.pseudonym)
        let needsApproval = isRefused || change.reader.hasOverdueDuties(physician)
        let override = Override(
            id: id, scope: declared.scope, physician: physician, reason: declared.reason,
            reasonCommitment: .zero, againstRefusal: isRefused,
            needsApproval: needsApproval, opened: time, expires: declared.expires,
            writeUpDue: declared.expires, reviewDue: declared.expires, reviewCase: id,
            offline: nil, approver: declared.approver)
        change.put(Tables.overrides, id, override)
        change.enlist(id, Tables.overridesOfSubject, declared.scope.subject)
    }

    private static func offlineFacts(
        of charter: CheckedCharter, _ inputs: DecisionInputs
    ) -> [OfflineFact] {
        charter.attributesRead.compactMap { slot in
            let attribute = charter.vocabulary.attributes[slot]
            guard let fact = inputs.facts.first(where: { $0.attribute == attribute.name.id }),
                let value = fact.value.value(attribute.type, charter.index)
            else { return nil }
            return OfflineFact(attribute: fact.attribute, value: value)
        }
    }
}
