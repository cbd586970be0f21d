import CanonicalCoding
import LedgerTypes
import Sealing

/// By what the right to data that were released has ended.
package enum RecallOccasion: UInt64, NumberedCase {
    /// A consent was withdrawn.
    case withdrawn = 1
    /// A later consent stands instead, and covers less.
    case superseded = 2
    /// A refusal was recorded, or a grant that denies a field.
    case refused = 3
    /// A grant was ended by those whom its charter names, or an appeal turned round the ruling on which
    /// the permit rested.
    case revoked = 4

    package var name: String {
        switch self {
        case .withdrawn: "withdrawn"
        case .superseded: "superseded"
        case .refused: "refused"
        case .revoked: "revoked"
        }
    }

    package var chinese: String {
        switch self {
        case .withdrawn: "同意已撤回"
        case .superseded: "同意已被更窄的同意替代"
        case .refused: "患者已拒绝"
        case .revoked: "授权已撤销"
        }
    }
}

/// What the law lets a receiver keep although the right to use it has ended.
package enum KeepingReason: UInt64, NumberedCase {
    case medicalRecord = 1
    case trialRecord = 2
    case courtOrder = 3
    case publicHealth = 4
    case insuranceAudit = 5
    case legalClaim = 6

    /// The reason of a word; nil where it is none.
    package init?(name: String) {
        guard let reason = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = reason
    }

    package var name: String {
        switch self {
        case .medicalRecord: "medical-record"
        case .trialRecord: "trial-record"
        case .courtOrder: "court-order"
        case .publicHealth: "public-health"
        case .insuranceAudit: "insurance-audit"
        case .legalClaim: "legal-claim"
        }
    }

    package var chinese: String {
        switch self {
        case .medicalRecord: "病历法定保存"
        case .trialRecord: "临床试验记录保存"
        case .courtOrder: "司法或执法保全"
        case .publicHealth: "传染病等法定报告"
        case .insuranceAudit: "医保结算稽核"
        case .legalClaim: "争议处理与诉讼"
        }
    }
}

/// Where a receiver's answer stands.
package enum RecallState: UInt64, NumberedCase {
    case due = 1
    /// The deadline passed; it can still be answered, and stays visible as late.
    case overdue = 2
    case deleted = 3
    /// What the law lets the receiver keep, for the reason that it gave.
    case kept = 4
    /// Nothing had arrived, and nothing will.
    case notReceived = 5

    package var isOpen: Bool { self == .due || self == .overdue }

    package var name: String {
        switch self {
        case .due: "due"
        case .overdue: "overdue"
        case .deleted: "deleted"
        case .kept: "kept"
        case .notReceived: "not-received"
        }
    }

    package var chinese: String {
        switch self {
        case .due: "待答复"
        case .overdue: "逾期未答复"
        case .deleted: "已删除"
        case .kept: "依法留存"
        case .notReceived: "未曾收到"
        }
    }
}

/// What a receiver owes once the right to what was released to it has ended: that it deletes, or says
/// why not. There is one a permit.
///
/// An unanswered one is visible state. Source: docs/internals/decisions/0039-receipts-of-a-withdrawal.md.
package struct Recall: Hashable, Sendable {
    package let permit: RecordID
    package let receiver: MemberID
    package let holder: MemberID
    /// The consent, refusal or grant, or the case whose ruling was turned round.
    package let withdrawal: RecordID
    package let occasion: RecallOccasion
    package let created: BlockTime
    /// First instant at which it is late.
    package let due: BlockTime
    package var state: RecallState
    package var reason: KeepingReason?
    package var answered: BlockTime?
    /// The transaction that answered; nil also where the holder said that nothing had left.
    package var answer: TransactionID?

    package init(
        permit: RecordID, receiver: MemberID, holder: MemberID, withdrawal: RecordID,
        occasion: RecallOccasion, created: BlockTime, due: BlockTime
    ) {
        self.permit = permit
        self.receiver = receiver
        self.holder = holder
        self.withdrawal = withdrawal
        self.occasion = occasion
        self.created = created
        self.due = due
        state = .due
        reason = nil
        answered = nil
        answer = nil
    }

    /// Whether it was answered after its deadline.
    package var isLate: Bool { answered.map { $0 >= due } ?? (state == .overdue) }
}

extension Recall: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 11)
        permit.encode(into: &writer)
        receiver.encode(into: &writer)
        holder.encode(into: &writer)
        withdrawal.encode(into: &writer)
        occasion.encode(into: &writer)
        created.encode(into: &writer)
        due.encode(into: &writer)
        state.encode(into: &writer)
        writer.optional(reason)
        writer.optional(answered)
        writer.optional(answer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 11)
        permit = try RecordID(from: &reader)
        receiver = try MemberID(from: &reader)
        holder = try MemberID(from: &reader)
        withdrawal = try RecordID(from: &reader)
        occasion = try RecallOccasion(from: &reader)
        created = try BlockTime(from: &reader)
        due = try BlockTime(from: &reader)
        state = try RecallState(from: &reader)
        reason = try reader.optional()
        answered = try reader.optional()
        answer = try reader.optional()
        reader.endArray()
    }
}

extension Tables {
    /// By the permit on which the data were released.
    package static let recalls = Table<RecordID, Recall>("recall")
    /// Recalls that are not answered, by receiver.
    static let openRecalls = Listing<MemberID>("open-recalls", links: "open-recall")
    /// Every recall of what was released of a patient or data set.
    static let recallsOfHead = Listing<HeadID>("recalls-of", links: "recall-of")
}

extension GovernanceQueries {
    package func permit(_ id: RecordID) -> PermitRecord? { state.get(Tables.permits, id) }

    package func recall(of permit: RecordID) -> Recall? { state.get(Tables.recalls, permit) }

    /// Recalls that a receiver has still to answer, in the order of coming.
    package func openRecalls(of receiver: MemberID) -> [Recall] {
        list(Tables.openRecalls, receiver, Tables.recalls)
    }

    /// The latest recalls about a patient or data set, in the order of coming.
    ///
    /// - Parameter count: the most that are read.
    package func recalls(of head: HeadID, latest count: Int) -> [Recall] {
        state.ids(Tables.recallsOfHead, head, latest: count).compactMap {
            state.get(Tables.recalls, $0)
        }
    }
}

// 3560 … 3569: answers to withdrawals.
extension Refusal {
    package static let unknownRecall = Refusal(
        3560, "unknown-recall",
        "the right to what was released on this permit has not ended: there is nothing to answer",
        "该准许下释出的数据权限未终止，无须答复")
    package static let recallAnswered = Refusal(
        3561, "recall-answered", "this withdrawal was answered for the permit already",
        "该准许对应的撤回已答复")
    package static let answerMalformed = Refusal(
        3562, "answer-malformed",
        "whoever keeps data names the duty to keep them, and nobody else does",
        "留存须写明法定理由；删除或未收到的不得填写理由")
    package static let otherWithdrawal = Refusal(
        3563, "other-withdrawal",
        "the answer names another withdrawal than the one by which the right ended",
        "答复所指的撤回与终止该权限的撤回不一致")
    package static let wasReceived = Refusal(
        3564, "was-received",
        "what was acknowledged had arrived: it is deleted, or kept for a reason",
        "已签收的数据不得答复为未收到：请删除，或说明依法留存的理由")

    static let recallRefusals = [
        unknownRecall, recallAnswered, answerMalformed, otherWithdrawal, wasReceived,
    ]
}
