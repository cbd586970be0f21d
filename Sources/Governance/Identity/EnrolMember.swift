import CanonicalCoding
import LedgerTypes
import Sealing

/// `enrol-member`: an institution joins, with its first officers.
package struct EnrolMember: LedgerAction, Hashable {
    package static let kind = TransactionKind.enrolMember
    package let enrolled: Member
    /// At least a security and an audit officer, ascending by id: they enrol everyone else.
    package let officers: [Staff]
    /// One for each of `claims`, in their order.
    package let possessions: [KeyPossession]

    package init(enrolled: Member, officers: [Staff], possessions: [KeyPossession]) {
        self.enrolled = enrolled
        self.officers = officers
        self.possessions = possessions
    }

    /// What the new keys must have signed: those of the member, then those of its officers.
    package func claims(chain: ChainID) -> [KeyClaim] {
        enrolled.claims(chain: chain) + officers.map { $0.claim(chain: chain) }
    }

    /// The enrolment with the proofs of all its keys.
    package static func proven(
        _ member: Member, _ officers: [Staff], chain: ChainID, by keys: [SigningKey]
    ) -> EnrolMember {
        let unproven = EnrolMember(enrolled: member, officers: officers, possessions: [])
        return EnrolMember(
            enrolled: member, officers: officers,
            possessions: KeyPossession.of(unproven.claims(chain: chain), by: keys))
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        enrolled.encode(into: &writer)
        writer.array(officers)
        writer.array(possessions)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        enrolled = try Member(from: &reader)
        officers = try reader.array(upTo: 16)
        possessions = try reader.array(upTo: 18)
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
        let keys = enrolled.keyBytes + officers.map(\.key.bytes)
        guard Set(keys).count == keys.count else { throw .keyTaken }
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) {
        guard !reader.has(Tables.members, enrolled.id) else { throw .memberExists }
        guard reader.memberIDs.count < GovernanceLimits.members else { throw .tooMany }
        for id in reader.memberIDs {
            guard let other = reader.get(Tables.members, id) else { continue }
            try enrolled.requireApart(from: other)
        }
        let claims = claims(chain: reader.chain)
        guard possessions.count == claims.count else { throw .possessionUnproven }
        for (claim, possession) in zip(claims, possessions) {
            try KeyRegister.requireNew(claim, possession, &reader)
        }
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
        if !change.has(Tables.staff, staff.reference) { change.list(staff.reference) }
        change.put(Tables.staff, staff.reference, staff)
        KeyRegister.register(staff.key, .staff(staff.reference), &change)
    }
}
