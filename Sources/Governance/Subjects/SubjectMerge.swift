import CanonicalCoding
import LedgerTypes
import Sealing

/// Two pseudonyms of one holder that are one patient, as two persons of the holder say.
///
/// It makes nothing wider. What a patient refused or took back under one name binds the other; what
/// they agreed to stays with the name for which they said it.
/// Source: docs/internals/decisions/0035-merging-pseudonyms.md.
package struct SubjectMerge: Hashable, Sendable {
    /// Who said it, on what ground, and when.
    package struct Act: Hashable, Sendable, CanonicalCodable {
        package let record: RecordID
        package let dataOfficer: StaffReference
        package let auditOfficer: StaffReference
        /// Salted commitment to how it was found out who the patient is.
        package let check: Digest
        package let time: BlockTime

        package init(
            record: RecordID, dataOfficer: StaffReference, auditOfficer: StaffReference,
            check: Digest, time: BlockTime
        ) {
            self.record = record
            self.dataOfficer = dataOfficer
            self.auditOfficer = auditOfficer
            self.check = check
            self.time = time
        }

        package func encode(into writer: inout CanonicalWriter) {
            writer.array(count: 5)
            record.encode(into: &writer)
            dataOfficer.encode(into: &writer)
            auditOfficer.encode(into: &writer)
            check.encode(into: &writer)
            time.encode(into: &writer)
        }

        package init(from reader: inout CanonicalReader) throws(CodingFault) {
            try reader.beginArray(count: 5)
            record = try RecordID(from: &reader)
            dataOfficer = try StaffReference(from: &reader)
            auditOfficer = try StaffReference(from: &reader)
            check = try Digest(from: &reader)
            time = try BlockTime(from: &reader)
            reader.endArray()
        }
    }

    package let holder: MemberID
    /// The lower of the two.
    package let first: Pseudonym
    package let second: Pseudonym
    package let merged: Act
    /// Nil while they count as one patient.
    package var separated: Act?

    package init(
        holder: MemberID, first: Pseudonym, second: Pseudonym, merged: Act, separated: Act? = nil
    ) {
        self.holder = holder
        self.first = first
        self.second = second
        self.merged = merged
        self.separated = separated
    }

    /// The transaction that merged them.
    package var id: RecordID { merged.record }

    /// The other name of the two.
    func other(than subject: Pseudonym) -> Pseudonym { subject == first ? second : first }
}

extension SubjectMerge: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 5)
        holder.encode(into: &writer)
        first.encode(into: &writer)
        second.encode(into: &writer)
        merged.encode(into: &writer)
        writer.optional(separated)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 5)
        holder = try MemberID(from: &reader)
        first = try Pseudonym(from: &reader)
        second = try Pseudonym(from: &reader)
        merged = try Act(from: &reader)
        separated = try reader.optional()
        reader.endArray()
    }
}
