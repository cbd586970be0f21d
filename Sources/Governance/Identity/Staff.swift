import CanonicalCoding
import LedgerTypes
import Sealing

/// A person at a member: staff ids are unique within it only.
public struct StaffReference: Hashable, Sendable, Comparable, CanonicalCodable, TableKey,
    CustomStringConvertible
{
    public let member: MemberID
    public let staff: StaffID

    public init(member: MemberID, staff: StaffID) {
        self.member = member
        self.staff = staff
    }

    // Names hold no slash, so the pair is unique.
    public var keyBytes: [UInt8] { member.keyBytes + [0x2f] + staff.keyBytes }
    public var description: String { "\(member)/\(staff)" }
    public static func < (left: StaffReference, right: StaffReference) -> Bool {
        (left.member, left.staff) < (right.member, right.staff)
    }

    public func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        member.encode(into: &writer)
        staff.encode(into: &writer)
    }

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        member = try MemberID(from: &reader)
        staff = try StaffID(from: &reader)
        reader.endArray()
    }
}

/// A person who acts for a member; the name stays with the member.
public struct Staff: Hashable, Sendable {
    public let id: StaffID
    public let member: MemberID
    public let roles: StaffRoles
    /// Salted commitment to the licence; nil where the role needs none.
    public let licence: Digest?
    /// Highest level of data the person may see, 1 … 5.
    public let clearance: UInt64
    public var key: VerifyingKey
    public let from: BlockTime
    /// Exclusive.
    public let until: BlockTime
    public var state: EnrolmentState

    public init(
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

    public var reference: StaffReference { StaffReference(member: member, staff: id) }

    /// Form: consistent roles, a span of time, a key that would be admitted.
    func validate() throws(Refusal) {
        guard roles.isConsistent else { throw .rolesExclude }
        guard from < until, (1...5).contains(clearance) else { throw .staffMalformed }
        guard key.isPrimeOrder else { throw .keyNotAdmitted }
        // A physician's licence is what rules mean by a licensed actor.
        guard !roles.contains(.physician) || licence != nil else { throw .licenceMissing }
    }
}

extension Tables {
    public static let staff = Table<StaffReference, Staff>("staff")
}

extension Staff: CanonicalCodable {
    public func encode(into writer: inout CanonicalWriter) {
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

    public init(from reader: inout CanonicalReader) throws(CodingFault) {
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
