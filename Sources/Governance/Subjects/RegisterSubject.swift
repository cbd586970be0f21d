import CanonicalCoding
import LedgerTypes
import Sealing

/// `register-subject`: a patient becomes known under the holder's pseudonym; for a pseudonym that
/// is registered, the particulars from now on.
package struct RegisterSubject: LedgerAction, Hashable {
    package static let kind = TransactionKind.registerSubject
    package let subject: Subject
    /// What the pseudonym is made of, beside the holder.
    package let value: Digest
    /// Nil where the patient has no key, or keeps the one that is registered.
    package let possession: KeyPossession?

    package init(subject: Subject, value: Digest, possession: KeyPossession? = nil) {
        self.subject = subject
        self.value = value
        self.possession = possession
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        subject.encode(into: &writer)
        value.encode(into: &writer)
        writer.optional(possession)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        subject = try Subject(from: &reader)
        value = try Digest(from: &reader)
        possession = try reader.optional()
        reader.endArray()
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
            let isOwn =
                before.key != subject.key
                || before.guardian != subject.guardian
                || before.refusesEmergency != subject.refusesEmergency
            facts.changesOwnWord = isOwn && before.canSpeak(&reader)
            facts.changesOwnKey =
                before.key != nil
                && (before.key != subject.key || before.guardian != subject.guardian)
            facts.changesSubject =
                isOwn || !subject.attending.allSatisfy(before.attending.contains)
        } else {
            // Whose key it is, who may speak for the patient and who treats them, two persons attest.
            facts.changesSubject =
                subject.key != nil || subject.guardian != nil || !subject.attending.isEmpty
        }
        return facts
    }

    package func resolve(_ call: Call, _ reader: inout StateReader) throws(Refusal) -> Subject? {
        let name = SubjectName(holder: subject.holder, value: value)
        guard name.pseudonym(suite: reader.suite) == subject.pseudonym else {
            throw .pseudonymForeign
        }
        let before = reader.get(Tables.subjects, subject.pseudonym)
        if let before { try requireNotWider(than: before, call, &reader) }
        if let claim = subject.claim(chain: reader.chain), claim.key != before?.key {
            try KeyRegister.requireNew(claim, possession, &reader)
        }
        if let guardian = subject.guardian {
            guard reader.has(Tables.subjects, guardian) else { throw .unknownSubject }
        }
        for person in subject.attending {
            guard reader.has(Tables.staff, person) else { throw .unknownStaff }
        }
        return before
    }

    /// Who treats the patient is attested: nobody is added while the patient may be unable to object.
    private func requireNotWider(
        than before: Subject, _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) {
        guard !subject.attending.allSatisfy(before.attending.contains),
            !ConsentRegister.isOwnWord(of: subject.pseudonym, call, &reader)
        else { return }
        try SubjectRecoveryRegister.requireNoneOpen(of: [subject.pseudonym], &reader)
    }

    package func apply(_ before: Subject?, _ call: Call, _ change: inout StateChange) -> Verdict {
        if before?.key != subject.key {
            // The old key has signed: nobody needs to recover it.
            if let open = SubjectRecoveryRegister.open(of: subject.pseudonym, &change.reader) {
                SubjectRecoveryRegister.cancel(open, &change)
            }
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
