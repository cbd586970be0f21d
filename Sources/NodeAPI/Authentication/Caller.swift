import Governance
import LedgerTypes
import Sealing

/// Who calls, as the committed state knows the key.
struct Caller: Sendable {
    let owner: KeyOwner
    let key: VerifyingKey

    /// The member the caller belongs to; nil for patients and codes.
    var member: MemberID? { owner.member }

    /// The person, where a person calls.
    var person: StaffReference? {
        if case .staff(let person) = owner { person } else { nil }
    }

    /// True where what the caller signed is no secret from the caller: a person who is no officer, or
    /// a patient.
    func readsOwn(_ state: LedgerState) -> Bool {
        isPatient || person != nil && !isOfficer(state)
    }

    /// True for a patient's own key.
    var isPatient: Bool { if case .subject = owner { true } else { false } }

    /// Seat keys sign votes only, governance keys are kept offline: neither calls an interface.
    var isOfCalls: Bool {
        switch owner {
        case .seat, .governance: false
        case .gateway, .staff, .subject, .code: true
        }
    }

    /// True if the member and the person are active now; patients and codes always are.
    func isInOffice(_ state: LedgerState) -> Bool {
        guard let member else { return true }
        guard state.get(Tables.members, member)?.state == .active else { return false }
        guard let person else { return true }
        guard let staff = state.get(Tables.staff, person) else { return false }
        return staff.state == .active && staff.from <= state.time && state.time < staff.until
    }

    /// True for those who read a node's view of the chain: the node's own people and gateway, and
    /// those of regulators and courts.
    func mayRead(at node: MemberID, _ state: LedgerState) -> Bool {
        guard isOfCalls, isInOffice(state), let member,
            let kind = state.get(Tables.members, member)?.kind
        else { return false }
        return member == node || kind == .regulator || kind == .court
    }

    /// System, security and audit officers keep the systems; none of them sees patient data.
    func isOfficer(_ state: LedgerState) -> Bool {
        guard let person, let staff = state.get(Tables.staff, person) else { return false }
        return !staff.roles.isDisjoint(with: .officers)
    }
}
