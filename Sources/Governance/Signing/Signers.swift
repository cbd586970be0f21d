import LedgerTypes
import Sealing

/// The owners of a call's verified keys, without those whose key was replaced.
struct Signers {
    let call: Call
    let owners: [KeyOwner]

    init(_ call: Call, _ reader: inout StateReader) {
        self.call = call
        var owners: [KeyOwner] = []
        for key in call.keys {
            guard let record = reader.get(Tables.keys, key), record.retired == nil else { continue }
            owners.append(record.owner)
        }
        self.owners = owners
    }

    func has(_ owner: KeyOwner) -> Bool { owners.contains(owner) }

    func requireGateway(of member: MemberID, _ reader: inout StateReader) throws(Refusal) {
        try Self.requireActive(member, &reader)
        guard has(.gateway(member)) else { throw .signatureMissing }
    }

    func requireQuorumOfSeats(
        excluding target: MemberID?, _ reader: inout StateReader
    ) throws(Refusal) {
        let seats = reader.seatSet
        let signing = seats.seats.filter { $0.member != target && has(.governance($0.member)) }
        let active = try Self.active(signing.map(\.member), &reader)
        guard active.count >= seats.quorum else { throw .quorumMissing }
    }

    func requireQuorumOfMembers(_ reader: inout StateReader) throws(Refusal) {
        let all = try Self.active(reader.memberIDs, &reader)
        let signing = all.filter { has(.governance($0)) }
        guard signing.count >= 2 * all.count / 3 + 1 else { throw .quorumMissing }
    }

    func requirePerson(_ roles: StaffRoles, _ reader: inout StateReader) throws(Refusal) {
        guard let staff = call.staff else { throw .staffMissing }
        let person = StaffReference(member: call.member, staff: staff)
        guard has(.staff(person)) else { throw .signatureMissing }
        try Self.requireInOffice(person, roles, &reader)
    }

    func requireCountersigner(_ roles: StaffRoles, _ reader: inout StateReader) throws(Refusal) {
        // Without the name of the first person nobody could be said to be the second.
        guard let acting = try actingPerson(&reader) else { throw .countersignatureMissing }
        for case .staff(let person) in owners where person.member == call.member && person != acting
        {
            if try Self.isInOffice(person, roles, &reader) { return }
        }
        throw .countersignatureMissing
    }

    /// Each of the three can be replaced by the other two, so that none can lock the others out.
    func requireAppointers(_ reader: inout StateReader) throws(Refusal) {
        try requirePerson(.appointers, &reader)
        guard let acting = try actingPerson(&reader) else { throw .staffMissing }
        if has(.governance(call.member)) { return }
        let roles = reader.get(Tables.staff, acting)?.roles ?? []
        let needed = StaffRoles.appointers.subtracting(roles)
        let others = try inOffice(at: call.member, needed, &reader)
        guard others.contains(where: { $0 != acting }) else { throw .appointersMissing }
    }

    /// The person whom the transaction names, who has signed it and is in office; nil if there is
    /// none.
    private func actingPerson(
        _ reader: inout StateReader
    ) throws(Refusal) -> StaffReference? {
        guard let staff = call.staff else { return nil }
        let person = StaffReference(member: call.member, staff: staff)
        guard has(.staff(person)), try Self.isInOffice(person, [], &reader) else { return nil }
        return person
    }

    /// Two persons of the holder attest: the one who acts, by name, and a witness who shares no role
    /// with them. The gateway's signature is asked for by a person and makes nobody a second one.
    ///
    /// What another member submits for the holder carries the signatures of two such persons.
    ///
    /// - Parameter named: the second person, where the transaction says who it is.
    func requireWitness(
        of holder: MemberID?, named: StaffReference?, _ reader: inout StateReader
    ) throws(Refusal) {
        guard let holder else { throw .notHolder }
        let acting: [StaffReference]
        if call.member == holder {
            guard let person = try actingPerson(&reader) else { throw .witnessMissing }
            acting = [person]
        } else {
            acting = try inOffice(at: holder, [], &reader)
        }
        let witnesses = try inOffice(at: holder, .practitioners, &reader)
        for first in acting {
            let roles = reader.get(Tables.staff, first)?.roles ?? []
            for second in witnesses
            where second != first && (named == nil || second == named) {
                let others = reader.get(Tables.staff, second)?.roles ?? []
                if others.isDisjoint(with: roles) { return }
            }
        }
        throw .witnessMissing
    }

    /// Persons of a member who have signed and are in office in one of the roles.
    private func inOffice(
        at member: MemberID, _ roles: StaffRoles, _ reader: inout StateReader
    ) throws(Refusal) -> [StaffReference] {
        var found: [StaffReference] = []
        for case .staff(let person) in owners where person.member == member {
            if try Self.isInOffice(person, roles, &reader) { found.append(person) }
        }
        return found
    }

    func requireSubject(_ subject: Pseudonym?, _ reader: inout StateReader) throws(Refusal) {
        guard let subject, let record = reader.get(Tables.subjects, subject) else {
            throw .unknownSubject
        }
        if has(.subject(subject)) { return }
        if let guardian = record.guardian, has(.subject(guardian)) { return }
        throw .signatureMissing
    }

    /// Acting for another member needs that member's gateway key as well: its grants are its own.
    static func requirePrincipal(_ call: Call, _ reader: inout StateReader) throws(Refusal) {
        guard call.principal != call.member else { return }
        try requireActive(call.principal, &reader)
        guard Signers(call, &reader).has(.gateway(call.principal)) else {
            throw .principalMissing
        }
    }

    /// A person whom a transaction names as acting has signed it, whatever else its kind asks for:
    /// nobody puts a name into the record that did not act.
    static func requireNamedPerson(_ call: Call, _ reader: inout StateReader) throws(Refusal) {
        guard let staff = call.staff else { return }
        let person = StaffReference(member: call.member, staff: staff)
        guard Signers(call, &reader).has(.staff(person)) else { throw .signatureMissing }
    }

    static func requireActive(_ member: MemberID, _ reader: inout StateReader) throws(Refusal) {
        guard let record = reader.get(Tables.members, member) else { throw .unknownMember }
        guard record.state == .active else { throw .memberSuspended }
    }

    private static func active(
        _ members: [MemberID], _ reader: inout StateReader
    ) throws(Refusal) -> [MemberID] {
        var result: [MemberID] = []
        for member in members where reader.get(Tables.members, member)?.state == .active {
            result.append(member)
        }
        return result
    }

    static func requireInOffice(
        _ person: StaffReference, _ roles: StaffRoles, _ reader: inout StateReader
    ) throws(Refusal) {
        try requireActive(person.member, &reader)
        guard let record = reader.get(Tables.staff, person) else { throw .unknownStaff }
        guard record.state == .active else { throw .staffSuspended }
        guard record.from <= reader.time, reader.time < record.until else { throw .staffExpired }
        guard !roles.isEmpty else { return }
        let usable = roles.intersection(record.roles)
        guard !usable.isEmpty else { throw .roleMissing }
        // A role that asks for a licence is none without one; beside another it need not be one.
        guard usable.isSubset(of: .licensed) else { return }
        let licence = try reader.requireLicence(record)
        guard usable.contains(StaffRoles(licence.kind.role)) else { throw .licenceUnattested }
    }

    static func isInOffice(
        _ person: StaffReference, _ roles: StaffRoles, _ reader: inout StateReader
    ) throws(Refusal) -> Bool {
        do throws(Refusal) {
            try requireInOffice(person, roles, &reader)
            return true
        } catch {
            return false
        }
    }
}
