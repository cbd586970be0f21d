import CanonicalCoding
import LedgerTypes
import Sealing

/// The three rights in a data resource (三权): to hold, to use, to operate.
package enum RightKind: UInt64, NumberedCase {
    case hold = 1
    case use = 2
    case operate = 3
}

/// Who has which right in an asset, on what basis, for how long.
package struct Right: Hashable, Sendable, CanonicalCodable {
    package let asset: RecordID
    package let right: RightKind
    package let grantee: MemberID
    /// Code of the contract or provision it rests on; shown, never judged.
    package let basis: String
    /// Salted commitment of the scope's text.
    package let scope: Digest
    /// Salted commitment of a pledge or another encumbrance.
    package let encumbrance: Digest?
    package let from: BlockTime
    /// Exclusive; nil without an end.
    package let until: BlockTime?

    package init(
        asset: RecordID, right: RightKind, grantee: MemberID, basis: String, scope: Digest,
        encumbrance: Digest? = nil, from: BlockTime, until: BlockTime? = nil
    ) {
        self.asset = asset
        self.right = right
        self.grantee = grantee
        self.basis = basis
        self.scope = scope
        self.encumbrance = encumbrance
        self.from = from
        self.until = until
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 8)
        asset.encode(into: &writer)
        right.encode(into: &writer)
        grantee.encode(into: &writer)
        writer.text(basis)
        scope.encode(into: &writer)
        writer.optional(encumbrance)
        from.encode(into: &writer)
        writer.optional(until)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 8)
        asset = try RecordID(from: &reader)
        right = try RightKind(from: &reader)
        grantee = try MemberID(from: &reader)
        basis = try reader.text()
        scope = try Digest(from: &reader)
        encumbrance = try reader.optional()
        from = try BlockTime(from: &reader)
        until = try reader.optional()
        reader.endArray()
    }
}

extension Tables {
    package static let rights = Table<RecordID, Right>("right")
    /// Rights in an asset, in the order of registration.
    package static let rightsOfAsset = Table<RecordID, RecordList<RecordID>>("asset-rights")
}

/// `register-right`: a right in an asset of the acting member is recorded.
package struct RegisterRight: LedgerAction, Hashable {
    package static let kind = TransactionKind.registerRight
    package let right: Right

    package init(right: Right) { self.right = right }

    package func encode(into writer: inout CanonicalWriter) { right.encode(into: &writer) }
    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        right = try Right(from: &reader)
    }

    package func validate() throws(Refusal) {
        guard Names.isCode(right.basis), right.until.map({ right.from < $0 }) ?? true else {
            throw .rightMalformed
        }
    }

    package func signingFacts(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> SigningFacts {
        guard let asset = reader.get(Tables.assets, right.asset) else { throw .unknownAsset }
        var facts = SigningFacts()
        facts.holder = asset.holder
        return facts
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) {
        guard reader.has(Tables.members, right.grantee) else { throw .unknownMember }
        let listed = reader.get(Tables.rightsOfAsset, right.asset)?.elements.count ?? 0
        guard listed < GovernanceLimits.indexed else { throw .tooMany }
    }

    package func apply(_: Void, _ call: Call, _ change: inout StateChange) -> Verdict {
        change.put(Tables.rights, call.record, right)
        change.insert(Tables.rightsOfAsset, right.asset, call.record)
        return Verdict(.accepted, detail: call.record.canonicalBytes)
    }

    package func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        Concerns.of(asset: right.asset, &reader)
    }
}
