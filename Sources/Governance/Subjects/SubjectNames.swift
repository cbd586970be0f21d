import LedgerTypes

extension Tables {
    package static let subjectMerges = Table<RecordID, SubjectMerge>("subject-merge")
    /// Merges in force that name a subject: as many as the patient has names, less one.
    static let mergesOfSubject = Table<Pseudonym, RecordList<RecordID>>("subject-merges")
    /// Every merge that ever named a subject.
    static let mergeHistory = Listing<Pseudonym>("merge-subject", links: "merge-of-subject")
}

/// All names of one patient at a holder.
///
/// Merges in force join names to a tree: one between two names of the same patient is refused, so that
/// each separation parts exactly what its merge had joined.
extension StateReader {
    /// A patient's names, this one included, ascending; it alone where nothing was merged.
    package mutating func names(of subject: Pseudonym) -> [Pseudonym] {
        var found = [subject]
        var place = 0
        while place < found.count {
            for id in get(Tables.mergesOfSubject, found[place])?.elements ?? [] {
                guard let other = get(Tables.subjectMerges, id)?.other(than: found[place]) else {
                    continue
                }
                if !found.contains(other) { found.append(other) }
            }
            place += 1
        }
        return found.sorted()
    }

    /// The names of several patients, each once, ascending.
    mutating func names(of subjects: [Pseudonym]) -> [Pseudonym] {
        var found: Set<Pseudonym> = []
        for subject in subjects where !found.contains(subject) {
            found.formUnion(names(of: subject))
        }
        return found.sorted()
    }

    /// The names of a patient beside this one, ascending.
    package mutating func otherNames(of subject: Pseudonym) -> [Pseudonym] {
        names(of: subject).filter { $0 != subject }
    }

    /// Whether the patient refuses emergency use, under whichever name.
    mutating func refusesEmergency(_ subject: Pseudonym) -> Bool {
        for name in names(of: subject) {
            if get(Tables.subjects, name)?.refusesEmergency ?? false { return true }
        }
        return false
    }
}

extension GovernanceQueries {
    /// A patient's names beside this one, ascending.
    package func otherNames(of subject: Pseudonym) -> [Pseudonym] {
        var reader = state.reader
        return reader.otherNames(of: subject)
    }

    /// Merges that name a subject, the separated ones too.
    package func merges(of subject: Pseudonym) -> [SubjectMerge] {
        var reader = state.reader
        return reader.ids(Tables.mergeHistory, subject).compactMap {
            state.get(Tables.subjectMerges, $0)
        }
    }
}
