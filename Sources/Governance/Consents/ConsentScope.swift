import CanonicalCoding
import LedgerTypes

/// What a consent covers.
package struct ConsentScope: Hashable, Sendable, CanonicalCodable {
    /// Ids of purposes, ascending.
    package let purposes: [String]
    /// Ascending; empty covers all.
    package let categories: [DataCategory]
    package let maximumLevel: UInt64
    /// Members that may receive, ascending; empty covers all.
    package let audiences: [MemberID]
    /// Ids of fields, ascending; empty covers all of the categories.
    package let fields: [String]
    /// Ids of actions, ascending; empty covers all.
    package let actions: [String]
    /// Period that the data are about; nil without a bound.
    package let dataFrom: BlockTime?
    /// Exclusive.
    package let dataUntil: BlockTime?
    package let notBefore: BlockTime
    /// Exclusive; nil without an end.
    package let notAfter: BlockTime?

    package init(
        purposes: [String], categories: [DataCategory] = [], maximumLevel: UInt64,
        audiences: [MemberID] = [], fields: [String] = [], actions: [String] = [],
        dataFrom: BlockTime? = nil, dataUntil: BlockTime? = nil, notBefore: BlockTime,
        notAfter: BlockTime?
    ) {
        self.purposes = Names.sorted(purposes)
        self.categories = categories.sorted { $0.rawValue < $1.rawValue }
        self.maximumLevel = maximumLevel
        self.audiences = audiences.sorted()
        self.fields = Names.sorted(fields)
        self.actions = Names.sorted(actions)
        self.dataFrom = dataFrom
        self.dataUntil = dataUntil
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    func validate() throws(Refusal) {
        guard !purposes.isEmpty, [purposes, fields, actions].allSatisfy(Names.areWellFormed),
            (1...5).contains(maximumLevel), Names.areAscending(categories.map(\.rawValue)),
            Names.areAscending(audiences), audiences.count <= GovernanceLimits.scopeNames,
            !dataPeriod.isEmpty, notAfter.map({ notBefore < $0 }) ?? true
        else { throw .consentMalformed }
    }

    package var dataPeriod: DataPeriod { DataPeriod(from: dataFrom, until: dataUntil) }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 10)
        writer.array(purposes)
        writer.array(categories)
        writer.unsigned(maximumLevel)
        writer.array(audiences)
        writer.array(fields)
        writer.array(actions)
        writer.optional(dataFrom)
        writer.optional(dataUntil)
        notBefore.encode(into: &writer)
        writer.optional(notAfter)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 10)
        purposes = try reader.array(upTo: GovernanceLimits.scopeNames)
        categories = try reader.array(upTo: DataCategory.allCases.count)
        maximumLevel = try reader.unsigned()
        audiences = try reader.array(upTo: GovernanceLimits.scopeNames)
        fields = try reader.array(upTo: GovernanceLimits.scopeNames)
        actions = try reader.array(upTo: GovernanceLimits.scopeNames)
        dataFrom = try reader.optional()
        dataUntil = try reader.optional()
        notBefore = try BlockTime(from: &reader)
        notAfter = try reader.optional()
        reader.endArray()
    }
}

/// What is asked for, in the terms of consents and grants.
package struct RequestedUse: Hashable, Sendable {
    package let asker: MemberID
    package let action: String
    package let purpose: String
    package let fields: [String]
    package let labels: LabelSummary
    package let time: BlockTime

    package init(
        asker: MemberID, action: String, purpose: String, fields: [String], labels: LabelSummary,
        time: BlockTime
    ) {
        self.asker = asker
        self.action = action
        self.purpose = purpose
        self.fields = fields
        self.labels = labels
        self.time = time
    }
}

extension ConsentScope {
    /// Whether a permission reaches the whole of a use: every field, the action, the level. Its time,
    /// and that of the data, apart: the data's is a limit of what is permitted.
    package func covers(_ use: RequestedUse) -> Bool {
        guard isFor(use), use.labels.level <= maximumLevel,
            fields.isEmpty || use.fields.allSatisfy(fields.contains)
        else { return false }
        guard !categories.isEmpty else { return true }
        return !use.labels.hasUnknown && use.labels.categories.allSatisfy(categories.contains)
    }

    /// Whether a refusal touches some part of a use, its time apart.
    ///
    /// Of what level, and of when, the data are does not help: a request names no period, so that data
    /// of the one that was refused may be among them.
    package func touches(_ use: RequestedUse) -> Bool {
        guard isFor(use), fields.isEmpty || use.fields.contains(where: fields.contains) else {
            return false
        }
        return categories.isEmpty || use.labels.hasUnknown
            || use.labels.categories.contains(where: categories.contains)
    }

    /// Whether purpose, receiver and action of a use are among those named.
    private func isFor(_ use: RequestedUse) -> Bool {
        purposes.contains(use.purpose) && (audiences.isEmpty || audiences.contains(use.asker))
            && (actions.isEmpty || actions.contains(use.action))
    }

    package func isInTime(_ time: BlockTime) -> Bool { notBefore <= time && !isOver(at: time) }

    package func isOver(at time: BlockTime) -> Bool { notAfter.map { $0 <= time } ?? false }

    /// Whether it names less than all data of its categories, or not all that may be done with them.
    var isOfParts: Bool { !fields.isEmpty || !actions.isEmpty || !dataPeriod.isAll }
}
