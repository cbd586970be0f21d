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
    package let notBefore: BlockTime
    /// Exclusive.
    package let notAfter: BlockTime

    package init(
        purposes: [String], categories: [DataCategory] = [], maximumLevel: UInt64,
        audiences: [MemberID] = [], notBefore: BlockTime, notAfter: BlockTime
    ) {
        self.purposes = Names.sorted(purposes)
        self.categories = categories.sorted { $0.rawValue < $1.rawValue }
        self.maximumLevel = maximumLevel
        self.audiences = audiences.sorted()
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    func validate() throws(Refusal) {
        guard !purposes.isEmpty, Names.areWellFormed(purposes), (1...5).contains(maximumLevel),
            Names.areAscending(categories.map(\.rawValue)), Names.areAscending(audiences),
            audiences.count <= GovernanceLimits.scopeNames, notBefore < notAfter
        else { throw .consentMalformed }
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 6)
        writer.array(purposes)
        writer.array(categories)
        writer.unsigned(maximumLevel)
        writer.array(audiences)
        notBefore.encode(into: &writer)
        notAfter.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 6)
        purposes = try reader.array(upTo: GovernanceLimits.scopeNames)
        categories = try reader.array(upTo: DataCategory.allCases.count)
        maximumLevel = try reader.unsigned()
        audiences = try reader.array(upTo: GovernanceLimits.scopeNames)
        notBefore = try BlockTime(from: &reader)
        notAfter = try BlockTime(from: &reader)
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
    /// Whether a permission reaches the whole of a use, its time apart.
    package func covers(_ use: RequestedUse) -> Bool {
        guard purposes.contains(use.purpose), use.labels.level <= maximumLevel,
            audiences.isEmpty || audiences.contains(use.asker)
        else { return false }
        guard !categories.isEmpty else { return true }
        return !use.labels.hasUnknown && use.labels.categories.allSatisfy(categories.contains)
    }

    /// Whether a refusal touches some part of a use, its time apart.
    package func touches(_ use: RequestedUse) -> Bool {
        guard purposes.contains(use.purpose), audiences.isEmpty || audiences.contains(use.asker)
        else { return false }
        return categories.isEmpty || use.labels.hasUnknown
            || use.labels.categories.contains(where: categories.contains)
    }

    package func isInTime(_ time: BlockTime) -> Bool { notBefore <= time && time < notAfter }
}
