import LedgerTypes

/// The course of a recovery of a patient's key, and what it holds back meanwhile.
enum SubjectRecoveryRegister {
    /// The recovery that waits for its time, or nil.
    static func open(of subject: Pseudonym, _ reader: inout StateReader) -> SubjectRecovery? {
        guard let latest = reader.get(Tables.latestSubjectRecovery, subject),
            let found = reader.get(Tables.subjectRecoveries, latest), found.isOpen
        else { return nil }
        return found
    }

    /// While the patient may be unable to object, under whichever name, nothing that others attest
    /// reaches further.
    static func requireNoneOpen(
        of subjects: [Pseudonym], _ reader: inout StateReader
    ) throws(Refusal) {
        for subject in reader.names(of: subjects) where open(of: subject, &reader) != nil {
            throw .subjectRecoveryWidens
        }
    }

    /// Whether those who announced it still stand for it: a suspension ends it, an expired term does
    /// not.
    static func stands(_ recovery: SubjectRecovery, _ reader: inout StateReader) -> Bool {
        for announcer in recovery.announcers {
            switch announcer {
            case .staff(let person):
                guard reader.get(Tables.staff, person)?.state == .active else { return false }
            case .subject(let guardian):
                guard reader.get(Tables.subjects, recovery.subject)?.guardian == guardian else {
                    return false
                }
            case .gateway, .governance, .seat, .code: return false
            }
        }
        return true
    }

    /// Refuses those to whom the patient's key objected not long ago.
    static func requireRested(
        _ announcers: [KeyOwner], for subject: Pseudonym, _ reader: inout StateReader
    ) throws(Refusal) {
        let delay = reader.recoveryDelay
        for announcer in announcers {
            let key = RecoveryAnnouncer(subject: subject, announcer: announcer)
            guard let objections = reader.get(Tables.recoveryObjections, key) else { continue }
            guard objections.mayAnnounceAgain(delay: delay) <= reader.time else {
                throw .subjectRecoveryTooSoon
            }
        }
    }

    /// Begins one: the new key is nobody else's from now on, and signs nothing yet.
    static func announce(_ recovery: SubjectRecovery, _ change: inout StateChange) {
        if let lapsed = open(of: recovery.subject, &change.reader) {
            end(lapsed, as: .lapsed, &change)
        }
        change.put(Tables.subjectRecoveries, recovery.id, recovery)
        change.put(Tables.latestSubjectRecovery, recovery.subject, recovery.id)
        change.put(
            Tables.keys, recovery.newKey.id,
            KeyRecord(
                key: recovery.newKey, owner: .subject(recovery.subject), retired: change.time))
        Schedule.add(
            DueItem(due: recovery.due, record: recovery.id, action: .subjectRecovery), to: &change)
        notify(recovery, .event, &change)
    }

    /// The old key objects: this one is over, and its announcers wait longer for the next.
    static func cancel(_ recovery: SubjectRecovery, _ change: inout StateChange) {
        for announcer in recovery.announcers {
            let key = RecoveryAnnouncer(subject: recovery.subject, announcer: announcer)
            let count = change.get(Tables.recoveryObjections, key)?.count ?? 0
            change.put(
                Tables.recoveryObjections, key,
                RecoveryObjections(count: count + 1, last: change.time))
        }
        end(recovery, as: .cancelled, &change)
    }

    /// Runs at its due time: the new key signs for the patient from here on.
    static func takeEffect(_ id: RecordID, _ change: inout StateChange) {
        guard let recovery = change.get(Tables.subjectRecoveries, id), recovery.isOpen,
            var subject = change.get(Tables.subjects, recovery.subject)
        else { return }
        guard stands(recovery, &change.reader) else {
            end(recovery, as: .lapsed, &change)
            return
        }
        KeyRegister.retire(recovery.oldKey, &change)
        KeyRegister.register(recovery.newKey, .subject(recovery.subject), &change)
        subject.key = recovery.newKey
        change.put(Tables.subjects, recovery.subject, subject)
        end(recovery, as: .inForce, &change)
    }

    private static func end(
        _ recovery: SubjectRecovery, as state: SubjectRecoveryState, _ change: inout StateChange
    ) {
        var ended = recovery
        ended.state = state
        ended.ended = change.time
        change.put(Tables.subjectRecoveries, ended.id, ended)
        notify(ended, .ending, &change)
    }

    /// The patient is told by the holder; a guardian by the holder of their own record, who may be
    /// somebody else.
    private static func notify(
        _ recovery: SubjectRecovery, _ occasion: NoticeOccasion, _ change: inout StateChange
    ) {
        guard let subject = change.get(Tables.subjects, recovery.subject) else { return }
        let due = change.time.adding(GovernanceLimits.recoveryNotice) ?? change.time
        var told = [subject]
        if let guardian = subject.guardian, let found = change.get(Tables.subjects, guardian) {
            told.append(found)
        }
        for patient in told {
            NoticeBoard.post(
                .patient, subject: patient.pseudonym, about: recovery.id, occasion,
                responsible: patient.holder, due: due, &change)
        }
    }
}

extension StateReader {
    /// How long a patient's old key may object to a recovery.
    var recoveryDelay: Milliseconds {
        mutating get {
            (get(Tables.parameters) ?? .standard).subjectRecoveryDelay
        }
    }
}
