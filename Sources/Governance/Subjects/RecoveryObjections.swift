import CanonicalCoding
import LedgerTypes

/// A patient and one of those who announced a recovery of their key.
struct RecoveryAnnouncer: TableKey {
    let subject: Pseudonym
    let announcer: KeyOwner

    // A pseudonym has one length, so the pair is unique.
    var keyBytes: [UInt8] { subject.keyBytes + announcer.canonicalBytes }
}

/// How often a patient's key objected to what somebody announced.
struct RecoveryObjections: Hashable, Sendable, CanonicalCodable {
    var count: UInt64
    var last: BlockTime

    /// When the same announcer may announce again: the wait doubles with each objection, so that
    /// nobody wears a patient down.
    func mayAnnounceAgain(delay: Milliseconds) -> BlockTime {
        let doublings = min(count, GovernanceLimits.recoveryDoublings)
        let (wait, overflow) = delay.value.multipliedReportingOverflow(by: 1 << doublings)
        return last.adding(Milliseconds(overflow ? .max : wait)) ?? BlockTime(.max)
    }

    init(count: UInt64, last: BlockTime) {
        self.count = count
        self.last = last
    }

    func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 2)
        writer.unsigned(count)
        last.encode(into: &writer)
    }

    init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 2)
        count = try reader.unsigned()
        last = try BlockTime(from: &reader)
        reader.endArray()
    }
}
