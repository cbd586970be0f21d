import CanonicalCoding
import LedgerTypes
import Sealing

/// What a receiver says of what was released to it, once its right has ended.
package enum WithdrawalOutcome: UInt64, NumberedCase {
    case deleted = 1
    case kept = 2
    case notReceived = 3

    /// The state that an answer leads to.
    package var state: RecallState {
        switch self {
        case .deleted: .deleted
        case .kept: .kept
        case .notReceived: .notReceived
        }
    }
}

/// `answer-withdrawal`: the receiver's answer for what was released to it on a permit whose right has
/// ended.
package struct AnswerWithdrawal: LedgerAction, Hashable {
    package static let kind = TransactionKind.answerWithdrawal

    package let permit: RecordID
    /// The consent, refusal or grant by which the right ended.
    package let withdrawal: RecordID
    package let outcome: WithdrawalOutcome
    /// Present exactly for what is kept.
    package let reason: KeepingReason?
    /// Salted commitment of what was deleted, or of why it is kept.
    package let note: Digest

    package init(
        permit: RecordID, withdrawal: RecordID, outcome: WithdrawalOutcome,
        reason: KeepingReason? = nil, note: Digest
    ) {
        self.permit = permit
        self.withdrawal = withdrawal
        self.outcome = outcome
        self.reason = reason
        self.note = note
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 5)
        permit.encode(into: &writer)
        withdrawal.encode(into: &writer)
        outcome.encode(into: &writer)
        writer.optional(reason)
        note.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 5)
        permit = try RecordID(from: &reader)
        withdrawal = try RecordID(from: &reader)
        outcome = try WithdrawalOutcome(from: &reader)
        reason = try reader.optional()
        note = try Digest(from: &reader)
        reader.endArray()
    }

    package func validate() throws(Refusal) {
        guard (outcome == .kept) == (reason != nil) else { throw .answerMalformed }
    }

    /// To keep is somebody's word; to delete, a gateway's own.
    package func signingFacts(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> SigningFacts {
        guard let found = reader.get(Tables.recalls, permit) else { throw .unknownRecall }
        var facts = SigningFacts()
        facts.receiver = found.receiver
        facts.inPerson = outcome == .kept || call.staff != nil
        return facts
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) -> Recall {
        guard var found = reader.get(Tables.recalls, permit) else { throw .unknownRecall }
        guard found.withdrawal == withdrawal else { throw .otherWithdrawal }
        // What is kept for a time is deleted when that is over, and says so.
        guard found.state.isOpen || found.state == .kept && outcome == .deleted else {
            throw .recallAnswered
        }
        if outcome == .notReceived {
            // Of a permit that is not known nobody can say that nothing arrived.
            guard let permit = reader.get(Tables.permits, permit), permit.acknowledgements == 0
            else { throw .wasReceived }
        }
        found.state = outcome.state
        found.reason = reason
        found.answered = reader.time
        found.answer = call.id
        return found
    }

    package func apply(_ answered: Recall, _ call: Call, _ change: inout StateChange) -> Verdict {
        change.put(Tables.recalls, permit, answered)
        change.strike(permit, Tables.openRecalls, answered.receiver)
        return .accepted
    }

    package func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        ReleaseConcerns.of(permit, &reader)
    }
}
