/// What a receiver owes, or answered, since the right to what was released to it has ended.
public struct RecallView: Codable, Sendable {
    /// The request on which it was released.
    public let permit: String
    public let receiver: String
    /// The consent, refusal or grant by which the right ended.
    public let withdrawal: String
    /// withdrawn, superseded, refused or revoked.
    public let occasion: String
    /// due, overdue, deleted, kept or not-received.
    public let state: String
    /// Why it is kept: medical-record, trial-record, court-order, public-health, insurance-audit or
    /// legal-claim.
    public let reason: String?
    public let created: UInt64
    /// First instant at which an answer is late.
    public let due: UInt64
    public let answered: UInt64?
    public let isLate: Bool

    enum CodingKeys: String, CodingKey {
        case permit, receiver, withdrawal, occasion, state, reason, created, due, answered, isLate
    }

    package init(
        permit: String, receiver: String, withdrawal: String, occasion: String, state: String,
        reason: String?, created: UInt64, due: UInt64, answered: UInt64?, isLate: Bool
    ) {
        self.permit = permit
        self.receiver = receiver
        self.withdrawal = withdrawal
        self.occasion = occasion
        self.state = state
        self.reason = reason
        self.created = created
        self.due = due
        self.answered = answered
        self.isLate = isLate
    }
}

/// Who had to do with a patient's data, as the chain tells it, and who read of them at this node.
public struct AccessView: Codable, Sendable {
    /// One entry of the patient's history.
    public struct Event: Codable, Sendable {
        public let entry: UInt64
        public let time: UInt64
        /// The transaction's kind.
        public let kind: String
        /// MEMBER or MEMBER/PERSON.
        public let by: String
        /// accepted, refused, permit, deny or escalate.
        public let outcome: String
        public let code: UInt64
        /// Why the ledger refused, or the gate held it back.
        public let message: TextView?
        /// The request that it is, or is about.
        public let request: String?
        /// The member that has, or would have, the data.
        public let receiver: String?
        public let purpose: String?
        public let action: String?
        public let fields: [String]
        /// CHARTER/RULE with the law that it rests on, or the consent or grant that it is about.
        public let basis: [String]
        /// True for an emergency that was decided while cut off.
        public let isOffline: Bool

        enum CodingKeys: String, CodingKey {
            case entry, time, kind, by, outcome, code, message, request, receiver, purpose, action,
                fields, basis, isOffline
        }

        package init(
            entry: UInt64, time: UInt64, kind: String, by: String, outcome: String, code: UInt64,
            message: TextView?, request: String?, receiver: String?, purpose: String?,
            action: String?, fields: [String], basis: [String], isOffline: Bool
        ) {
            self.entry = entry
            self.time = time
            self.kind = kind
            self.by = by
            self.outcome = outcome
            self.code = code
            self.message = message
            self.request = request
            self.receiver = receiver
            self.purpose = purpose
            self.action = action
            self.fields = fields
            self.basis = basis
            self.isOffline = isOffline
        }
    }

    /// A read at this node's interface, or one that was refused.
    public struct Read: Codable, Sendable {
        /// The node's clock, milliseconds since 1970.
        public let time: UInt64
        public let who: String
        public let call: String
        public let standing: String?
        public let isGiven: Bool
        /// How often within that minute.
        public let times: UInt64

        enum CodingKeys: String, CodingKey {
            case time, who, call, standing, isGiven, times
        }

        package init(
            time: UInt64, who: String, call: String, standing: String?, isGiven: Bool,
            times: UInt64
        ) {
            self.time = time
            self.who = who
            self.call = call
            self.standing = standing
            self.isGiven = isGiven
            self.times = times
        }
    }

    public let pseudonym: String
    public let otherNames: [String]
    /// Newest first.
    public let events: [Event]
    /// Answers that are owed or were given, the latest 1,000; on the first page only.
    public let recalls: [RecallView]
    /// Newest first, on the first page only; nil for who may not know who read.
    public let reads: [Read]?
    /// True if there are older reads that were not looked at.
    public let areReadsCut: Bool
    /// Where the next page begins; nil after the last.
    public let next: UInt64?

    enum CodingKeys: String, CodingKey {
        case pseudonym, otherNames, events, recalls, reads, areReadsCut, next
    }

    package init(
        pseudonym: String, otherNames: [String], events: [Event], recalls: [RecallView],
        reads: [Read]?, areReadsCut: Bool, next: UInt64?
    ) {
        self.pseudonym = pseudonym
        self.otherNames = otherNames
        self.events = events
        self.recalls = recalls
        self.reads = reads
        self.areReadsCut = areReadsCut
        self.next = next
    }
}
