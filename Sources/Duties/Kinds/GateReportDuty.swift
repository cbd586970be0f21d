import CharterLanguage
import CharterTooling
import Governance
import LedgerTypes
import Outbox
import Sealing

/// What a gate says of a proposed charter.
package struct CharterVerdict: Hashable, Sendable {
    package let proposal: RecordID
    package let name: String
    /// Digest of the report; zero where the charter does not hold at all.
    package let report: Digest
    package let passes: Bool

    /// Proves and tests the charter: seconds, so it is done beside everything else.
    package init(_ task: GateTask, suite: CryptoSuite) {
        proposal = task.proposal.id
        name = task.proposal.name
        if let checked = try? CheckedCharter(charter: task.charter, vocabulary: task.vocabulary) {
            let found = GateReport(checked, suite: suite)
            report = found.digest(suite)
            passes = found.passes
        } else {
            report = .zero
            passes = false
        }
    }
}

/// Gate reports on proposed charters.
struct GateReportDuty: Duty {
    let gateway: Gateway
    let kind = WorkKind.gateReport

    func subjects(_ scene: DutyScene) -> [Digest] {
        GovernanceQueries(scene.ledger).awaitingGateReport(of: gateway.member)
            .map(\.proposal.id.digest)
    }

    func isNeedless(_ subject: Digest, _ scene: DutyScene) -> Bool { task(subject, scene) == nil }

    private func task(_ subject: Digest, _ scene: DutyScene) -> GateTask? {
        GovernanceQueries(scene.ledger).awaitingGateReport(of: gateway.member)
            .first { $0.proposal.id.digest == subject }
    }

    func make(_ work: Work, _ scene: DutyScene, _ context: WorkContext) -> MadeWork {
        guard let task = task(work.id.subject, scene) else { return .nothing }
        guard let verdict = context.verdict else { return .report(task) }
        let body = ReportGate(
            proposal: task.proposal.id, report: verdict.report, passes: verdict.passes)
        return .transaction(
            gateway.transaction(
                .reportGate, payload: body.payload(), on: scene.ledger, clock: scene.clock),
            parcel: nil)
    }
}
