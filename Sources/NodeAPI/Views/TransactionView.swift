import CanonicalCoding
import Governance
import LedgerTypes
import NodeRuntime
import Sealing

/// What the ledger said of a transaction.
public struct ReceiptView: Codable, Sendable {
    public let height: UInt64
    public let time: UInt64
    /// accepted, refused, permit, deny or escalate.
    public let outcome: String
    public let code: UInt64
    public let message: TextView?
    public let decision: DecisionView?

    init(_ receipt: Receipt) {
        height = receipt.height.value
        time = receipt.time.value
        outcome = receipt.outcome.name
        code = receipt.code.value
        message = TextView(receipt.code)
        let isDecision = [.permit, .deny, .escalate].contains(receipt.outcome)
        decision =
            isDecision ? (try? Decision(canonical: receipt.detail)).map(DecisionView.init) : nil
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

/// Where a transaction stands.
public struct TransactionView: Codable, Sendable {
    public let id: String
    /// pending, committed, expired, rejected or unknown.
    public let status: String
    public let entry: UInt64?
    public let receipt: ReceiptView?
    /// Why it never comes into a block.
    public let code: UInt64?
    public let message: TextView?

    init(
        _ id: TransactionID, _ status: String, entry: UInt64? = nil, receipt: ReceiptView? = nil,
        code: UInt64? = nil, message: TextView? = nil
    ) {
        self.id = id.description
        self.status = status
        self.entry = entry
        self.receipt = receipt
        self.code = code
        self.message = message
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

/// An entry with where it stands.
public struct EntryView: Codable, Sendable {
    public struct Link: Codable, Sendable {
        /// subject or asset.
        public let kind: String
        public let id: String
        public let sequence: UInt64
        public let previous: UInt64?
    }

    public let index: UInt64
    public let transaction: String
    public let kind: String
    public let member: String
    public let staff: String?
    public let receipt: ReceiptView
    public let links: [Link]
    /// Canonical bytes, base64.
    public let bytes: String

    init(_ entry: Entry, at index: EntryIndex) {
        self.index = index.value
        transaction = entry.transaction.id.description
        kind = entry.transaction.transaction.kind.name
        member = entry.transaction.transaction.member.text
        staff = entry.transaction.transaction.staff?.text
        receipt = ReceiptView(entry.receipt)
        links = entry.links.map {
            Link(
                kind: $0.head.kind == .subject ? "subject" : "asset", id: $0.head.id.description,
                sequence: $0.sequence, previous: $0.previous?.value)
        }
        bytes = Base64.encode(entry.canonicalBytes)
    }
}
