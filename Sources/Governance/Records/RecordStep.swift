import CanonicalCoding
import CharterLanguage
import LedgerTypes

/// One transition, resolved: the record before it, its charter and its type.
struct RecordStep {
    let record: DeclaredRecord
    let checked: CheckedCharter
    let type: RecordType
    let transition: Transition
    /// Who has an interest in the step: those whom the record names and who holds what it is about.
    /// Whoever submits it is none, so that nobody chooses the panel by choosing through whom it goes.
    private let parties: [MemberID]

    init(
        _ step: TakeTransition, _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) {
        switch step.target {
        case .record(let id):
            guard let found = reader.get(Tables.records, id) else { throw .unknownRecord }
            record = found
            checked =
                reader.checked(
                    found.charter.digest, vocabulary: found.charter.vocabulary
                ).checked
        case .new(let new):
            guard let active = reader.rulesInForce.charter(named: new.charter) else {
                throw .unknownCharter
            }
            checked = reader.checked(active.digest, vocabulary: active.vocabulary).checked
            guard checked.charter.isEffective(at: reader.time.signed) else {
                throw .unknownCharter
            }
            record = try Self.created(new, active, checked, call, &reader)
        }
        guard let type = checked.record(named: record.type),
            let transition = checked.transition(named: step.transition, on: record.type)
        else { throw .unknownTransition }
        self.type = type
        self.transition = transition
        parties =
            record.partyMembers(type, &reader) + (record.terms.map { [$0.holder] } ?? [])
        if record.type == WaiverRecord.recordType, transition.edge.to == WaiverRecord.activeState {
            try WaiverRecord.check(record, type, checked.charter, reader.time)
        }
    }

    private static func created(
        _ new: NewRecord, _ active: ActiveCharter, _ checked: CheckedCharter, _ call: Call,
        _ reader: inout StateReader
    ) throws(Refusal) -> DeclaredRecord {
        if new.type == WaiverRecord.recordType {
            try WaiverRecord.requireRoom(checked.charter.id, &reader)
        }
        guard let type = checked.record(named: new.type), let initial = type.states.first else {
            throw .unknownRecordType
        }
        guard new.fields.map(\.name) == type.fields.map(\.id) else { throw .fieldsMalformed }
        var values: [FactValue] = []
        for (field, given) in zip(type.fields, new.fields) {
            guard let value = given.value.value(field.type, checked.index) else {
                throw .fieldsMalformed
            }
            values.append(value)
        }
        let record = DeclaredRecord(
            id: call.record, charter: active, type: new.type, state: initial, fields: values,
            terms: new.terms, created: reader.time)
        do {
            try checked.validate(fields: record.fields(of: type), of: type)
        } catch {
            throw .fieldsMalformed
        }
        guard (new.terms != nil) == (new.type == GrantTerms.recordType) else {
            throw .termsMalformed
        }
        try GrantCheck.check(record, type, checked, &reader)
        return record
    }

    /// Who may take the step: everyone in one of the lists.
    var alternatives: [[RequiredSigner]] {
        transition.signers.map { list in
            list.map { signer in
                switch signer {
                case .field(let field):
                    record.party(field, type)?.required ?? .nobody
                case .anyOf(let role): .anyOf(role: role)
                case .panel:
                    transition.quorum.flatMap {
                        PanelQuorum(votes: $0.votes, seats: $0.seats)
                    }.map { .committee($0, apartFrom: parties) } ?? .nobody
                }
            }
        }
    }

    /// The record after the step, or why it may not be taken.
    func taken(_ reader: inout StateReader) throws(Refusal) -> DeclaredRecord {
        guard record.state == transition.edge.from else { throw .wrongState }
        var after = record
        do {
            let fields = record.fields(of: type)
            let now = reader.time.signed
            guard try checked.evaluateGuard(transition, fields: fields, now: now) else {
                throw Refusal.guardFails
            }
            for effect in try checked.setEffects(transition, fields: fields, now: now) {
                guard let at = type.fields.firstIndex(where: { $0.id == effect.field }) else {
                    continue
                }
                after.fields[at] = effect.value
            }
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            throw .guardFails
        }
        after.state = transition.edge.to
        return after
    }
}
