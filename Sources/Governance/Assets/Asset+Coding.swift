import CanonicalCoding
import LedgerTypes
import Sealing

extension AssetMembers: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        switch self {
        case .subjects(let subjects):
            writer.array(count: 2)
            writer.unsigned(1)
            writer.array(subjects)
        case .cohort(let root):
            writer.array(count: 2)
            writer.unsigned(2)
            root.encode(into: &writer)
        case .nobody:
            writer.array(count: 1)
            writer.unsigned(3)
        }
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        let count = try reader.beginArray()
        switch (try reader.unsigned(), count) {
        case (1, 2):
            self = .subjects(try reader.array(upTo: GovernanceLimits.explicitSubjects))
        case (2, 2): self = .cohort(try Digest(from: &reader))
        case (3, 1): self = .nobody
        default: throw .invalidValue(at: reader.offset, field: "asset members")
        }
        reader.endArray()
    }
}

extension AssetDescription: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 12)
        kind.encode(into: &writer)
        category.encode(into: &writer)
        writer.unsigned(level)
        writer.array(scenarios)
        schema.encode(into: &writer)
        content.encode(into: &writer)
        writer.unsigned(rows)
        writer.array(derivedFrom)
        writer.unsigned(quality)
        writer.optional(retention)
        members.encode(into: &writer)
        writer.array(labels)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 12)
        kind = try AssetKind(from: &reader)
        category = try DataCategory(from: &reader)
        level = try reader.unsigned()
        scenarios = try reader.array(upTo: GovernanceLimits.scopeNames)
        schema = try Digest(from: &reader)
        content = try Digest(from: &reader)
        rows = try reader.unsigned()
        derivedFrom = try reader.array(upTo: GovernanceLimits.explicitSubjects)
        quality = try reader.unsigned()
        retention = try reader.optional()
        members = try AssetMembers(from: &reader)
        labels = try reader.array(upTo: GovernanceLimits.fieldLabels)
        reader.endArray()
    }
}

extension Asset: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 4)
        id.encode(into: &writer)
        holder.encode(into: &writer)
        description.encode(into: &writer)
        writer.unsigned(state.rawValue)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 4)
        id = try RecordID(from: &reader)
        holder = try MemberID(from: &reader)
        description = try AssetDescription(from: &reader)
        state = try reader.rawValue(field: "asset state")
        reader.endArray()
    }
}
