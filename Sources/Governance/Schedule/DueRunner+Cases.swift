import LedgerTypes

extension DueRunner {
    /// Deadlines of cases, charters, overrides and notices.
    static func runCases(_ item: DueItem, _ change: inout StateChange) {
        switch item.action {
        case .caseDeadline: CaseDocket.deadline(item.record, &change)
        case .gateDeadline: CharterLifecycle.gateDeadline(item.record, &change)
        case .charterActivation: CharterLifecycle.activate(item.record, &change)
        case .charterExpiry: CharterLifecycle.expire(item.record, &change)
        case .overrideExpiry: OverrideDuties.expire(item.record, &change)
        case .writeUpDeadline: OverrideDuties.writeUpDeadline(item.record, &change)
        case .noticeDeadline: NoticeBoard.deadline(item.record, &change)
        case .recordTimeout, .consentExpiry, .codeExpiry, .keyRotation, .subjectRecovery,
            .recallDeadline, .recallSweep:
            break
        }
    }
}
