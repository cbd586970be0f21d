import CanonicalCoding
import LedgerTypes
import Sealing

/// A person at a member: staff ids are unique within it only.
package struct StaffReference: Hashable, Sendable, Comparable, CanonicalCodable, TableKey,
    CustomStringConvertible
{
    package let member: MemberID
    package let staff: StaffID

    package init(member: MemberID, staff: StaffID) {
        self.member = member
        self.staff = staff
    }

    // Names hold no slash, so the pair is unique.
    package var keyBytes: [UInt8] { member.keyBytes + [0x2f] + staff.keyBytes }
    package var description: String { "\(member)/\(staff)" }
    package static func < (left: StaffReference, right: StaffReference) -> Bool {
        (left.member, left.staff) < (right.member, right.staff)
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        member.encode(into: &writer)
        staff.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        member = try MemberID(from: &reader)
        staff = try StaffID(from: &reader)
        reader.endArray()
    }
}

/// A person who acts for a member; the name stays with the member.
package struct Staff: Hashable, Sendable {
    package let id: StaffID
    package let member: MemberID
    package let roles: StaffRoles
    /// Salted commitment to the licence; nil where the role needs none.
    package let licence: Digest?
    /// Highest level of data the person may see, 1 … 5.
    package let clearance: UInt64
    package var key: VerifyingKey
    package let from: BlockTime
    /// Exclusive.
    package let until: BlockTime
    package var state: EnrolmentState

    package init(
        id: StaffID, member: MemberID, roles: StaffRoles, licence: Digest?, clearance: UInt64,
        key: VerifyingKey, from: BlockTime, until: BlockTime, state: EnrolmentState = .active
    ) {
        self.id = id
        self.member = member
        self.roles = roles
        self.licence = licence
        self.clearance = clearance
        self.key = key
        self.from = from
        self.until = until
        self.state = state
    }

    package var reference: StaffReference { StaffReference(member: member, staff: id) }

    /// What the person's key must have signed before it is enrolled.
    package func claim(chain: ChainID?) -> KeyClaim {
        KeyClaim(chain: chain, holder: member, purpose: .staff(id), key: key)
    }

    /// Form: consistent roles, a span of time, a key that would be admitted.
    func validate() throws(Refusal) {
        guard roles.isConsistent else { throw .rolesExclude }
        guard from < until, (1...5).contains(clearance) else { throw .staffMalformed }
        guard key.isPrimeOrder else { throw .keyNotAdmitted }
        // A physician's licence is what rules mean by a licensed actor.
        guard !roles.contains(.physician) || licence != nil else { throw .licenceMissing }
    }
}

extension SigningFacts {
    /// Says whose place is at stake: an officer's, before or after, or another person's.
    mutating func target(
        _ person: StaffReference, becoming roles: StaffRoles = [], _ reader: inout StateReader
    ) {
        let before = reader.get(Tables.staff, person)?.roles ?? []
        targetsOfficer = !before.union(roles).isDisjoint(with: .appointers)
        targetsStaff = !targetsOfficer
    }
}

extension Tables {
    package static let staff = Table<StaffReference, Staff>("staff")
}

extension Staff: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 9)
        id.encode(into: &writer)
        member.encode(into: &writer)
        writer.unsigned(roles.rawValue)
        writer.optional(licence)
        writer.unsigned(clearance)
        key.encode(into: &writer)
        from.encode(into: &writer)
        until.encode(into: &writer)
        writer.unsigned(state.rawValue)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 9)
        id = try StaffID(from: &reader)
        member = try MemberID(from: &reader)
        roles = StaffRoles(rawValue: try reader.unsigned())
        licence = try reader.optional()
        clearance = try reader.unsigned()
        key = try VerifyingKey(from: &reader)
        from = try BlockTime(from: &reader)
        until = try BlockTime(from: &reader)
        state = try reader.rawValue(field: "staff state")
        reader.endArray()
    }
}
