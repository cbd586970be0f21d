import Governance
import LedgerTypes

/// Why somebody has to look at a piece of work. Health, figures and answers go by this alone.
package enum WorkConcern: String, Hashable, Sendable, CaseIterable {
    /// The chain refused it.
    case refused
    /// Somebody was to be told by now.
    case overdue
    /// It waits for somebody, or longer than it should, though a quorum can be reached.
    case waits
}

extension WorkStanding {
    /// Nil while the work goes its way.
    ///
    /// - Parameter ledger: the last committed state, by whose time it is judged: without a quorum
    ///   that stands still, and nobody could have done more.
    package func concern(on ledger: LedgerState) -> WorkConcern? {
        let age = ledger.time.since(since)
        if stage == .refused { return age < Limits.refusedShown ? .refused : nil }
        guard !isEnded, !runsOut else { return nil }
        if refusals > 0 { return .refused }
        let isOverdue = due(on: ledger).map { $0 <= ledger.time } ?? false
        // A person has to answer, and has let the time go by: that is the worse of the two.
        if isOverdue, kind == .recall { return .overdue }
        if isHeldUp { return .waits }
        if isOverdue { return .overdue }
        return hadTime && age > Limits.longestWait ? .waits : nil
    }

    /// First instant at which it is late by the law; nil where the ledger names none.
    package func due(on ledger: LedgerState) -> BlockTime? {
        let queries = GovernanceQueries(ledger)
        return switch kind {
        case .notice: queries.notice(RecordID(subject))?.due
        case .recall: queries.recall(of: RecordID(subject))?.due
        case .release, .acknowledgement, .gateReport, .offlineRecord, .withholding: nil
        }
    }
}
