import Governance
import LedgerTypes

/// Whose room in the pool a transaction takes: one that sends much leaves the others theirs.
enum PoolShare: Hashable, Sendable {
    /// What the own member's systems submitted to this node.
    case own
    /// The member under whose key in force it came.
    case member(MemberID)
    /// People who sign with their own keys only.
    case people

    /// The share of a transaction that came from a peer; nil if nobody in force signed it, since it
    /// could only become an entry that says so.
    ///
    /// Whom it names does not matter: anybody can name anybody.
    init?(of signed: SignedTransaction, _ ledger: LedgerState) {
        var signers: [MemberID] = []
        var isPersonal = false
        for signature in signed.signatures {
            guard let record = ledger.get(Tables.keys, signature.key), record.retired == nil
            else { continue }
            switch record.owner {
            case .gateway(let member), .governance(let member), .seat(let member):
                signers.append(member)
            case .staff(let person):
                guard ledger.get(Tables.staff, person)?.state == .active else { continue }
                signers.append(person.member)
            case .subject, .code: isPersonal = true
            }
        }
        signers.removeAll { ledger.get(Tables.members, $0)?.state != .active }
        if signers.contains(signed.transaction.member) {
            self = .member(signed.transaction.member)
        } else if let first = signers.first {
            self = .member(first)
        } else if isPersonal {
            self = .people
        } else {
            return nil
        }
    }
}
