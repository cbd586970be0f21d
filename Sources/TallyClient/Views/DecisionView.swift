/// A text in both languages.
public struct TextView: Codable, Sendable, Hashable {
    public let zh: String
    public let en: String

    enum CodingKeys: String, CodingKey {
        case zh, en
    }

    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }
}

/// A decision as a screen needs it.
public struct DecisionView: Codable, Sendable {
    public struct Rule: Codable, Sendable {
        public let charter: String
        public let version: UInt64
        public let rule: String
        /// Such as `PIPL 13.1.1`: law, article, paragraph, item.
        public let basis: [String]
        public let isRedLine: Bool

        enum CodingKeys: String, CodingKey {
            case charter, version, rule, basis, isRedLine
        }

        package init(
            charter: String, version: UInt64, rule: String, basis: [String], isRedLine: Bool
        ) {
            self.charter = charter
            self.version = version
            self.rule = rule
            self.basis = basis
            self.isRedLine = isRedLine
        }
    }

    public struct Duties: Codable, Sendable {
        public let encrypt: Bool
        public let log: Bool
        public let count: Bool
        /// Field to method.
        public let masks: [String: String]
        /// Party to milliseconds.
        public let notify: [String: Int64]
        public let review: [String: Int64]
        public let expireMilliseconds: Int64?

        enum CodingKeys: String, CodingKey {
            case encrypt, log, count, masks, notify, review, expireMilliseconds
        }

        package init(
            encrypt: Bool, log: Bool, count: Bool, masks: [String: String], notify: [String: Int64],
            review: [String: Int64], expireMilliseconds: Int64? = nil
        ) {
            self.encrypt = encrypt
            self.log = log
            self.count = count
            self.masks = masks
            self.notify = notify
            self.review = review
            self.expireMilliseconds = expireMilliseconds
        }
    }

    /// permit, deny or escalate.
    public let outcome: String
    public let rules: [Rule]
    public let duties: Duties
    public let isEmergency: Bool
    public let isMalformed: Bool
    public let panel: String?
    public let escalationMilliseconds: Int64?
    public let caseID: String?
    public let grant: String?
    public let override: String?
    /// The times of the data that a permit reaches; nil without a bound.
    public let dataLimit: [PeriodView]?
    /// What the rules were told, by attribute.
    public let facts: [String: String]
    public let asOf: UInt64
    public let stateRoot: String
    public let cost: UInt64

    enum CodingKeys: String, CodingKey {
        case outcome, rules, duties, isEmergency, isMalformed, panel, escalationMilliseconds,
            caseID, grant, override, dataLimit, facts, asOf, stateRoot, cost
    }

    package init(
        outcome: String, rules: [Rule], duties: Duties, isEmergency: Bool, isMalformed: Bool,
        panel: String? = nil, escalationMilliseconds: Int64? = nil, caseID: String? = nil,
        grant: String? = nil, override: String? = nil, dataLimit: [PeriodView]? = nil,
        facts: [String: String], asOf: UInt64, stateRoot: String, cost: UInt64
    ) {
        self.outcome = outcome
        self.rules = rules
        self.duties = duties
        self.isEmergency = isEmergency
        self.isMalformed = isMalformed
        self.panel = panel
        self.escalationMilliseconds = escalationMilliseconds
        self.caseID = caseID
        self.grant = grant
        self.override = override
        self.dataLimit = dataLimit
        self.facts = facts
        self.asOf = asOf
        self.stateRoot = stateRoot
        self.cost = cost
    }
}
