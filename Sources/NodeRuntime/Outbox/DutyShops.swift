import Bilingual
import CharterLanguage
import CharterTooling
import Governance
import LedgerTypes
import Outbox
import Sealing
import Synchronization

/// Notices to be told: the file is the telling, the transaction says that it was dropped.
struct NoticeShop: WorkShop {
    let node: TallyNode
    let kind = WorkKind.notice

    func subjects(in ledger: LedgerState) async -> [Digest] {
        GovernanceQueries(ledger).outstandingNotices(of: node.member).map(\.id.digest)
    }

    func isNeedless(_ subject: Digest, on ledger: LedgerState) -> Bool {
        guard let notice = GovernanceQueries(ledger).notice(RecordID(subject)) else { return true }
        return notice.responsible != node.member || notice.acknowledgement != nil
    }

    func make(
        _ subject: Digest, on ledger: LedgerState, _ book: WorkBook
    ) async -> MadeWork {
        guard let notice = GovernanceQueries(ledger).notice(RecordID(subject)) else {
            return .nothing
        }
        do throws(FileFault) {
            try NoticeFile(notice).write(in: node.folder.outbox + "/notices")
        } catch {
            return .later(error.wording)
        }
        return .transaction(
            node.gatewayTransaction(
                .notified, payload: AcknowledgeNotice(notice: notice.id).payload()), parcel: nil)
    }
}

/// Gate reports on proposed charters: each takes seconds, and is computed beside everything else.
final class GateReportShop: WorkShop {
    private struct Report {
        let digest: Digest
        let passes: Bool
    }

    let node: TallyNode
    let kind = WorkKind.gateReport
    private let reports = Mutex<[Digest: Report?]>([:])

    init(_ node: TallyNode) { self.node = node }

    func subjects(in ledger: LedgerState) async -> [Digest] {
        GovernanceQueries(ledger).awaitingGateReport(of: node.member).map(\.proposal.id.digest)
    }

    func isNeedless(_ subject: Digest, on ledger: LedgerState) -> Bool {
        task(subject, ledger) == nil
    }

    private func task(_ subject: Digest, _ ledger: LedgerState) -> GateTask? {
        GovernanceQueries(ledger).awaitingGateReport(of: node.member)
            .first { $0.proposal.id.digest == subject }
    }

    func make(
        _ subject: Digest, on ledger: LedgerState, _ book: WorkBook
    ) async -> MadeWork {
        guard let task = task(subject, ledger) else { return .nothing }
        let (known, isNew) = reports.withLock { reports in
            let isNew = reports[subject] == nil
            if isNew { reports[subject] = .some(nil) }
            return (reports[subject] ?? nil, isNew)
        }
        if let known {
            reports.withLock { $0[subject] = nil }
            let body = ReportGate(
                proposal: task.proposal.id, report: known.digest, passes: known.passes)
            return .transaction(
                node.gatewayTransaction(.reportGate, payload: body.payload()), parcel: nil)
        }
        if isNew { compute(task) }
        return .later(Wording(english: "the report is being computed", chinese: "正在计算检查报告"))
    }

    private func compute(_ task: GateTask) {
        let (suite, logger) = (node.genesis.suite, node.logger)
        Task.detached(priority: .utility) { [weak self] in
            let report: Report
            if let checked = try? CheckedCharter(
                charter: task.charter, vocabulary: task.vocabulary)
            {
                let found = GateReport(checked, suite: suite)
                report = Report(digest: found.digest(suite), passes: found.passes)
            } else {
                report = Report(digest: .zero, passes: false)
            }
            logger.info(
                "gate report on `\(task.proposal.name)`: \(report.passes ? "passes" : "fails")")
            self?.reports.withLock { $0[task.proposal.id.digest] = .some(report) }
        }
    }
}

/// Emergencies that were decided alone, for the chain: in the order in which they were written.
struct OfflineShop: WorkShop {
    let node: TallyNode
    let kind = WorkKind.offlineRecord

    private func waiting(_ ledger: LedgerState) throws(FileFault) -> [SignedOfflineRecord] {
        // Block time must have passed the record's own clock.
        try node.unanchoredRecords().filter { $0.record.wallClock < ledger.time }
    }

    func subjects(in ledger: LedgerState) async throws(FileFault) -> [Digest] {
        guard !node.isCutOff else { return [] }
        let suite = node.genesis.suite
        return try waiting(ledger).map { $0.record.digest(suite: suite) }
    }

    /// Unknown is not done: where the files cannot be read the work waits.
    func isNeedless(_ subject: Digest, on ledger: LedgerState) -> Bool {
        let suite = node.genesis.suite
        // Its fault is told where the work is made.
        guard let records = try? waiting(ledger) else { return false }
        return !records.contains { $0.record.digest(suite: suite) == subject }
    }

    func make(
        _ subject: Digest, on ledger: LedgerState, _ book: WorkBook
    ) async -> MadeWork {
        let suite = node.genesis.suite
        do throws(FileFault) {
            guard
                let record = try waiting(ledger).first(where: {
                    $0.record.digest(suite: suite) == subject
                })
            else { return .nothing }
            return .transaction(
                node.gatewayTransaction(
                    .declareOverride, payload: DeclareOverride(anchoring: record).payload()),
                parcel: nil)
        } catch {
            return .later(error.wording)
        }
    }
}
