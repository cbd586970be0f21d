import CanonicalCoding
import CharterLanguage
import CharterTooling
import Foundation
import Governance
import LedgerTypes
import Logging
import Sealing

/// Does what the committed state asks of this member's node: gate reports on proposed charters,
/// notices to be told, offline records to be anchored.
///
/// Everything is read from the state at each block, so a restart forgets nothing.
actor DutyClerk {
    private let node: TallyNode
    /// What was submitted and is not committed yet, with the time of submission.
    private var underWay: [Digest: ContinuousClock.Instant] = [:]

    init(_ node: TallyNode) { self.node = node }

    /// Works until the task is cancelled or the node stops.
    func run() async {
        for await _ in node.bell.heights() {
            let queries = GovernanceQueries(node.view.ledger)
            for task in queries.awaitingGateReport(of: node.member) { await report(task) }
            for notice in queries.outstandingNotices(of: node.member) { await tell(notice) }
            if !node.isCutOff { await anchor() }
        }
    }

    /// True once in a while for one duty: a submission that was lost is made again.
    private func begin(_ duty: Digest) -> Bool {
        let now = ContinuousClock.now
        if let since = underWay[duty], now - since < .seconds(60) { return false }
        if underWay.count > 10_000 { underWay = [:] }
        underWay[duty] = now
        return true
    }

    // MARK: gate reports

    /// Computes the report beside consensus: it may take seconds.
    private func report(_ task: GateTask) async {
        let id = task.proposal.id
        guard begin(id.digest) else { return }
        let suite = node.genesis.suite
        guard let checked = try? CheckedCharter(charter: task.charter, vocabulary: task.vocabulary)
        else {
            await submit(
                .reportGate,
                ReportGate(proposal: id, report: .zero, passes: false).payload())
            return
        }
        let report = await Task.detached(priority: .utility) {
            GateReport(checked, suite: suite)
        }.value
        node.logger.info(
            "gate report on `\(task.proposal.name)`: \(report.passes ? "passes" : "fails")")
        await submit(
            .reportGate,
            ReportGate(
                proposal: id, report: report.digest(suite), passes: report.passes
            ).payload())
    }

    // MARK: notices

    private struct NoticeFile: Codable {
        var notice: String
        var audience: String
        var subject: String?
        var about: String
        var due: UInt64
        var chinese: String
        var english: String
    }

    /// Drops the notice where the member's own messenger takes it; the file is the telling.
    private func tell(_ notice: Notice) async {
        guard begin(notice.id.digest) else { return }
        let name = Self.name(of: notice.audience)
        let file = NoticeFile(
            notice: "\(notice.id)", audience: name.english,
            subject: notice.subject.map(\.description), about: "\(notice.about)",
            due: notice.due.value,
            chinese: notice.audience == .governance
                ? "请告知\(name.chinese)：某席位签署了相互矛盾的消息，证据 \(notice.about.digest.short)，请议定是否变更席位。"
                : "请告知\(name.chinese)：账本记录 \(notice.about.digest.short) 涉及其权益。",
            english: notice.audience == .governance
                ? "Tell the \(name.english) that a seat signed what excludes one another "
                    + "(evidence \(notice.about.digest.short)): the members decide about the seat."
                : "Tell the \(name.english) about record \(notice.about.digest.short).")
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        do {
            let folder = node.folder.outbox + "/notices"
            try AtomicFile.createFolder(folder)
            try AtomicFile.write(
                Array(try encoder.encode(file)), to: "\(folder)/\(notice.id).json")
        } catch {
            node.logger.error("a notice cannot be written: \(error)")
            return
        }
        await submit(.notified, AcknowledgeNotice(notice: notice.id).payload())
    }

    private static func name(
        of audience: NoticeAudience
    ) -> (english: String, chinese: String) {
        switch audience {
        case .patient: ("patient", "患者")
        case .regulator: ("regulator", "监管机构")
        case .committee: ("committee", "独立委员会")
        case .holder: ("holder", "持有方")
        case .governance: ("keepers of the governance key", "治理密钥保管人")
        }
    }

    // MARK: offline records

    private func anchor() async {
        do throws(FileFault) {
            for signed in try node.unanchoredRecords() {
                let digest = signed.record.digest(suite: node.genesis.suite)
                // Block time must have passed the record's own clock.
                guard signed.record.wallClock < node.view.ledger.time, begin(digest) else {
                    continue
                }
                await submit(.declareOverride, DeclareOverride(anchoring: signed).payload())
            }
        } catch {
            node.logger.error("offline records cannot be read: \(error)")
        }
    }

    private func submit(_ kind: TransactionKind, _ payload: [UInt8]) async {
        switch await node.submit(node.gatewayTransaction(kind, payload: payload)) {
        case .admitted, .committed: break
        case .rejected(_, let code):
            node.logger.warning("\(kind.name) was not taken: code \(code)")
        case .unavailable(let problem):
            node.logger.warning("\(kind.name) was not taken: \(problem)")
        }
    }
}
