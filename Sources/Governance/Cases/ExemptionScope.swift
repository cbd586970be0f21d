import CanonicalCoding
import LedgerTypes

/// A rule of one version of one charter: a ruling never outlives the text it was given on.
package struct RuleKey: Hashable, Sendable, CanonicalCodable {
    package let charter: String
    package let version: UInt64
    package let rule: String

    package init(charter: String, version: UInt64, rule: String) {
        self.charter = charter
        self.version = version
        self.rule = rule
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        writer.text(charter)
        writer.unsigned(version)
        writer.text(rule)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        charter = try reader.text()
        version = try reader.unsigned()
        rule = try reader.text()
        reader.endArray()
    }
}

/// What a waiver covers: one rule, for one user, on one asset, for one purpose, until a time.
package struct ExemptionScope: Hashable, Sendable {
    package let rule: RuleKey
    package let user: MemberID
    /// Nil for any asset.
    package let asset: RecordID?
    /// Id of the purpose in the vocabulary; nil for any.
    package let purpose: String?
    /// First instant no longer covered; at most 90 days after the case was opened.
    package let until: BlockTime

    package init(
        rule: RuleKey, user: MemberID, asset: RecordID?, purpose: String?, until: BlockTime
    ) {
        self.rule = rule
        self.user = user
        self.asset = asset
        self.purpose = purpose
        self.until = until
    }

    package func covers(
        user: MemberID, asset: RecordID?, purpose: String, at time: BlockTime
    ) -> Bool {
        self.user == user && time < until && (self.asset == nil || self.asset == asset)
            && (self.purpose.map { $0.utf8.elementsEqual(purpose.utf8) } ?? true)
    }
}

extension ExemptionScope: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 5)
        rule.encode(into: &writer)
        user.encode(into: &writer)
        writer.optional(asset)
        writer.optional(purpose)
        until.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 5)
        rule = try RuleKey(from: &reader)
        user = try MemberID(from: &reader)
        asset = try reader.optional()
        purpose = try reader.optional()
        until = try BlockTime(from: &reader)
        reader.endArray()
    }
}
