import CanonicalCoding
import LedgerTypes

/// `register-asset`: the acting member says that it holds a data set.
package struct RegisterAsset: LedgerAction, Hashable {
    package static let kind = TransactionKind.registerAsset
    package let description: AssetDescription

    package init(description: AssetDescription) { self.description = description }

    package func encode(into writer: inout CanonicalWriter) { description.encode(into: &writer) }
    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        description = try AssetDescription(from: &reader)
    }

    package func validate() throws(Refusal) { try description.validate() }

    package func signingFacts(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> SigningFacts {
        var facts = SigningFacts()
        facts.holder = call.member
        facts.lowersLevel = Labelling.lowers(description, &reader)
        return facts
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) {
        for source in description.derivedFrom {
            guard reader.has(Tables.assets, source) else { throw .unknownAsset }
        }
        for pseudonym in description.members.explicit {
            guard let subject = reader.get(Tables.subjects, pseudonym) else {
                throw .unknownSubject
            }
            guard subject.holder == call.member else { throw .otherMember }
            let listed = reader.get(Tables.assetsOfSubject, pseudonym)?.elements.count ?? 0
            guard listed < GovernanceLimits.indexed else { throw .tooMany }
        }
    }

    package func apply(_: Void, _ call: Call, _ change: inout StateChange) -> Verdict {
        change.put(
            Tables.assets, call.record,
            Asset(id: call.record, holder: call.member, description: description))
        for subject in description.members.explicit {
            change.insert(Tables.assetsOfSubject, subject, call.record)
        }
        Labelling.count(description, &change)
        return Verdict(.accepted, detail: call.record.canonicalBytes)
    }

    package func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        let own = Concerns.of(asset: call.record, &reader)
        guard own.isEmpty else { return own }
        // Refused: the subjects that it named are concerned all the same.
        return Concerns.of(assets: [], subjects: description.members.explicit, &reader)
    }
}
