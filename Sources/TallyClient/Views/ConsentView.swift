/// One consent or refusal, and whether something follows from it now.
public struct ConsentView: Codable, Sendable {
    /// What is agreed to or refused; empty lists cover all.
    public struct Scope: Codable, Sendable {
        public let purposes: [String]
        /// Short codes such as `STAT`.
        public let categories: [String]
        public let maximumLevel: UInt64
        public let audiences: [String]
        public let fields: [String]
        public let actions: [String]
        public let data: PeriodView
        public let notBefore: UInt64
        /// Exclusive; nil without an end.
        public let notAfter: UInt64?

        enum CodingKeys: String, CodingKey {
            case purposes, categories, maximumLevel, audiences, fields, actions, data, notBefore
            case notAfter
        }

        package init(
            purposes: [String], categories: [String], maximumLevel: UInt64, audiences: [String],
            fields: [String], actions: [String], data: PeriodView, notBefore: UInt64,
            notAfter: UInt64?
        ) {
            self.purposes = purposes
            self.categories = categories
            self.maximumLevel = maximumLevel
            self.audiences = audiences
            self.fields = fields
            self.actions = actions
            self.data = data
            self.notBefore = notBefore
            self.notAfter = notAfter
        }
    }

    /// Something that stands between the consent and what it says.
    public struct Hindrance: Codable, Sendable {
        /// Such as `withdrawn` or `purposes-unknown`; the reference has the list.
        public let cause: String
        /// all, part or nothing: how much of the consent it takes.
        public let reach: String
        public let message: TextView

        enum CodingKeys: String, CodingKey { case cause, reach, message }

        package init(cause: String, reach: String, message: TextView) {
            self.cause = cause
            self.reach = reach
            self.message = message
        }
    }

    public let id: String
    /// The patient; nil for the data set of a group.
    public let subject: String?
    public let asset: String?
    public let holder: String
    public let permits: Bool
    /// active, withdrawn or superseded; whether its time is over follows from the scope.
    public let state: String
    public let relation: String
    public let isSeparate: Bool
    public let isInOwnHand: Bool
    public let recorded: UInt64
    /// The earlier consent that it replaces.
    public let supersedes: String?
    public let scope: Scope
    /// False where nothing is permitted or refused by it now.
    public let hasEffect: Bool
    public let explanation: TextView
    public let hindrances: [Hindrance]

    enum CodingKeys: String, CodingKey {
        case id, subject, asset, holder, permits, state, relation, isSeparate, isInOwnHand
        case recorded, supersedes, scope, hasEffect, explanation, hindrances
    }

    package init(
        id: String, subject: String?, asset: String?, holder: String, permits: Bool,
        state: String, relation: String, isSeparate: Bool, isInOwnHand: Bool, recorded: UInt64,
        supersedes: String?, scope: Scope, hasEffect: Bool, explanation: TextView,
        hindrances: [Hindrance]
    ) {
        self.id = id
        self.subject = subject
        self.asset = asset
        self.holder = holder
        self.permits = permits
        self.state = state
        self.relation = relation
        self.isSeparate = isSeparate
        self.isInOwnHand = isInOwnHand
        self.recorded = recorded
        self.supersedes = supersedes
        self.scope = scope
        self.hasEffect = hasEffect
        self.explanation = explanation
        self.hindrances = hindrances
    }
}

/// A stretch of time that data are about, in milliseconds since 1970; nil without a bound.
public struct PeriodView: Codable, Sendable {
    public let from: UInt64?
    /// Exclusive.
    public let until: UInt64?

    enum CodingKeys: String, CodingKey { case from, until }

    package init(from: UInt64?, until: UInt64?) {
        self.from = from
        self.until = until
    }
}
