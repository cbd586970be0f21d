extension ActionTable {
    /// Charters, cases, overrides, codes, notices.
    static let caseActions: [any LedgerAction.Type] = [
        ProposeVocabulary.self, ProposeCharter.self,
        ReportGate.self, WithdrawProposal.self, OpenCase.self,
        CastVote.self, RecuseFromCase.self, DeclareOverride.self,
        ApproveOverride.self, WriteUpOverride.self,
        ReviewOverride.self, AcknowledgeNotice.self,
        IssueCode.self, RedeemCode.self, AnswerWithdrawal.self,
    ]
}
