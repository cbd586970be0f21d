import LedgerTypes

/// Signers that a record names: parties, roles, panels.
extension Signers {
    /// One of the alternatives must be complete; an empty list of alternatives is nobody.
    func requireOne(
        of alternatives: [[RequiredSigner]], _ reader: inout StateReader
    ) throws(Refusal) {
        for alternative in alternatives where !alternative.isEmpty {
            var isComplete = true
            for signer in alternative {
                guard try isSigned(by: signer, &reader) else {
                    isComplete = false
                    break
                }
            }
            if isComplete { return }
        }
        throw .partyMissing
    }

    private func isSigned(
        by signer: RequiredSigner, _ reader: inout StateReader
    ) throws(Refusal) -> Bool {
        switch signer {
        case .member(let member):
            return try speaks(for: member, &reader)
        case .staff(let person):
            guard has(.staff(person)) else { return false }
            return try Self.isInOffice(person, [], &reader)
        case .subject(let subject):
            if has(.subject(subject)) { return true }
            guard let guardian = reader.get(Tables.subjects, subject)?.guardian else {
                return false
            }
            return has(.subject(guardian))
        case .anyOf(let role):
            return try isSigned(byAny: role, &reader)
        case .committee(let quorum, let parties):
            return isSigned(byPanel: quorum, apartFrom: parties, &reader)
        case .nobody:
            return false
        }
    }

    /// A member speaks by its gateway, or by a person in office there who may bind it.
    func speaks(
        for member: MemberID, _ reader: inout StateReader
    ) throws(Refusal) -> Bool {
        guard reader.get(Tables.members, member)?.state == .active else { return false }
        if has(.gateway(member)) { return true }
        for case .staff(let person) in owners where person.member == member {
            if try Self.isInOffice(person, .representatives, &reader) { return true }
        }
        return false
    }

    private func isSigned(
        byAny role: String, _ reader: inout StateReader
    ) throws(Refusal) -> Bool {
        for owner in owners {
            switch owner {
            case .gateway(let member):
                guard let record = reader.get(Tables.members, member), record.state == .active
                else { continue }
                if record.kind.name == role { return true }
            case .staff(let person):
                if let needed = StaffRole(name: role),
                    try Self.isInOffice(person, StaffRoles(needed), &reader)
                {
                    return true
                }
                guard try Self.isInOffice(person, .representatives, &reader) else { continue }
                if reader.get(Tables.members, person.member)?.kind.name == role { return true }
            default: continue
            }
        }
        return false
    }

    /// Committee members that signed in person, as a case has them: one vote a seat, none of a party.
    private func isSigned(
        byPanel quorum: PanelQuorum, apartFrom parties: [MemberID], _ reader: inout StateReader
    ) -> Bool {
        let panel = Panel.independent(
            of: parties, from: reader.bench, quorum: quorum)
        guard panel.isComplete else { return false }
        return panel.voters.count { has(.staff($0.person)) } >= panel.required
    }
}
