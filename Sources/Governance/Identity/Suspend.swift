import CanonicalCoding
import LedgerTypes

/// `suspend`: stops a member, or a person of the acting member, or lifts the suspension.
package struct Suspend: LedgerAction, Hashable {
    package static let kind = TransactionKind.suspend
    package let target: Target
    package let state: EnrolmentState

    package enum Target: Hashable, Sendable {
        case member(MemberID)
        case staff(StaffID)
    }

    package init(target: Target, state: EnrolmentState = .suspended) {
        self.target = target
        self.state = state
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        switch target {
        case .member(let member):
            writer.unsigned(1)
            member.encode(into: &writer)
        case .staff(let staff):
            writer.unsigned(2)
            staff.encode(into: &writer)
        }
        writer.unsigned(state.rawValue)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        switch try reader.unsigned() {
        case 1: target = .member(try MemberID(from: &reader))
        case 2: target = .staff(try StaffID(from: &reader))
        default: throw .invalidValue(at: reader.offset, field: "suspension target")
        }
        state = try reader.rawValue(field: "enrolment state")
        reader.endArray()
    }

    package func signingFacts(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> SigningFacts {
        var facts = SigningFacts()
        switch target {
        case .member(let member): facts.targetMember = member
        case .staff(let staff):
            facts.target(StaffReference(member: call.member, staff: staff), &reader)
            facts.liftsSuspension = facts.targetsStaff && state == .active
        }
        return facts
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) {
        switch target {
        case .member(let member):
            guard reader.has(Tables.members, member) else { throw .unknownMember }
            if state == .suspended { try requireGovernable(without: member, &reader) }
        case .staff(let staff):
            let person = StaffReference(member: call.member, staff: staff)
            guard reader.has(Tables.staff, person) else { throw .unknownStaff }
        }
    }

    /// A suspended member's seat goes on voting: seats change by `seat-change` only, or quorums would
    /// shift unseen. Its governance key counts no more, so enough others must be left.
    private func requireGovernable(
        without member: MemberID, _ reader: inout StateReader
    ) throws(Refusal) {
        for table in [Tables.seats, Tables.nextSeats] {
            guard let seats = reader.get(table), seats.index(of: member) != nil else { continue }
            try Seats.requireGovernable(seats, without: member, &reader)
        }
    }

    package func apply(_: Void, _ call: Call, _ change: inout StateChange) -> Verdict {
        switch target {
        case .member(let id):
            guard var member = change.get(Tables.members, id) else { return .accepted }
            member.state = state
            change.put(Tables.members, id, member)
        case .staff(let id):
            let person = StaffReference(member: call.member, staff: id)
            guard var staff = change.get(Tables.staff, person) else { return .accepted }
            staff.state = state
            change.put(Tables.staff, person, staff)
        }
        return .accepted
    }
}
