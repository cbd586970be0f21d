import LedgerTypes

extension TransactionKind {
    /// True if whatever is recorded under this kind is about somebody's data; of the others what
    /// stands in them decides.
    package var isAboutPatients: Bool {
        switch self {
        case .registerSubject, .registerAsset, .label, .registerRight, .recordConsent,
            .withdrawConsent, .recoverSubject, .mergeSubjects, .transition, .request, .release,
            .acknowledge, .egressBlock, .issueCode, .redeemCode, .answerWithdrawal,
            .declareOverride, .approveOverride, .writeUp, .review:
            true
        case .enrolMember, .enrolStaff, .suspend, .rotateKey, .seatChange, .parameters, .recover,
            .committeeSeat, .licence, .proposeVocabulary, .proposeCharter, .reportGate, .ballot,
            .withdrawProposal, .openCase, .recuse, .notified, .anchor, .exportSeal:
            false
        }
    }
}
