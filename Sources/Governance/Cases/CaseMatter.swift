import LedgerTypes

/// Whose matter a case is: its parties follow from what it is about, never from who opens it.
enum CaseMatter {
    /// The members that have to do with a record, ascending; none where it is no record of these.
    static func members(of record: RecordID, _ reader: inout StateReader) -> [MemberID] {
        var members: Set<MemberID> = []
        if let found = reader.get(Tables.overrides, record) {
            members.formUnion([found.scope.holder, found.physician.member])
            if let approver = found.approver { members.insert(approver.member) }
        }
        if let permit = reader.get(Tables.permits, record) {
            members.formUnion([permit.actor.principal, permit.holder])
        }
        if let consent = reader.get(Tables.consents, record) { members.insert(consent.holder) }
        if let asset = reader.get(Tables.assets, record) { members.insert(asset.holder) }
        if let earlier = reader.get(Tables.cases, record) { members.formUnion(earlier.parties) }
        if let found = reader.get(Tables.records, record) { members.formUnion(of(found, &reader)) }
        return members.sorted()
    }

    /// The patients that a record is about; none where it is no record of these.
    static func patients(of record: RecordID, _ reader: inout StateReader) -> Set<Pseudonym> {
        var patients: Set<Pseudonym> = []
        var assets: [RecordID] = [record]
        func add(_ request: Request) {
            if let subject = request.subject { patients.insert(subject) }
            if let asset = request.asset { assets.append(asset) }
        }
        if let found = reader.get(Tables.overrides, record) { patients.insert(found.scope.subject) }
        if let permit = reader.get(Tables.permits, record) { add(permit.request) }
        if let consent = reader.get(Tables.consents, record) {
            switch consent.terms.about {
            case .subject(let pseudonym): patients.insert(pseudonym)
            case .cohort(let asset): assets.append(asset)
            }
        }
        if let earlier = reader.get(Tables.cases, record), let subject = earlier.subject {
            patients.insert(subject)
        }
        if let terms = reader.get(Tables.records, record)?.terms {
            patients.formUnion(terms.subjects)
            assets += terms.assets
        }
        for asset in assets {
            patients.formUnion(reader.get(Tables.assets, asset)?.description.members.explicit ?? [])
        }
        return patients
    }

    private static func of(
        _ record: DeclaredRecord, _ reader: inout StateReader
    ) -> Set<MemberID> {
        var members: Set<MemberID> = []
        // Grantees of the terms need not have signed; the parties of the record have.
        if let terms = record.terms { members.insert(terms.holder) }
        let checked = reader.checked(
            record.charter.digest, vocabulary: record.charter.vocabulary
        ).checked
        if let type = checked.record(named: record.type) {
            members.formUnion(record.partyMembers(type, &reader))
        }
        return members
    }
}
