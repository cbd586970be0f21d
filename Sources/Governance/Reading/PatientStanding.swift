import LedgerTypes
import Sealing

/// By what relation somebody reads what is recorded of a patient.
package enum PatientStanding: String, Hashable, Sendable, CaseIterable {
    /// The patient's own key.
    case patient
    /// The key of the patient's guardian.
    case guardian
    /// A person of the holder whom the chain names as treating the patient.
    case treating
    /// The holder's data officer or compliance officer.
    case office
    /// Who asked and was permitted, while the permit lasts.
    case permit
    /// A person of a member to which a grant on the patient's data is given.
    case grant
    /// The physician or approver of an override that opened something, until it ends or until it has
    /// to be written up.
    case override
    /// A committee member on the panel of an open case about the patient.
    case committee
    case regulator
    case court
}

/// What one caller may read of patients: one rule over the content, whatever the way to it.
///
/// Officers of systems, security and audit have no standing, nor has a gateway: a person reads.
package struct Readership: Sendable {
    private let state: LedgerState
    private let reader: KeyOwner
    /// The requests of a person that may be permits in force, with the patients they were about.
    private let requests: [AskedRequest]
    /// Patients of open cases on whose panel the reader is: found once, there may be thousands.
    private let judged: Set<Pseudonym>
    /// The roles in which the reader may act now: without a licence in force, none that asks for one.
    private let roles: StaffRoles

    /// - Parameter requests: of the reader; from the index of the node, the state has no list.
    package init(_ reader: KeyOwner, on state: LedgerState, requests: [AskedRequest] = []) {
        self.reader = reader
        self.state = state
        self.requests = requests
        roles = Self.roles(of: reader, on: state)
        judged = Self.judged(by: reader, on: state)
    }

    private static func roles(of reader: KeyOwner, on state: LedgerState) -> StaffRoles {
        guard case .staff(let person) = reader, let found = state.get(Tables.staff, person) else {
            return []
        }
        var states = state.reader
        return states.rolesInForce(found)
    }

    private static func judged(by reader: KeyOwner, on state: LedgerState) -> Set<Pseudonym> {
        guard case .staff(let person) = reader,
            state.get(Tables.staff, person)?.roles.isDisjoint(with: .committee) == false
        else { return [] }
        let own = GovernanceQueries(state).openCases.filter { found in
            found.panel.seats.contains { $0.person == person }
        }
        return Set(own.compactMap(\.subject))
    }

    /// The standing by office, for every patient, known to the chain or not.
    package var office: PatientStanding? {
        guard let person, !isOfficer else { return nil }
        return switch state.get(Tables.members, person.member)?.kind {
        case .regulator: .regulator
        case .court: .court
        default: nil
        }
    }

    /// By what the reader may read something; nil where by nothing. Nobody needs any for what is
    /// about nobody.
    package func standing(in content: PatientContent) -> PatientStanding? {
        if let office { return office }
        for patient in content.patients.sorted() {
            if let standing = standing(with: patient) { return standing }
        }
        for asset in content.assets.sorted() {
            if let standing = standing(with: asset) { return standing }
        }
        return nil
    }

    /// By what the reader may learn something of all of them: what a question would be decided says
    /// something of each.
    package func standing(inEach content: PatientContent) -> PatientStanding? {
        if let office { return office }
        let standings =
            content.patients.sorted().map(standing(with:))
            + (content.patients.isEmpty ? content.assets.sorted().map(standing(with:)) : [])
        guard let first = standings.first, !standings.contains(nil) else { return nil }
        return first
    }

    private func standing(with patient: Pseudonym) -> PatientStanding? {
        guard let subject = state.get(Tables.subjects, patient) else { return nil }
        if case .subject(let own) = reader {
            return own == patient ? .patient : own == subject.guardian ? .guardian : nil
        }
        guard let person, !isOfficer, !roles.isEmpty else { return nil }
        if subject.holder == person.member {
            if subject.attending.contains(person) { return .treating }
            if holdsOffice { return .office }
        }
        if hasPermit(on: patient) { return .permit }
        let grants = GovernanceQueries(state).grants(of: patient)
        if grants.contains(where: isGiven) { return .grant }
        let overrides = GovernanceQueries(state).overrides(of: patient)
        if overrides.contains(where: isOwn) { return .override }
        return judged.contains(patient) ? .committee : nil
    }

    private func standing(with asset: RecordID) -> PatientStanding? {
        guard let person, !isOfficer, !roles.isEmpty,
            let found = state.get(Tables.assets, asset)
        else { return nil }
        if found.holder == person.member, holdsOffice { return .office }
        let grants = GovernanceQueries(state).grants(ofAsset: asset)
        return grants.contains(where: isGiven) ? .grant : nil
    }

    private var person: StaffReference? {
        if case .staff(let person) = reader { person } else { nil }
    }

    private var isOfficer: Bool { !roles.isDisjoint(with: .officers) }

    private var holdsOffice: Bool { !roles.isDisjoint(with: [.dataOfficer, .compliance]) }

    private func hasPermit(on patient: Pseudonym) -> Bool {
        requests.contains { asked in
            asked.patients.contains(patient)
                && state.get(Tables.permits, asked.id).map { state.time < $0.expires } ?? false
        }
    }

    private func isGiven(_ grant: DeclaredRecord) -> Bool {
        guard let person, let terms = grant.terms, grant.isActiveGrant else { return false }
        return terms.grantees.contains(person.member) && terms.notBefore <= state.time
            && state.time < terms.notAfter
    }

    private func isOwn(_ override: Override) -> Bool {
        guard let person, override.physician == person || override.approver == person else {
            return false
        }
        return roles.contains(.physician) && override.informs(at: state.time)
    }
}

extension Override {
    /// Whether its physician may read of the patient: only where it opened something, and not after
    /// it was found unjustified. Whoever has to write it up reads until that is due; who neglects it
    /// reads no longer for it.
    package func informs(at time: BlockTime) -> Bool {
        guard !needsApproval || approver != nil, verdict != .unjustified else { return false }
        return time < expires || (writeUp == .due && time < writeUpDue)
    }
}
