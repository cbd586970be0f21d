import CanonicalCoding

/// One rule: its legal basis, its effect, when it applies and what it obliges to.
package struct Rule: Hashable, Sendable {
    package let id: String
    package let basis: [Citation]
    package let rank: RuleRank
    package let effect: Effect
    /// Ids of the rules it defeats while it is live; ascending by bytes.
    package let overrides: [String]
    package let when: Expression
    package let unless: Expression?
    package let obligations: Obligations
    /// The panel that may waive it; nil where nobody may.
    package let waivableBy: String?

    package init(
        id: String, basis: [Citation], rank: RuleRank = .ordinary, effect: Effect,
        overrides: [String] = [], when: Expression, unless: Expression? = nil,
        obligations: Obligations = Obligations(), waivableBy: String? = nil
    ) {
        self.id = id
        self.basis = basis
        self.rank = rank
        self.effect = effect
        self.overrides = overrides
        self.when = when
        self.unless = unless
        self.obligations = obligations
        self.waivableBy = waivableBy
    }
}

/// Whether a rule is an ordinary one, one nothing defeats, or one for emergencies.
package enum RuleRank: UInt64, Hashable, Sendable {
    case ordinary = 0
    case redLine = 1
    case emergency = 2
}

/// What a live rule says.
package enum Effect: Hashable, Sendable {
    case permit
    case forbid
    /// A panel decides, within so many milliseconds; silence is a denial.
    case escalate(panel: String, within: Int64)
}

/// A place in a law; `article` nil cites the whole.
package struct Citation: Hashable, Sendable {
    package let law: String
    package let article: UInt64?
    package let paragraph: UInt64?
    package let item: UInt64?

    package init(law: String, article: UInt64?, paragraph: UInt64? = nil, item: UInt64? = nil) {
        self.law = law
        self.article = article
        self.paragraph = paragraph
        self.item = item
    }
}

extension Rule: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 9)
        writer.text(id)
        writer.array(basis)
        writer.unsigned(rank.rawValue)
        effect.encode(into: &writer)
        writer.array(overrides)
        when.encode(into: &writer)
        writer.optional(unless)
        obligations.encode(into: &writer)
        writer.optional(waivableBy)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 9)
        id = try reader.text()
        basis = try reader.array(upTo: CharterLimits.items)
        guard let rank = RuleRank(rawValue: try reader.unsigned()) else {
            throw .invalidValue(at: reader.offset, field: "rule rank")
        }
        self.rank = rank
        effect = try Effect(from: &reader)
        overrides = try reader.array(upTo: CharterLimits.rules)
        when = try Expression(from: &reader)
        unless = try reader.optional()
        obligations = try Obligations(from: &reader)
        waivableBy = try reader.optional()
        reader.endArray()
    }
}

extension Effect: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        switch self {
        case .permit:
            writer.array(count: 1)
            writer.unsigned(1)
        case .forbid:
            writer.array(count: 1)
            writer.unsigned(2)
        case .escalate(let panel, let within):
            writer.array(count: 3)
            writer.unsigned(3)
            writer.text(panel)
            writer.signed(within)
        }
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        let count = try reader.beginArray()
        switch (try reader.unsigned(), count) {
        case (1, 1): self = .permit
        case (2, 1): self = .forbid
        case (3, 3): self = .escalate(panel: try reader.text(), within: try reader.signed())
        default: throw .invalidValue(at: reader.offset, field: "effect")
        }
        reader.endArray()
    }
}

extension Citation: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 4)
        writer.text(law)
        writer.optional(article)
        writer.optional(paragraph)
        writer.optional(item)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 4)
        law = try reader.text()
        article = try reader.optional()
        paragraph = try reader.optional()
        item = try reader.optional()
        reader.endArray()
    }
}
