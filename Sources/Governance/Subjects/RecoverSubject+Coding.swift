import CanonicalCoding
import LedgerTypes
import Sealing

extension RecoverSubject {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        switch self {
        case .announce(let announcement):
            writer.unsigned(1)
            announcement.encode(into: &writer)
        case .cancel(let id):
            writer.unsigned(2)
            id.encode(into: &writer)
        }
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        switch try reader.unsigned() {
        case 1: self = .announce(try Announcement(from: &reader))
        case 2: self = .cancel(try RecordID(from: &reader))
        default: throw .invalidValue(at: reader.offset, field: "step of a recovery")
        }
        reader.endArray()
    }
}

extension RecoverSubject.Announcement: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 6)
        subject.encode(into: &writer)
        newKey.encode(into: &writer)
        possession.encode(into: &writer)
        reason.encode(into: &writer)
        identityCheck.encode(into: &writer)
        announcer.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 6)
        subject = try Pseudonym(from: &reader)
        newKey = try VerifyingKey(from: &reader)
        possession = try KeyPossession(from: &reader)
        reason = try SubjectRecoveryReason(from: &reader)
        identityCheck = try Digest(from: &reader)
        announcer = try RecoverSubject.Announcer(from: &reader)
        reader.endArray()
    }
}

extension RecoverSubject.Announcer: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        switch self {
        case .persons(let witness):
            writer.array(count: 2)
            writer.unsigned(1)
            witness.encode(into: &writer)
        case .guardian:
            writer.array(count: 1)
            writer.unsigned(2)
        }
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        let count = try reader.beginArray()
        switch (try reader.unsigned(), count) {
        case (1, 2): self = .persons(witness: try StaffID(from: &reader))
        case (2, 1): self = .guardian
        default: throw .invalidValue(at: reader.offset, field: "announcer of a recovery")
        }
        reader.endArray()
    }
}
