import CanonicalCoding
import LedgerTypes
import Sealing

/// `recover-subject`: a patient whose device is lost gets another key, after a delay in which the
/// old key may object; the schedule puts it in force, nobody else.
package enum RecoverSubject: LedgerAction, Hashable {
    package static let kind = TransactionKind.recoverSubject

    case announce(Announcement)
    /// By the old key alone, through any member's node.
    case cancel(RecordID)

    /// Who says that the patient cannot sign any more.
    package enum Announcer: Hashable, Sendable {
        /// The person who acts, and a second person of the holder who shares no role with them.
        case persons(witness: StaffID)
        /// The guardian's own key.
        case guardian
    }

    /// What is announced.
    package struct Announcement: Hashable, Sendable {
        package let subject: Pseudonym
        package let newKey: VerifyingKey
        /// The new key's signature over its claim to be this patient's at the holder.
        package let possession: KeyPossession
        package let reason: SubjectRecoveryReason
        /// Commitment to the record of how the patient's identity was checked.
        package let identityCheck: Digest
        package let announcer: Announcer

        package init(
            subject: Pseudonym, newKey: VerifyingKey, possession: KeyPossession,
            reason: SubjectRecoveryReason, identityCheck: Digest, announcer: Announcer
        ) {
            self.subject = subject
            self.newKey = newKey
            self.possession = possession
            self.reason = reason
            self.identityCheck = identityCheck
            self.announcer = announcer
        }
    }

    /// What `resolve` found.
    package enum Resolution: Sendable {
        case announced(SubjectRecovery)
        case cancelled(SubjectRecovery)
    }

    package func validate() throws(Refusal) {
        guard case .announce(let announcement) = self else { return }
        guard announcement.newKey.isPrimeOrder else { throw .keyNotAdmitted }
    }

    package func namedSigners(_ state: LedgerState) -> [NamedSigner] {
        switch self {
        case .announce(let announcement):
            guard case .persons(let witness) = announcement.announcer,
                let holder = state.get(Tables.subjects, announcement.subject)?.holder
            else { return [] }
            return [.staff(StaffReference(member: holder, staff: witness))]
        case .cancel(let id):
            return state.get(Tables.subjectRecoveries, id).map { [.subject($0.subject)] } ?? []
        }
    }

    package func signingFacts(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> SigningFacts {
        var facts = SigningFacts()
        switch self {
        case .cancel(let id):
            let found = try Self.open(id, &reader)
            facts.subject = found.subject
        case .announce(let announcement):
            let subject = try Self.patient(announcement.subject, &reader)
            facts.holder = subject.holder
            switch announcement.announcer {
            case .persons(let witness):
                guard call.member == subject.holder else { throw .notHolder }
                facts.inPerson = true
                facts.witness = StaffReference(member: subject.holder, staff: witness)
            case .guardian:
                guard let guardian = subject.guardian else { throw .guardianMissing }
                facts.subject = guardian
            }
        }
        return facts
    }

    package func resolve(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> Resolution {
        switch self {
        case .cancel(let id): .cancelled(try Self.open(id, &reader))
        case .announce(let announcement):
            .announced(try Self.recovery(announcement, call, &reader))
        }
    }

    package func apply(
        _ resolution: Resolution, _ call: Call, _ change: inout StateChange
    ) -> Verdict {
        switch resolution {
        case .announced(let recovery):
            SubjectRecoveryRegister.announce(recovery, &change)
            return Verdict(.accepted, detail: recovery.id.canonicalBytes)
        case .cancelled(let recovery):
            SubjectRecoveryRegister.cancel(recovery, &change)
            return .accepted
        }
    }

    package func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        switch self {
        case .announce(let announcement): Concerns.of(subject: announcement.subject, &reader)
        case .cancel(let id):
            Concerns.of(subject: reader.get(Tables.subjectRecoveries, id)?.subject, &reader)
        }
    }
}

extension RecoverSubject {
    private static func patient(
        _ pseudonym: Pseudonym, _ reader: inout StateReader
    ) throws(Refusal) -> Subject {
        guard let subject = reader.get(Tables.subjects, pseudonym) else { throw .unknownSubject }
        return subject
    }

    private static func open(
        _ id: RecordID, _ reader: inout StateReader
    ) throws(Refusal) -> SubjectRecovery {
        guard let found = reader.get(Tables.subjectRecoveries, id) else {
            throw .unknownSubjectRecovery
        }
        guard found.isOpen else { throw .subjectRecoveryEnded }
        return found
    }

    private static func recovery(
        _ announcement: Announcement, _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> SubjectRecovery {
        let subject = try patient(announcement.subject, &reader)
        guard let oldKey = subject.key else { throw .subjectRecoveryNeedless }
        try KeyRegister.requireNew(
            KeyClaim(
                chain: reader.chain, holder: subject.holder,
                purpose: .subject(subject.pseudonym), key: announcement.newKey),
            announcement.possession, &reader)
        if let open = SubjectRecoveryRegister.open(of: subject.pseudonym, &reader) {
            guard !SubjectRecoveryRegister.stands(open, &reader) else {
                throw .subjectRecoveryOpen
            }
        }
        let announcers = try announcers(announcement, subject, call)
        try SubjectRecoveryRegister.requireRested(
            announcers, for: subject.pseudonym, &reader)
        guard let due = reader.time.adding(reader.recoveryDelay) else {
            throw .subjectRecoveryTooSoon
        }
        return SubjectRecovery(
            id: call.record, subject: subject.pseudonym, oldKey: oldKey,
            newKey: announcement.newKey, reason: announcement.reason,
            identityCheck: announcement.identityCheck, announcers: announcers,
            announced: reader.time, due: due, state: .announced, ended: nil,
            previous: reader.get(Tables.latestSubjectRecovery, subject.pseudonym))
    }

    /// Those whose signatures the rule of the kind has checked.
    private static func announcers(
        _ announcement: Announcement, _ subject: Subject, _ call: Call
    ) throws(Refusal) -> [KeyOwner] {
        switch announcement.announcer {
        case .persons(let witness):
            guard let staff = call.staff else { throw .staffMissing }
            return [staff, witness].map {
                .staff(StaffReference(member: subject.holder, staff: $0))
            }
        case .guardian:
            guard let guardian = subject.guardian else { throw .guardianMissing }
            return [.subject(guardian)]
        }
    }
}
