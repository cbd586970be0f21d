import CanonicalCoding
import LedgerTypes

/// What the host does when a time has come.
package enum DueAction: UInt64, NumberedCase {
    case caseDeadline = 1
    case charterActivation = 2
    case charterExpiry = 3
    case overrideExpiry = 4
    case writeUpDeadline = 5
    case noticeDeadline = 6
    case recordTimeout = 7
    case consentExpiry = 8
    case codeExpiry = 9
    case keyRotation = 10
    case gateDeadline = 11
    case subjectRecovery = 12
    case recallDeadline = 13
    case recallSweep = 14
}

/// One thing that falls due; handled in the order of time, then record, then action.
package struct DueItem: Hashable, Sendable, Comparable, CanonicalCodable {
    package let due: BlockTime
    package let record: RecordID
    package let action: DueAction

    package init(due: BlockTime, record: RecordID, action: DueAction) {
        self.due = due
        self.record = record
        self.action = action
    }

    package static func < (left: DueItem, right: DueItem) -> Bool {
        (left.due, left.record, left.action.rawValue)
            < (right.due, right.record, right.action.rawValue)
    }

    /// Bytes in whose order the items are: time, record, action.
    var orderKey: [UInt8] {
        due.value.bigEndianBytes + record.digest.bytes + [UInt8(action.rawValue)]
    }

    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        due.encode(into: &writer)
        record.encode(into: &writer)
        action.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        due = try BlockTime(from: &reader)
        record = try RecordID(from: &reader)
        action = try DueAction(from: &reader)
        reader.endArray()
    }
}
