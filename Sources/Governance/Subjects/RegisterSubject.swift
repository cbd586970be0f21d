import CanonicalCoding
import LedgerTypes
import Sealing

/// `register-subject`: a patient becomes known under the holder's pseudonym; for a pseudonym that
/// is registered, the particulars from now on.
package struct RegisterSubject: LedgerAction, Hashable {
    package static let kind = TransactionKind.registerSubject
    package let subject: Subject

    package init(subject: Subject) { self.subject = subject }

    package func encode(into writer: inout CanonicalWriter) { subject.encode(into: &writer) }
    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        subject = try Subject(from: &reader)
    }

    package func validate() throws(Refusal) {
        guard subject.guardian != subject.pseudonym, Names.areAscending(subject.attending),
            subject.attending.count <= GovernanceLimits.attending,
            subject.attending.allSatisfy({ $0.member == subject.holder })
        else { throw .subjectMalformed }
        if let key = subject.key, !key.isPrimeOrder { throw .keyNotAdmitted }
    }

    package func signingFacts(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> SigningFacts {
        var facts = SigningFacts()
        facts.holder = subject.holder
        facts.subject = subject.pseudonym
        if let before = reader.get(Tables.subjects, subject.pseudonym) {
            facts.changesSubject =
                before.key != subject.key
                || before.guardian != subject.guardian
                || before.refusesEmergency != subject.refusesEmergency
            facts.changesOwnWord = facts.changesSubject && before.canSpeak(&reader)
        } else {
            // Whose key it is, and who may speak for the patient, two persons attest.
            facts.changesSubject = subject.key != nil || subject.guardian != nil
        }
        return facts
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) -> Subject? {
        let before = reader.get(Tables.subjects, subject.pseudonym)
        if let before {
            guard before.holder == subject.holder else { throw .otherMember }
        }
        if let key = subject.key, key != before?.key { try KeyRegister.requireFree(key, &reader) }
        if let guardian = subject.guardian {
            guard reader.has(Tables.subjects, guardian) else { throw .unknownSubject }
        }
        for person in subject.attending {
            guard reader.has(Tables.staff, person) else { throw .unknownStaff }
        }
        return before
    }

    package func apply(_ before: Subject?, _ call: Call, _ change: inout StateChange) -> Verdict {
        if before?.key != subject.key {
            if let old = before?.key { KeyRegister.retire(old, &change) }
            if let key = subject.key {
                KeyRegister.register(key, .subject(subject.pseudonym), &change)
            }
        }
        change.put(Tables.subjects, subject.pseudonym, subject)
        return .accepted
    }

    package func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        Concerns.of(subject: subject.pseudonym, &reader)
    }
}
