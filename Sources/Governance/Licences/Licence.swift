import CanonicalCoding
import LedgerTypes
import Sealing

/// What a licence lets a person do.
package enum LicenceKind: UInt64, NumberedCase {
    /// 医师执业证书.
    case physician = 1
    /// 护士执业证书.
    case nurse = 2

    package var name: String {
        switch self {
        case .physician: "physician"
        case .nurse: "nurse"
        }
    }

    package var chinese: String {
        switch self {
        case .physician: "医师执业证书"
        case .nurse: "护士执业证书"
        }
    }

    /// The role for which it is one.
    package var role: StaffRole {
        switch self {
        case .physician: .physician
        case .nurse: .nurse
        }
    }
}

/// What an authority says of a person's licence: whose it is, of which kind, until when.
///
/// It is bound to the key by which the person acts. Whoever was put in the person's place with a key of
/// their own would otherwise have the licence of somebody else.
/// Source: docs/internals/decisions/0034-roles-that-see-patients.md.
package struct Licence: Hashable, Sendable {
    package let person: StaffReference
    package let kind: LicenceKind
    /// The salted commitment to its number, as the person is enrolled with.
    package let number: Digest
    package var key: KeyID
    package let from: BlockTime
    /// Exclusive.
    package let until: BlockTime
    /// Who attests it: another member than the person's, of a kind that the parameters name.
    package let authority: MemberID
    /// When the authority took it back; nil while it has not.
    package var withdrawn: BlockTime?

    package init(
        person: StaffReference, kind: LicenceKind, number: Digest, key: KeyID, from: BlockTime,
        until: BlockTime, authority: MemberID, withdrawn: BlockTime? = nil
    ) {
        self.person = person
        self.kind = kind
        self.number = number
        self.key = key
        self.from = from
        self.until = until
        self.authority = authority
        self.withdrawn = withdrawn
    }

    /// The licence of an enrolled person as the authority would attest it; nil where the person is
    /// enrolled without one.
    ///
    /// - Parameter kind: nil for the one that the person's roles ask for.
    package init?(
        of staff: Staff, _ kind: LicenceKind? = nil, from: BlockTime, until: BlockTime,
        by authority: MemberID
    ) {
        let asked = LicenceKind.allCases.first { staff.roles.contains(StaffRoles($0.role)) }
        guard let number = staff.licence, let kind = kind ?? asked else { return nil }
        self.init(
            person: staff.reference, kind: kind, number: number, key: staff.key.id, from: from,
            until: until, authority: authority)
    }

    /// Form: a span of time, an authority that is not the person's own member, nothing withdrawn.
    func validate() throws(Refusal) {
        guard from < until, withdrawn == nil else { throw .licenceMalformed }
        guard authority != person.member else { throw .licenceOwnPeople }
    }

    /// Refuses a licence that is not of the person as they are enrolled.
    func requireOf(_ staff: Staff?) throws(Refusal) {
        guard let staff else { throw .unknownStaff }
        guard staff.licence == number, staff.key.id == key,
            staff.roles.contains(StaffRoles(kind.role))
        else { throw .licenceOfAnother }
    }
}

extension Licence: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 8)
        person.encode(into: &writer)
        kind.encode(into: &writer)
        number.encode(into: &writer)
        key.encode(into: &writer)
        from.encode(into: &writer)
        until.encode(into: &writer)
        authority.encode(into: &writer)
        writer.optional(withdrawn)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 8)
        person = try StaffReference(from: &reader)
        kind = try LicenceKind(from: &reader)
        number = try Digest(from: &reader)
        key = try KeyID(from: &reader)
        from = try BlockTime(from: &reader)
        until = try BlockTime(from: &reader)
        authority = try MemberID(from: &reader)
        withdrawn = try reader.optional()
        reader.endArray()
    }
}
