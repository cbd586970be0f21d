import CanonicalCoding
import LedgerTypes
import Sealing

/// Whose key it is, and for what.
package enum KeyOwner: Hashable, Sendable {
    /// Seals what a member's systems do day by day.
    case gateway(MemberID)
    /// Kept offline; for what changes the consortium.
    case governance(MemberID)
    /// Signs proposals and votes only.
    case seat(MemberID)
    case staff(StaffReference)
    /// A patient's own key: phone or card.
    case subject(Pseudonym)
    /// The public half of an authorisation code.
    case code(RecordID)
}

extension KeyOwner {
    /// The member the owner belongs to; nil for patients and codes.
    package var member: MemberID? {
        switch self {
        case .gateway(let member), .governance(let member), .seat(let member): member
        case .staff(let person): person.member
        case .subject, .code: nil
        }
    }
}

/// What the chain knows of a key; keys are never reused or forgotten.
package struct KeyRecord: Hashable, Sendable {
    package let key: VerifyingKey
    package let owner: KeyOwner
    /// When it was replaced; nil while it is in use.
    package var retired: BlockTime?

    package init(key: VerifyingKey, owner: KeyOwner, retired: BlockTime? = nil) {
        self.key = key
        self.owner = owner
        self.retired = retired
    }
}

extension Tables {
    package static let keys = Table<KeyID, KeyRecord>("key")
}

extension KeyOwner: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        switch self {
        case .gateway(let member):
            writer.unsigned(1)
            member.encode(into: &writer)
        case .governance(let member):
            writer.unsigned(2)
            member.encode(into: &writer)
        case .seat(let member):
            writer.unsigned(3)
            member.encode(into: &writer)
        case .staff(let reference):
            writer.unsigned(4)
            reference.encode(into: &writer)
        case .subject(let pseudonym):
            writer.unsigned(5)
            pseudonym.encode(into: &writer)
        case .code(let record):
            writer.unsigned(6)
            record.encode(into: &writer)
        }
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        switch try reader.unsigned() {
        case 1: self = .gateway(try MemberID(from: &reader))
        case 2: self = .governance(try MemberID(from: &reader))
        case 3: self = .seat(try MemberID(from: &reader))
        case 4: self = .staff(try StaffReference(from: &reader))
        case 5: self = .subject(try Pseudonym(from: &reader))
        case 6: self = .code(try RecordID(from: &reader))
        default: throw .invalidValue(at: reader.offset, field: "key owner")
        }
        reader.endArray()
    }
}

extension KeyRecord: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        key.encode(into: &writer)
        owner.encode(into: &writer)
        writer.optional(retired)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        key = try VerifyingKey(from: &reader)
        owner = try KeyOwner(from: &reader)
        retired = try reader.optional()
        reader.endArray()
    }
}
