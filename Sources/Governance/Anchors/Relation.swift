import LedgerTypes

/// Whether a member has to do with a patient or data set: without, it adds nothing to their history.
enum Relation {
    /// Refuses a member that neither holds what the head is of, nor has or had a grant on it, nor
    /// has a physician whose override on the patient is open; regulators and courts may.
    ///
    /// An unregistered head has no history to add to, and is refused as unknown.
    static func require(
        of member: MemberID, to head: HeadID, _ reader: inout StateReader
    ) throws(Refusal) {
        let isRelated =
            switch head.kind {
            case .subject: try isRelated(member, to: Pseudonym(head.id), &reader)
            case .asset: try isRelated(member, to: RecordID(head.id), &reader)
            }
        switch reader.get(Tables.members, member)?.kind {
        case .regulator, .court: return
        default: break
        }
        guard isRelated else { throw .anchorUnrelated }
    }

    /// The heads that an entry adds to: none where its member has nothing to do with them, so that a
    /// refusal is no part of their history either.
    static func concerns(
        of call: Call, _ head: HeadID?, _ reader: inout StateReader
    ) -> [HeadID] {
        guard let head else { return [] }
        do throws(Refusal) {
            try require(of: call.principal, to: head, &reader)
            return Concerns.of(head: head, &reader)
        } catch {
            return []
        }
    }

    private static func isRelated(
        _ member: MemberID, to id: Pseudonym, _ reader: inout StateReader
    ) throws(Refusal) -> Bool {
        guard let subject = reader.get(Tables.subjects, id) else { throw .unknownSubject }
        if subject.holder == member { return true }
        for override in reader.ids(Tables.overridesOfSubject, id) {
            let physician = reader.get(Tables.overrides, override)?.physician
            if physician?.member == member { return true }
        }
        return isGrantee(member, reader.get(Tables.grantsOfSubject, id), &reader)
    }

    private static func isRelated(
        _ member: MemberID, to id: RecordID, _ reader: inout StateReader
    ) throws(Refusal) -> Bool {
        guard let asset = reader.get(Tables.assets, id) else { throw .unknownAsset }
        if asset.holder == member { return true }
        return isGrantee(member, reader.get(Tables.grantsOfAsset, id), &reader)
    }

    private static func isGrantee(
        _ member: MemberID, _ grants: RecordList<RecordID>?, _ reader: inout StateReader
    ) -> Bool {
        for grant in grants?.elements ?? [] {
            let terms = reader.get(Tables.records, grant)?.terms
            if terms?.grantees.contains(member) ?? false { return true }
        }
        return false
    }
}
