import LedgerTypes

/// Runs what has fallen due, at block start and before any transaction, so that no request meets a
/// grant that should have lapsed. Source: docs/reference/charter-language.md, "Records".
package enum DueRunner {
    /// Runs the items that are due at the block's time, earliest first, as many as a block may.
    package static func run(_ change: inout StateChange) {
        let due = Schedule.takeDue(
            at: change.time, limit: GovernanceLimits.dueItemsPerBlock, from: &change)
        for item in due {
            run(item, &change)
            change.settle()
        }
        change.settle()
    }

    private static func run(_ item: DueItem, _ change: inout StateChange) {
        switch item.action {
        case .keyRotation: AnnouncedKey.takeEffect(item.record, &change)
        case .subjectRecovery: SubjectRecoveryRegister.takeEffect(item.record, &change)
        case .recallDeadline: Holdings.deadline(item.record, &change)
        case .recallSweep: Recalling.goOn(item.record, &change)
        case .recordTimeout: RecordRegister.timeout(item.record, &change)
        case .consentExpiry: break
        case .caseDeadline, .charterActivation, .charterExpiry, .overrideExpiry, .writeUpDeadline,
            .noticeDeadline, .codeExpiry, .gateDeadline:
            runCases(item, &change)
        }
    }
}
