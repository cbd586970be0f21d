import CanonicalCoding
import LedgerTypes

/// `enrol-staff`: a person acts for the member from now on; an id already enrolled gets the new
/// record, so that roles and terms can change.
package struct EnrolStaff: LedgerAction, Hashable {
    package static let kind = TransactionKind.enrolStaff
    package let enrolled: Staff
    /// Nil where the person keeps the key that is enrolled.
    package let possession: KeyPossession?

    package init(enrolled: Staff, possession: KeyPossession?) {
        self.enrolled = enrolled
        self.possession = possession
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        enrolled.encode(into: &writer)
        writer.optional(possession)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        enrolled = try Staff(from: &reader)
        possession = try reader.optional()
        reader.endArray()
    }

    package func validate() throws(Refusal) {
        try enrolled.validate()
        guard enrolled.state == .active else { throw .staffMalformed }
    }

    package func signingFacts(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> SigningFacts {
        var facts = SigningFacts()
        if enrolled.member == call.member {
            facts.target(enrolled.reference, becoming: enrolled.roles, &reader)
        } else {
            facts.targetMember = enrolled.member
        }
        return facts
    }

    package func resolve(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> Staff? {
        if enrolled.member != call.member { try requireNobodyElseCould(&reader) }
        let before = reader.get(Tables.staff, enrolled.reference)
        if before?.key != enrolled.key {
            try KeyRegister.requireNew(
                enrolled.claim(chain: reader.chain), possession, &reader)
        }
        return before
    }

    /// Others appoint officers only, and only where they have stopped the member before.
    private func requireNobodyElseCould(_ reader: inout StateReader) throws(Refusal) {
        guard let member = reader.get(Tables.members, enrolled.member) else {
            throw .unknownMember
        }
        guard member.state == .suspended, enrolled.roles.isSubset(of: .appointers) else {
            throw .otherMember
        }
    }

    package func apply(_ before: Staff?, _ call: Call, _ change: inout StateChange) -> Verdict {
        if let before, before.key != enrolled.key {
            KeyRegister.retire(before.key, &change)
            change.carryLicence(
                of: enrolled.reference, from: before.key.id, to: enrolled.key.id, call)
        }
        if let before, before.licence != enrolled.licence {
            change.endLicence(of: enrolled.reference)
        }
        if before?.key == enrolled.key {
            change.put(Tables.staff, enrolled.reference, enrolled)
        } else {
            Enrolment.enrol(enrolled, &change)
        }
        return .accepted
    }
}
