import CanonicalCoding
import LedgerTypes

/// `enrol-staff`: a person acts for the member from now on; an id already enrolled gets the new
/// record, so that roles and terms can change.
package struct EnrolStaff: LedgerAction, Hashable {
    package static let kind = TransactionKind.enrolStaff
    package let enrolled: Staff

    package init(enrolled: Staff) { self.enrolled = enrolled }

    package func encode(into writer: inout CanonicalWriter) { enrolled.encode(into: &writer) }
    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        enrolled = try Staff(from: &reader)
    }

    package func validate() throws(Refusal) {
        try enrolled.validate()
        guard enrolled.state == .active else { throw .staffMalformed }
    }

    package func resolve(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> Staff? {
        guard enrolled.member == call.member else { throw .otherMember }
        let before = reader.get(Tables.staff, enrolled.reference)
        if before?.key != enrolled.key { try KeyRegister.requireFree(enrolled.key, &reader) }
        return before
    }

    package func apply(_ before: Staff?, _ call: Call, _ change: inout StateChange) -> Verdict {
        if let before, before.key != enrolled.key {
            KeyRegister.retire(before.key, &change)
        }
        if before?.key == enrolled.key {
            change.put(Tables.staff, enrolled.reference, enrolled)
        } else {
            Enrolment.enrol(enrolled, &change)
        }
        return .accepted
    }
}
