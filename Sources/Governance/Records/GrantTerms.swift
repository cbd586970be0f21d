import CanonicalCoding
import LedgerTypes
import Sealing

/// What a grant (数字合约) gives; its states are the charter's, these terms are the host's.
package struct GrantTerms: Hashable, Sendable {
    /// Ascending; each held by `holder`.
    package let assets: [RecordID]
    /// Ascending; each known by `holder`. With `assets` empty, all their assets there.
    package let subjects: [Pseudonym]
    package let relation: GrantorRelation
    package let holder: MemberID
    /// Ascending.
    package let grantees: [MemberID]
    /// Ids of the vocabulary, ascending.
    package let purposes: [String]
    package let actions: [String]
    /// Empty covers all.
    package let categories: [DataCategory]
    /// Ids of fields, ascending; empty covers all of the categories.
    package let fields: [String]
    package let maximumLevel: UInt64
    /// Period that the data are about; nil without a bound.
    package let dataFrom: BlockTime?
    /// Exclusive.
    package let dataUntil: BlockTime?
    package let notBefore: BlockTime
    /// Exclusive.
    package let notAfter: BlockTime
    package let maximumUses: UInt64
    /// Fields that stay closed whatever else is agreed; ascending.
    package let deniedFields: [String]
    package let notice: Digest?
    package let isSeparate: Bool
    /// Code of the ethics approval; shown, never judged.
    package let ethicsApproval: String?
    /// A grant of the same holder that this one replaces once it is active.
    package let supersedes: RecordID?

    /// The state in which a grant gives anything.
    package static let activeState = "active"
    /// The record type of the charter language that carries these terms.
    package static let recordType = "Grant"

    package init(
        assets: [RecordID] = [], subjects: [Pseudonym] = [],
        relation: GrantorRelation = .oneself, holder: MemberID, grantees: [MemberID],
        purposes: [String], actions: [String], categories: [DataCategory] = [],
        fields: [String] = [], maximumLevel: UInt64, dataFrom: BlockTime? = nil,
        dataUntil: BlockTime? = nil, notBefore: BlockTime, notAfter: BlockTime, maximumUses: UInt64,
        deniedFields: [String] = [], notice: Digest? = nil, isSeparate: Bool = false,
        ethicsApproval: String? = nil, supersedes: RecordID? = nil
    ) {
        self.assets = assets.sorted()
        self.subjects = subjects.sorted()
        self.relation = relation
        self.holder = holder
        self.grantees = grantees.sorted()
        self.purposes = Names.sorted(purposes)
        self.actions = Names.sorted(actions)
        self.categories = categories.sorted { $0.rawValue < $1.rawValue }
        self.fields = Names.sorted(fields)
        self.maximumLevel = maximumLevel
        self.dataFrom = dataFrom
        self.dataUntil = dataUntil
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.maximumUses = maximumUses
        self.deniedFields = Names.sorted(deniedFields)
        self.notice = notice
        self.isSeparate = isSeparate
        self.ethicsApproval = ethicsApproval
        self.supersedes = supersedes
    }

    func validate() throws(Refusal) {
        let limit = GovernanceLimits.explicitSubjects
        guard !assets.isEmpty || !subjects.isEmpty, assets.count + subjects.count <= limit,
            Names.areAscending(assets), Names.areAscending(subjects), !grantees.isEmpty,
            Names.areAscending(grantees), grantees.count <= limit, !purposes.isEmpty,
            !actions.isEmpty,
            [purposes, actions, fields, deniedFields].allSatisfy(Names.areWellFormed),
            Names.areAscending(categories.map(\.rawValue)), (1...5).contains(maximumLevel),
            notBefore < notAfter, (1...100_000).contains(maximumUses),
            ethicsApproval.map(Names.isCode) ?? true, !dataPeriod.isEmpty
        else { throw .termsMalformed }
    }

    package var dataPeriod: DataPeriod { DataPeriod(from: dataFrom, until: dataUntil) }

    /// Whether a use is for this grantee, purpose and action at a time, fields apart.
    func isFor(_ use: RequestedUse) -> Bool {
        grantees.contains(use.asker) && purposes.contains(use.purpose)
            && actions.contains(use.action) && notBefore <= use.time && use.time < notAfter
    }

    /// Whether it names a field that is asked for as denied.
    func denies(_ use: RequestedUse) -> Bool { use.fields.contains(where: deniedFields.contains) }

    /// Whether level, fields and categories of a use are within it; the period of its data is a limit
    /// of what is permitted.
    func reaches(_ use: RequestedUse) -> Bool {
        guard use.labels.level <= maximumLevel,
            fields.isEmpty || use.fields.allSatisfy(fields.contains)
        else { return false }
        return categories.isEmpty
            || !use.labels.hasUnknown && use.labels.categories.allSatisfy(categories.contains)
    }
}

extension GrantTerms: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 20)
        writer.array(assets)
        writer.array(subjects)
        relation.encode(into: &writer)
        holder.encode(into: &writer)
        writer.array(grantees)
        writer.array(purposes)
        writer.array(actions)
        writer.array(categories)
        writer.array(fields)
        writer.unsigned(maximumLevel)
        writer.optional(dataFrom)
        writer.optional(dataUntil)
        notBefore.encode(into: &writer)
        notAfter.encode(into: &writer)
        writer.unsigned(maximumUses)
        writer.array(deniedFields)
        writer.optional(notice)
        writer.flag(isSeparate)
        writer.optional(ethicsApproval)
        writer.optional(supersedes)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        let limit = GovernanceLimits.explicitSubjects
        try reader.beginArray(count: 20)
        assets = try reader.array(upTo: limit)
        subjects = try reader.array(upTo: limit)
        relation = try GrantorRelation(from: &reader)
        holder = try MemberID(from: &reader)
        grantees = try reader.array(upTo: limit)
        purposes = try reader.array(upTo: GovernanceLimits.scopeNames)
        actions = try reader.array(upTo: GovernanceLimits.scopeNames)
        categories = try reader.array(upTo: DataCategory.allCases.count)
        fields = try reader.array(upTo: GovernanceLimits.scopeNames)
        maximumLevel = try reader.unsigned()
        dataFrom = try reader.optional()
        dataUntil = try reader.optional()
        notBefore = try BlockTime(from: &reader)
        notAfter = try BlockTime(from: &reader)
        maximumUses = try reader.unsigned()
        deniedFields = try reader.array(upTo: GovernanceLimits.scopeNames)
        notice = try reader.optional()
        isSeparate = try reader.flag(field: "is separate")
        ethicsApproval = try reader.optional()
        supersedes = try reader.optional()
        reader.endArray()
    }
}
