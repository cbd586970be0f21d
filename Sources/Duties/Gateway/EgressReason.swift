import Bilingual
import DataProtection
import Governance
import LedgerTypes

/// Why nothing leaves under a permit, as what it is for is compared with what the holder has: a data
/// set by its content digest, a record by its level. The numbers are reasons of egress blocks.
package enum CoverageFault: UInt64, Error, Worded, CaseIterable {
    /// Nothing here opens the digest, so that what it covers is not known.
    case notOpened = 6061
    /// A document that the digest covers is not here, or is another than it was.
    case changed = 6062
    /// None of the patient's documents is covered.
    case nothingCovered = 6063
    /// What was released is gone from the holder's outbox.
    case parcelLost = 6064
    /// The record is of a higher level than the permit was decided for.
    case levelAbovePermit = 6065

    package var code: UInt64 { rawValue }

    package var english: String { words.english }
    package var chinese: String { words.chinese }

    private var words: Wording {
        switch self {
        case .notOpened:
            Wording(
                english:
                    "nothing at the holder opens the data set's digest: the holder registers it again",
                chinese: "持有方没有该数据集摘要的开示文件：须由持有方重新登记")
        case .changed:
            Wording(
                english:
                    "a document that the data set's digest covers is missing or changed: the holder "
                    + "puts it back, or registers the data set again",
                chinese: "数据集摘要所涵盖的文件缺失或已被改动：须由持有方恢复文件，或重新登记数据集")
        case .nothingCovered:
            Wording(
                english:
                    "the data set's digest covers no document of this patient: the holder registers it "
                    + "again",
                chinese: "数据集摘要不涵盖该患者的任何文件：须由持有方重新登记")
        case .parcelLost:
            Wording(
                english: "it was released, and its parcel was lost at the holder before it was "
                    + "acknowledged: ask again",
                chinese: "已放行，但封装文件在对方确认前于持有方遗失：请重新申请")
        case .levelAbovePermit:
            Wording(
                english:
                    "the fields of the record together are of a higher level than the permit was "
                    + "decided for: the holder labels them, also as quasi-identifiers, and it is asked "
                    + "again",
                chinese: "病历各字段合并后的级别高于许可所依据的级别：须由持有方补充标签（含准标识符标记）后重新申请")
        }
    }
}

/// What the number in an egress block means; all may read it, unlike the gate's own report.
package enum EgressReason {
    /// The reason in both languages; nil for a number that this version does not know.
    package static func words(_ code: UInt64) -> (english: String, chinese: String)? {
        if let fault = CoverageFault(rawValue: code) {
            return (fault.english, fault.chinese)
        }
        if let kind = FindingKind(rawValue: code) {
            return ("the gate found \(kind.english)", "出口检查发现\(kind.chinese)")
        }
        if let refusal = Refusal.named(ReceiptCode(code)) {
            return (refusal.english, refusal.chinese)
        }
        return record(code)
    }

    /// Faults of the holder's record, without what only the holder may know of them.
    private static func record(_ code: UInt64) -> (english: String, chinese: String)? {
        switch code {
        case 6001...6010: ("the holder's record is not JSON", "持有方的病历不是 JSON")
        case 6051: (RecordFault.notFHIR.english, RecordFault.notFHIR.chinese)
        case 6052: (RecordFault.noPatient.english, RecordFault.noPatient.chinese)
        case 6053: ("the record holds several patients", "病历中有多名患者")
        case 6054:
            (
                "the record holds data that are not said to be this patient's",
                "病历中有未指明属于该患者的数据"
            )
        case 6055: (RecordFault.noFieldsAsked.english, RecordFault.noFieldsAsked.chinese)
        case 6056: ("the record is in a form that is not read here", "病历的格式不受支持")
        default: nil
        }
    }
}
