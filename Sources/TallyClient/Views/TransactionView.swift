/// What the ledger said of a transaction.
public struct ReceiptView: Codable, Sendable {
    public let height: UInt64
    public let time: UInt64
    /// accepted, refused, permit, deny or escalate.
    public let outcome: String
    public let code: UInt64
    public let message: TextView?
    public let decision: DecisionView?

    enum CodingKeys: String, CodingKey {
        case height, time, outcome, code, message, decision
    }

    package init(
        height: UInt64, time: UInt64, outcome: String, code: UInt64, message: TextView? = nil,
        decision: DecisionView? = nil
    ) {
        self.height = height
        self.time = time
        self.outcome = outcome
        self.code = code
        self.message = message
        self.decision = decision
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

    enum CodingKeys: String, CodingKey {
        case id, status, entry, receipt, code, message
    }

    package init(
        id: String, status: String, entry: UInt64? = nil, receipt: ReceiptView? = nil,
        code: UInt64? = nil, message: TextView? = nil
    ) {
        self.id = id
        self.status = status
        self.entry = entry
        self.receipt = receipt
        self.code = code
        self.message = message
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

        enum CodingKeys: String, CodingKey {
            case kind, id, sequence, previous
        }

        package init(kind: String, id: String, sequence: UInt64, previous: UInt64? = nil) {
            self.kind = kind
            self.id = id
            self.sequence = sequence
            self.previous = previous
        }
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
    /// The inclusion proof to the entry root of `block`, canonical bytes in base64; absent in lists.
    public let proof: String?
    /// Header and certificate of the block that holds the entry, likewise; absent in lists.
    public let block: String?

    enum CodingKeys: String, CodingKey {
        case index, transaction, kind, member, staff, receipt, links, bytes, proof, block
    }

    package init(
        index: UInt64, transaction: String, kind: String, member: String, staff: String? = nil,
        receipt: ReceiptView, links: [Link], bytes: String, proof: String? = nil,
        block: String? = nil
    ) {
        self.index = index
        self.transaction = transaction
        self.kind = kind
        self.member = member
        self.staff = staff
        self.receipt = receipt
        self.links = links
        self.bytes = bytes
        self.proof = proof
        self.block = block
    }
}
