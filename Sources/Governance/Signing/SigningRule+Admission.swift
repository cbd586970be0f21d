import LedgerTypes

/// Whether signers could ever satisfy a rule: what they cannot in any state takes no room in blocks.
extension SigningRule {
    /// False only where no state and no facts would let these owners do it: the kind needs a key that
    /// is not among theirs. How many of them there must be, and in which roles, the state says.
    ///
    /// - Parameter owners: of keys in force that signed.
    func mayHold(_ transaction: Transaction, _ owners: [KeyOwner]) -> Bool {
        let member = transaction.member
        return switch self {
        case .gateway(.attesting): owners.contains { if case .gateway = $0 { true } else { false } }
        case .gateway: owners.contains(.gateway(member))
        case .governance: owners.contains(.governance(member))
        case .quorumOfSeats, .quorumOfMembers:
            owners.contains { if case .governance = $0 { true } else { false } }
        case .person: transaction.staff != nil
        case .subject, .ownKey: owners.contains { if case .subject = $0 { true } else { false } }
        case .code: owners.contains { if case .code = $0 { true } else { false } }
        case .replacedKey, .countersigned, .appointers, .witness, .parties, .when: true
        case .all(let rules): rules.allSatisfy { $0.mayHold(transaction, owners) }
        case .any(let rules): rules.contains { $0.mayHold(transaction, owners) }
        }
    }
}
