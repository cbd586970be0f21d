import CanonicalCoding
import LedgerTypes
import Sealing

/// `merge-subjects`: two names of one patient at a holder count as one patient's from now on, or, of
/// two that were merged in error, count apart again.
package struct MergeSubjects: LedgerAction, Hashable {
    package static let kind = TransactionKind.mergeSubjects
    package let content: Content
    /// Salted commitment to how it was found out who the patient is.
    package let check: Digest
    /// The audit officer, beside the data officer who acts; signs this very transaction.
    package let auditOfficer: StaffReference

    package enum Content: Hashable, Sendable {
        /// The lower name stands first.
        case merge(Pseudonym, Pseudonym)
        case separate(RecordID)
    }

    package init(_ content: Content, check: Digest, auditOfficer: StaffReference) {
        self.content = content
        self.check = check
        self.auditOfficer = auditOfficer
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        switch content {
        case .merge(let first, let second):
            writer.array(count: 3)
            writer.unsigned(1)
            first.encode(into: &writer)
            second.encode(into: &writer)
        case .separate(let merge):
            writer.array(count: 2)
            writer.unsigned(2)
            merge.encode(into: &writer)
        }
        check.encode(into: &writer)
        auditOfficer.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        let count = try reader.beginArray()
        switch (try reader.unsigned(), count) {
        case (1, 3):
            content = .merge(try Pseudonym(from: &reader), try Pseudonym(from: &reader))
        case (2, 2): content = .separate(try RecordID(from: &reader))
        default: throw .invalidValue(at: reader.offset, field: "merge")
        }
        reader.endArray()
        check = try Digest(from: &reader)
        auditOfficer = try StaffReference(from: &reader)
        reader.endArray()
    }

    package func validate() throws(Refusal) {
        if case .merge(let first, let second) = content, first >= second {
            throw .mergeMalformed
        }
    }

    package func namedSigners(_ state: LedgerState) -> [NamedSigner] { [.staff(auditOfficer)] }

    /// The merge as it stands afterwards.
    package func resolve(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> SubjectMerge {
        let act = try act(call, &reader)
        switch content {
        case .merge(let first, let second):
            for name in [first, second] {
                guard let subject = reader.get(Tables.subjects, name) else {
                    throw .unknownSubject
                }
                guard subject.holder == call.member else { throw .notHolder }
            }
            let known = reader.names(of: first)
            guard !known.contains(second) else { throw .mergedAlready }
            guard known.count + reader.names(of: second).count <= GovernanceLimits.subjectNames
            else { throw .tooManyNames }
            return SubjectMerge(
                holder: call.member, first: first, second: second, merged: act)
        case .separate(let id):
            guard var found = reader.get(Tables.subjectMerges, id) else { throw .unknownMerge }
            guard found.holder == call.member else { throw .notHolder }
            guard found.separated == nil else { throw .separatedAlready }
            // What one name refused binds the other no more: that reaches further.
            try SubjectRecoveryRegister.requireNoneOpen(of: [found.first], &reader)
            found.separated = act
            return found
        }
    }

    /// Both persons, in office and of the acting member, and two of them.
    private func act(
        _ call: Call, _ reader: inout StateReader
    ) throws(Refusal) -> SubjectMerge.Act {
        guard let staff = call.staff else { throw .staffMissing }
        let dataOfficer = StaffReference(member: call.member, staff: staff)
        guard auditOfficer.member == call.member, auditOfficer != dataOfficer,
            Signers(call, &reader).has(.staff(auditOfficer))
        else { throw .countersignatureMissing }
        try Signers.requireInOffice(auditOfficer, [.audit], &reader)
        return SubjectMerge.Act(
            record: call.record, dataOfficer: dataOfficer, auditOfficer: auditOfficer,
            check: check, time: reader.time)
    }

    package func apply(
        _ merge: SubjectMerge, _ call: Call, _ change: inout StateChange
    ) -> Verdict {
        // Told by what the patient is now, and for a separation by what they were before.
        let told = change.reader.names(of: [merge.first, merge.second])
        change.put(Tables.subjectMerges, merge.id, merge)
        for name in [merge.first, merge.second] {
            var ids = change.get(Tables.mergesOfSubject, name)?.elements ?? []
            if merge.separated == nil {
                ids.append(merge.id)
                change.enlist(merge.id, Tables.mergeHistory, name)
            } else {
                ids.removeAll { $0 == merge.id }
            }
            if ids.isEmpty {
                change.delete(Tables.mergesOfSubject, name)
            } else {
                change.put(Tables.mergesOfSubject, name, RecordList(ids))
            }
        }
        notify(merge, told, &change)
        return Verdict(.accepted, detail: merge.id.canonicalBytes)
    }

    /// The patient is told under every name, and so is a guardian by the holder of their own record.
    private func notify(
        _ merge: SubjectMerge, _ names: [Pseudonym], _ change: inout StateChange
    ) {
        let due = change.time.adding(GovernanceLimits.mergeNotice) ?? change.time
        var told = names
        for name in names {
            if let guardian = change.get(Tables.subjects, name)?.guardian,
                !told.contains(guardian)
            {
                told.append(guardian)
            }
        }
        for name in told {
            guard let subject = change.get(Tables.subjects, name) else { continue }
            NoticeBoard.post(
                .patient, subject: name, about: merge.id,
                merge.separated == nil ? .event : .ending, responsible: subject.holder, due: due,
                &change)
        }
    }

    /// Every name of the patient: whichever is looked up, the merge is found.
    package func concerns(_ call: Call, _ reader: inout StateReader) -> [HeadID] {
        let pair: [Pseudonym]
        switch content {
        case .merge(let first, let second): pair = [first, second]
        case .separate(let id):
            pair = reader.get(Tables.subjectMerges, id).map { [$0.first, $0.second] } ?? []
        }
        return Concerns.of(assets: [], subjects: reader.names(of: pair), &reader)
    }
}
