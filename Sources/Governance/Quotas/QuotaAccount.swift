import CanonicalCoding
import LedgerTypes
import Sealing

/// Whose day a transaction uses up: the person who acts, or the key of a member that does.
///
/// It follows from what was signed and from who owns the keys, which is for ever: the same in every
/// state. A person's new key goes on with the day of the old one.
package enum QuotaAccount: Hashable, Sendable {
    case person(StaffReference)
    /// A patient, whatever node it came through.
    case subject(Pseudonym)
    case code(RecordID)
    /// What a member's systems seal.
    case gateway(MemberID)
    /// Apart from the gateway: a flood of the one leaves the member its say.
    case governance(MemberID)

    /// - Parameter owners: of the keys that signed; at least one.
    init?(of transaction: Transaction, _ owners: [KeyOwner]) {
        if let staff = transaction.staff {
            self = .person(StaffReference(member: transaction.member, staff: staff))
        } else if owners.contains(.governance(transaction.member)) {
            self = .governance(transaction.member)
        } else if owners.contains(.gateway(transaction.member)) {
            self = .gateway(transaction.member)
        } else if let first = owners.first {
            self.init(first)
        } else {
            return nil
        }
    }

    private init(_ owner: KeyOwner) {
        switch owner {
        case .gateway(let member), .seat(let member): self = .gateway(member)
        case .governance(let member): self = .governance(member)
        case .staff(let person): self = .person(person)
        case .subject(let subject): self = .subject(subject)
        case .code(let code): self = .code(code)
        }
    }

    /// What kind of account it is: the first part of its key.
    package var kind: String {
        switch self {
        case .person: "person"
        case .subject: "subject"
        case .code: "code"
        case .gateway: "gateway"
        case .governance: "governance"
        }
    }

    /// What the account may use in a day.
    package func quota(_ parameters: ChainParameters) -> (entries: UInt64, bytes: UInt64) {
        switch self {
        case .person, .subject, .code: (parameters.personEntries, parameters.personBytes)
        case .gateway, .governance: (parameters.systemEntries, parameters.systemBytes)
        }
    }
}

extension QuotaAccount: TableKey {
    package var keyBytes: [UInt8] {
        let name =
            switch self {
            case .person(let person): person.keyBytes
            case .subject(let subject): subject.keyBytes
            case .code(let code): code.keyBytes
            case .gateway(let member), .governance(let member): member.keyBytes
            }
        return Array("\(kind)/".utf8) + name
    }
}
