import Duties
import Governance
import LedgerTypes
import TallyClient

extension RecallView {
    init(_ recall: Recall) {
        self.init(
            permit: recall.permit.description, receiver: recall.receiver.text,
            withdrawal: recall.withdrawal.description, occasion: recall.occasion.name,
            state: recall.state.name, reason: recall.reason?.name, created: recall.created.value,
            due: recall.due.value, answered: recall.answered?.value, isLate: recall.isLate)
    }
}

/// What an entry says of who had to do with a patient's data: what was asked, let out, opened in an
/// emergency, taken back, answered.
struct AccessTelling {
    private var request: Governance.Request?
    private var id: RecordID?
    private var receiver: MemberID?
    private var purpose: String?
    private var fields: [String] = []
    private var basis: [String] = []
    private var message: TextView?
    private var isOffline = false

    /// Nil for an entry of another kind, as a registration.
    static func event(
        _ entry: Entry, at index: EntryIndex, _ queries: GovernanceQueries
    ) -> AccessView.Event? {
        var telling = AccessTelling()
        guard telling.take(entry, queries) else { return nil }
        let transaction = entry.transaction.transaction
        let receipt = entry.receipt
        if let refusal = Refusal.named(receipt.code) {
            telling.message = TextView(zh: refusal.chinese, en: refusal.english)
        }
        return AccessView.Event(
            entry: index.value, time: receipt.time.value, kind: transaction.kind.name,
            by: transaction.member.text + (transaction.staff.map { "/\($0)" } ?? ""),
            outcome: receipt.outcome.name, code: receipt.code.value, message: telling.message,
            request: telling.id?.description, receiver: telling.receiver?.text,
            purpose: telling.purpose ?? telling.request?.purpose,
            action: telling.request?.action,
            fields: telling.request?.fields ?? telling.fields, basis: telling.basis,
            isOffline: telling.isOffline)
    }

    private mutating func take(_ entry: Entry, _ queries: GovernanceQueries) -> Bool {
        let transaction = entry.transaction.transaction
        let payload = transaction.payload
        switch transaction.kind {
        case .request:
            guard let body = try? Payload<Governance.Request>(canonical: payload).body else {
                return false
            }
            asked(body, entry)
        case .redeemCode:
            guard let body = try? Payload<RedeemCode>(canonical: payload).body else {
                return false
            }
            asked(body.request, entry)
        case .release:
            guard let body = try? Payload<Release>(canonical: payload).body else { return false }
            on(body.permit, queries)
        case .acknowledge:
            guard let body = try? Payload<Acknowledge>(canonical: payload).body else {
                return false
            }
            on(body.permit, queries)
        case .egressBlock:
            guard let body = try? Payload<EgressBlock>(canonical: payload).body else {
                return false
            }
            on(body.permit, queries)
            message = EgressReason.words(body.reason).map {
                TextView(zh: $0.chinese, en: $0.english)
            }
        case .answerWithdrawal:
            guard let body = try? Payload<AnswerWithdrawal>(canonical: payload).body else {
                return false
            }
            on(body.permit, queries)
            basis = [body.withdrawal.description]
            let state = body.outcome.state
            message = TextView(
                zh: state.chinese + (body.reason.map { "：\($0.chinese)" } ?? ""),
                en: state.name + (body.reason.map { ": \($0.name)" } ?? ""))
        case .withdrawConsent:
            guard let body = try? Payload<WithdrawConsent>(canonical: payload).body else {
                return false
            }
            basis = [body.consent.description]
        default: return takeEmergency(entry, queries)
        }
        return true
    }

    private mutating func takeEmergency(_ entry: Entry, _ queries: GovernanceQueries) -> Bool {
        let transaction = entry.transaction.transaction
        let payload = transaction.payload
        switch transaction.kind {
        case .declareOverride:
            guard let body = try? Payload<DeclareOverride>(canonical: payload).body else {
                return false
            }
            switch body.content {
            case .online(let declaration): opened(declaration.scope)
            case .offline(let record):
                isOffline = true
                opened(record.record.scope)
            }
            receiver = transaction.member
        case .approveOverride:
            guard let body = try? Payload<ApproveOverride>(canonical: payload).body else {
                return false
            }
            about(body.override, queries)
        case .writeUp:
            guard let body = try? Payload<WriteUpOverride>(canonical: payload).body else {
                return false
            }
            about(body.override, queries)
        case .review:
            guard let body = try? Payload<ReviewOverride>(canonical: payload).body else {
                return false
            }
            about(body.override, queries)
        default: return false
        }
        return true
    }

    private mutating func asked(_ request: Governance.Request, _ entry: Entry) {
        self.request = request
        id = RecordID(entry.transaction.id)
        let transaction = entry.transaction.transaction
        receiver = transaction.onBehalfOf ?? transaction.member
        guard let decision = try? Decision(canonical: entry.receipt.detail) else { return }
        basis = decision.ruling.reasons.map { reason in
            "\(reason.charter)/\(reason.rule)"
                + reason.basis.map { " · \($0.text)" }.joined()
        }
    }

    private mutating func on(_ permit: RecordID, _ queries: GovernanceQueries) {
        id = permit
        guard let record = queries.permit(permit) else { return }
        request = record.request
        receiver = record.actor.principal
    }

    private mutating func opened(_ scope: OverrideScope) {
        fields = scope.fields
        purpose = scope.purpose
    }

    private mutating func about(_ override: RecordID, _ queries: GovernanceQueries) {
        basis = [override.description]
        guard let found = queries.override(override) else { return }
        opened(found.scope)
        receiver = found.physician.member
        isOffline = found.offline != nil
    }
}
