extension ActionTable {
    /// Charters, cases, overrides, codes, notices.
    static let caseActions: [AnyAction] = [
        AnyAction(ProposeVocabulary.self), AnyAction(ProposeCharter.self),
        AnyAction(ReportGate.self), AnyAction(WithdrawProposal.self), AnyAction(OpenCase.self),
        AnyAction(CastVote.self), AnyAction(RecuseFromCase.self), AnyAction(DeclareOverride.self),
        AnyAction(ApproveOverride.self), AnyAction(WriteUpOverride.self),
        AnyAction(ReviewOverride.self), AnyAction(AcknowledgeNotice.self),
        AnyAction(IssueCode.self), AnyAction(RedeemCode.self),
    ]
}
