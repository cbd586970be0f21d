import CanonicalCoding
import Evidence
import EvidenceTree
import Governance
import LedgerTypes
import NodeRuntime
import Sealing
import TallyClient

extension ReceiptView {
    init(_ receipt: Receipt) {
        let isDecision = [.permit, .deny, .escalate].contains(receipt.outcome)
        self.init(
            height: receipt.height.value,
            time: receipt.time.value,
            outcome: receipt.outcome.name,
            code: receipt.code.value,
            message: TextView(receipt.code),
            decision: isDecision
                ? (try? Decision(canonical: receipt.detail)).map(DecisionView.init) : nil)
    }
}

extension TextView {
    /// The sentences of a refusal; nil for 0.
    init?(_ code: ReceiptCode) {
        guard let refusal = Refusal.named(code) else { return nil }
        self.init(zh: refusal.chinese, en: refusal.english)
    }
}

extension ReceiptOutcome {
    /// The word in answers.
    var name: String {
        switch self {
        case .accepted: "accepted"
        case .refused: "refused"
        case .permit: "permit"
        case .deny: "deny"
        case .escalate: "escalate"
        }
    }
}

extension TransactionView {
    init(
        _ id: TransactionID, _ status: String, entry: UInt64? = nil, receipt: ReceiptView? = nil,
        code: UInt64? = nil, message: TextView? = nil
    ) {
        self.init(
            id: id.description,
            status: status,
            entry: entry,
            receipt: receipt,
            code: code,
            message: message)
    }

    init(_ id: TransactionID, _ status: TransactionStatus) {
        switch status {
        case .unknown: self.init(id, "unknown")
        case .pending: self.init(id, "pending")
        case .expired:
            let code = Refusal.expired.code
            self.init(id, "expired", code: code.value, message: TextView(code))
        case .rejected(let code):
            self.init(id, "rejected", code: code.value, message: TextView(code))
        case .committed(let index, let receipt):
            self.init(id, "committed", entry: index.value, receipt: ReceiptView(receipt))
        }
    }
}

extension EntryView {
    init(_ certified: CertifiedEntry) {
        self.init(
            certified.entry, at: EntryIndex(certified.proof.index),
            proof: Base64.encode(certified.proof.canonicalBytes),
            block: Base64.encode(certified.block.canonicalBytes))
    }

    init(
        _ entry: Entry, at index: EntryIndex, proof: String? = nil, block: String? = nil
    ) {
        self.init(
            index: index.value,
            transaction: entry.transaction.id.description,
            kind: entry.transaction.transaction.kind.name,
            member: entry.transaction.transaction.member.text,
            staff: entry.transaction.transaction.staff?.text,
            receipt: ReceiptView(entry.receipt),
            links: entry.links.map {
                Link(
                    kind: $0.head.kind == .subject ? "subject" : "asset",
                    id: $0.head.id.description,
                    sequence: $0.sequence, previous: $0.previous?.value)
            },
            bytes: Base64.encode(entry.canonicalBytes),
            proof: proof,
            block: block)
    }
}
