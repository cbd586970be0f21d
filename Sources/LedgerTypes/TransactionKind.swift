import CanonicalCoding

/// What a transaction does; the numbers are part of the format.
/// Source: docs/reference/transactions.md, "Bodies".
package enum TransactionKind: UInt64, Sendable, Hashable, CaseIterable {
    case enrolMember = 1
    case enrolStaff = 2
    case suspend = 3
    case rotateKey = 4
    case seatChange = 5
    case parameters = 6
    case recover = 7
    case committeeSeat = 8
    case licence = 9

    case registerSubject = 10
    case registerAsset = 11
    case label = 12
    case registerRight = 13
    case recordConsent = 14
    case withdrawConsent = 15
    case recoverSubject = 16
    case mergeSubjects = 17

    case proposeVocabulary = 20
    case proposeCharter = 21
    case reportGate = 22
    case ballot = 23
    case withdrawProposal = 24
    case openCase = 25
    case recuse = 26

    case transition = 30
    case request = 31
    case release = 32
    case acknowledge = 33
    case egressBlock = 34
    case issueCode = 35
    case redeemCode = 36
    case answerWithdrawal = 37

    case declareOverride = 40
    case approveOverride = 41
    case writeUp = 42
    case review = 43
    case notified = 44

    case anchor = 50
    case exportSeal = 51

    /// The name in commands, documents and reports.
    package var name: String {
        switch self {
        case .enrolMember: "enrol-member"
        case .enrolStaff: "enrol-staff"
        case .suspend: "suspend"
        case .rotateKey: "rotate-key"
        case .seatChange: "seat-change"
        case .parameters: "parameters"
        case .recover: "recover"
        case .committeeSeat: "committee-seat"
        case .licence: "licence"
        case .registerSubject: "register-subject"
        case .registerAsset: "register-asset"
        case .label: "label"
        case .registerRight: "register-right"
        case .recordConsent: "consent"
        case .withdrawConsent: "withdraw-consent"
        case .recoverSubject: "recover-subject"
        case .mergeSubjects: "merge-subjects"
        case .proposeVocabulary: "propose-vocabulary"
        case .proposeCharter: "propose-charter"
        case .reportGate: "report-gate"
        case .ballot: "ballot"
        case .withdrawProposal: "withdraw-proposal"
        case .openCase: "open-case"
        case .recuse: "recuse"
        case .transition: "transition"
        case .request: "request"
        case .release: "release"
        case .acknowledge: "acknowledge"
        case .egressBlock: "egress-block"
        case .issueCode: "issue-code"
        case .redeemCode: "redeem-code"
        case .answerWithdrawal: "answer-withdrawal"
        case .declareOverride: "declare-override"
        case .approveOverride: "approve-override"
        case .writeUp: "write-up"
        case .review: "review"
        case .notified: "notified"
        case .anchor: "anchor"
        case .exportSeal: "export-seal"
        }
    }
}

extension TransactionKind: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) { writer.unsigned(rawValue) }
    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        guard let kind = TransactionKind(rawValue: try reader.unsigned()) else {
            throw .invalidValue(at: reader.offset, field: "kind")
        }
        self = kind
    }
}
