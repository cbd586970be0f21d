import LedgerTypes

/// Somebody whom the body of a transaction names as signing it.
package enum NamedSigner: Hashable, Sendable {
    case staff(StaffReference)
    /// The key of the subject or of their guardian.
    case subject(Pseudonym)

    /// - Parameter owners: of keys that are in force and have signed.
    func isAmong(_ owners: [KeyOwner], _ state: LedgerState) -> Bool {
        switch self {
        case .staff(let person): return owners.contains(.staff(person))
        case .subject(let subject):
            if owners.contains(.subject(subject)) { return true }
            guard let guardian = state.get(Tables.subjects, subject)?.guardian else { return false }
            return owners.contains(.subject(guardian))
        }
    }
}
