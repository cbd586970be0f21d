import CanonicalCoding
import LedgerTypes

/// Whom a field of type party names.
package enum Party: Hashable, Sendable, CanonicalCodable {
    case member(MemberID)
    case staff(StaffReference)
    case subject(Pseudonym)

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        switch self {
        case .member(let member):
            writer.unsigned(1)
            member.encode(into: &writer)
        case .staff(let person):
            writer.unsigned(2)
            person.encode(into: &writer)
        case .subject(let subject):
            writer.unsigned(3)
            subject.encode(into: &writer)
        }
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        switch try reader.unsigned() {
        case 1: self = .member(try MemberID(from: &reader))
        case 2: self = .staff(try StaffReference(from: &reader))
        case 3: self = .subject(try Pseudonym(from: &reader))
        default: throw .invalidValue(at: reader.offset, field: "party")
        }
        reader.endArray()
    }

    var required: RequiredSigner {
        switch self {
        case .member(let member): .member(member)
        case .staff(let person): .staff(person)
        case .subject(let subject): .subject(subject)
        }
    }
}
