import Governance
import LedgerTypes
import Sealing

/// Who fills a share of the pool: one person, or one system of a member.
///
/// Who is named has signed: nothing else is admitted.
enum PoolPerson: Hashable, Sendable {
    case staff(StaffReference)
    /// Of what names no person: the first key that signed. A gateway, a patient.
    case key(KeyID)

    init(of signed: SignedTransaction) {
        let transaction = signed.transaction
        if let staff = transaction.staff {
            self = .staff(StaffReference(member: transaction.member, staff: staff))
        } else {
            self = .key(signed.signatures.first?.key ?? KeyID(.zero))
        }
    }
}

/// Where transactions wait in the pool: those of one person in one share.
struct PoolPlace: Hashable, Sendable {
    let share: PoolShare
    let person: PoolPerson
}
