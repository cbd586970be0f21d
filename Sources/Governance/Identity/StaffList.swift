import LedgerTypes

/// A person's place among all persons whom a member ever enrolled, in the order of enrolment.
struct StaffPlace: TableKey {
    let member: MemberID
    let place: UInt64

    // Names hold no slash, so the pair is unique.
    var keyBytes: [UInt8] { member.keyBytes + [0x2f] + place.bigEndianBytes }
}

extension Tables {
    /// One record a person: a member has thousands.
    static let staffPlaces = Table<StaffPlace, StaffID>("staff-place")
    /// How many persons a member ever enrolled.
    static let staffCount = Table<MemberID, UInt64>("staff-count")
}

extension StateChange {
    /// Lists a person who is new at the member.
    mutating func list(_ person: StaffReference) {
        let count = get(Tables.staffCount, person.member) ?? 0
        put(
            Tables.staffPlaces, StaffPlace(member: person.member, place: count), person.staff)
        put(Tables.staffCount, person.member, count + 1)
    }
}

extension GovernanceQueries {
    /// Everybody whom a member ever enrolled, in the order of enrolment.
    package func staff(of member: MemberID) -> [Staff] {
        (0..<(state.get(Tables.staffCount, member) ?? 0)).compactMap { place in
            state.get(Tables.staffPlaces, StaffPlace(member: member, place: place))
                .flatMap { state.get(Tables.staff, StaffReference(member: member, staff: $0)) }
        }
    }
}
