import CanonicalCoding
import LedgerTypes
import Sealing

/// `enrol-member`: an institution joins, with its first officers.
package struct EnrolMember: LedgerAction, Hashable {
    package static let kind = TransactionKind.enrolMember
    package let enrolled: Member
    /// At least a security and an audit officer, ascending by id: they enrol everyone else.
    package let officers: [Staff]

    package init(enrolled: Member, officers: [Staff]) {
        self.enrolled = enrolled
        self.officers = officers
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        enrolled.encode(into: &writer)
        writer.array(officers)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        enrolled = try Member(from: &reader)
        officers = try reader.array(upTo: 16)
        reader.endArray()
    }

    package func validate() throws(Refusal) {
        try enrolled.validate()
        for officer in officers {
            try officer.validate()
            guard officer.member == enrolled.id, officer.roles.isSubset(of: .officers),
                officer.state == .active
            else { throw .officersMissing }
        }
        for (left, right) in zip(officers, officers.dropFirst()) where left.id >= right.id {
            throw .officersMissing
        }
        for role in [StaffRoles.security, .audit] {
            guard officers.contains(where: { $0.roles == role }) else { throw .officersMissing }
        }
        let keys = [enrolled.gatewayKey, enrolled.governanceKey] + officers.map(\.key)
        guard Set(keys).count == keys.count else { throw .keyTaken }
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) {
        guard !reader.has(Tables.members, enrolled.id) else { throw .memberExists }
        guard reader.memberIDs.count < GovernanceLimits.members else { throw .tooMany }
        for id in reader.memberIDs {
            guard let other = reader.get(Tables.members, id) else { continue }
            try enrolled.requireApart(from: other)
        }
        try KeyRegister.requireFree(enrolled.gatewayKey, &reader)
        try KeyRegister.requireFree(enrolled.governanceKey, &reader)
        for officer in officers { try KeyRegister.requireFree(officer.key, &reader) }
    }

    package func apply(_: Void, _ call: Call, _ change: inout StateChange) -> Verdict {
        Enrolment.enrol(enrolled, &change)
        for officer in officers { Enrolment.enrol(officer, &change) }
        return .accepted
    }
}

/// Writing of members and staff, for genesis and for transactions.
enum Enrolment {
    static func enrol(_ member: Member, _ change: inout StateChange) {
        change.put(Tables.members, member.id, member)
        var ids = change.reader.memberIDs
        ids.append(member.id)
        change.put(Tables.memberList, RecordList(ids.sorted()))
        KeyRegister.register(member.gatewayKey, .gateway(member.id), &change)
        KeyRegister.register(member.governanceKey, .governance(member.id), &change)
    }

    static func enrol(_ staff: Staff, _ change: inout StateChange) {
        change.put(Tables.staff, staff.reference, staff)
        KeyRegister.register(staff.key, .staff(staff.reference), &change)
    }
}

/// Which key is whose; a key has one owner for ever.
enum KeyRegister {
    static func requireFree(_ key: VerifyingKey, _ reader: inout StateReader) throws(Refusal) {
        guard key.isPrimeOrder, key.suite == reader.suite else { throw .keyNotAdmitted }
        guard !reader.has(Tables.keys, key.id) else { throw .keyTaken }
    }

    static func register(
        _ key: VerifyingKey, _ owner: KeyOwner, _ change: inout StateChange
    ) {
        change.put(Tables.keys, key.id, KeyRecord(key: key, owner: owner))
    }

    static func retire(_ key: VerifyingKey, _ change: inout StateChange) {
        guard var record = change.get(Tables.keys, key.id), record.retired == nil else { return }
        record.retired = change.time
        change.put(Tables.keys, key.id, record)
    }
}
