import CanonicalCoding
import LedgerTypes

/// Why a physician overrides; the words themselves stay off the chain.
package enum OverrideReason: UInt64, NumberedCase {
    case lifeInDanger = 1
    case unconscious = 2
    case guardianUnreachable = 3
    case massCasualty = 4
    case publicHealthEmergency = 5
    case other = 9

    package var english: String {
        switch self {
        case .lifeInDanger: "life in danger"
        case .unconscious: "unconscious"
        case .guardianUnreachable: "guardian unreachable"
        case .massCasualty: "mass casualty"
        case .publicHealthEmergency: "public health emergency"
        case .other: "other"
        }
    }

    package var chinese: String {
        switch self {
        case .lifeInDanger: "危及生命"
        case .unconscious: "意识不清"
        case .guardianUnreachable: "监护人无法联系"
        case .massCasualty: "批量伤员"
        case .publicHealthEmergency: "突发公共卫生事件"
        case .other: "其他"
        }
    }
}

/// What an override opens: one patient's fields at one holder, for one purpose.
package struct OverrideScope: Hashable, Sendable {
    package let holder: MemberID
    package let subject: Pseudonym
    /// Nil for every asset of the subject at that holder.
    package let asset: RecordID?
    /// Ids of the vocabulary, strictly ascending by bytes.
    package let fields: [String]
    package let purpose: String

    package init(
        holder: MemberID, subject: Pseudonym, asset: RecordID?, fields: [String], purpose: String
    ) {
        self.holder = holder
        self.subject = subject
        self.asset = asset
        self.fields = fields.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        self.purpose = purpose
    }

    /// Whether a request stays inside.
    package func covers(
        subject: Pseudonym, asset: RecordID?, fields: [String], purpose: String
    ) -> Bool {
        self.subject == subject && (self.asset == nil || self.asset == asset)
            && self.purpose.utf8.elementsEqual(purpose.utf8)
            && fields.allSatisfy { field in
                self.fields.contains { $0.utf8.elementsEqual(field.utf8) }
            }
    }
}

extension OverrideScope: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 5)
        holder.encode(into: &writer)
        subject.encode(into: &writer)
        writer.optional(asset)
        writer.array(fields)
        writer.text(purpose)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 5)
        holder = try MemberID(from: &reader)
        subject = try Pseudonym(from: &reader)
        asset = try reader.optional()
        fields = try reader.array(upTo: GovernanceLimits.overrideFields)
        for (left, right) in zip(fields, fields.dropFirst())
        where !left.utf8.lexicographicallyPrecedes(right.utf8) {
            throw .invalidValue(at: reader.offset, field: "fields")
        }
        purpose = try reader.text()
        reader.endArray()
    }
}
