import Governance
import LedgerTypes
import Mutants
import Outbox
import Sealing

/// All kinds of work, each with what finds and makes it.
struct DutyTable: Sendable {
    private let releases: ReleaseDuty
    /// Ascending by kind.
    let all: [any Duty]

    init(_ gateway: Gateway) {
        releases = ReleaseDuty(gateway)
        let duties: [any Duty] = [
            releases, AcknowledgementDuty(gateway: gateway), NoticeDuty(gateway: gateway),
            GateReportDuty(gateway: gateway), OfflineDuty(gateway: gateway),
            WithholdingDuty(gateway: gateway), RecallDuty(gateway: gateway),
        ]
        all = duties.sorted { $0.kind < $1.kind }
    }

    subscript(kind: WorkKind) -> (any Duty)? { all.first { $0.kind == kind } }

    /// Work for which an entry of the chain asks.
    func works(for entry: Entry, _ scene: DutyScene) -> [WorkID] {
        all.compactMap { duty in
            duty.subject(of: entry, scene).map { WorkID(duty.kind, $0) }
        }
    }

    private func answer(
        of entry: Entry, at height: Height, to work: Work
    ) -> WorkFacts.Standing {
        guard entry.receipt.outcome == .accepted else {
            return .refused(height, entry.receipt.code)
        }
        let transaction = entry.transaction.transaction
        guard work.id.kind == .release, transaction.kind == .egressBlock,
            let body = try? Payload<EgressBlock>(canonical: transaction.payload).body
        else { return .accepted(height) }
        return .withheld(height, ReceiptCode(body.reason))
    }

    /// What the chain says of a work; nil where it cannot be read: then nothing is concluded.
    ///
    /// - Parameter mayTry: whether something is done for it now if it is due.
    func facts(
        of work: Work, _ scene: DutyScene, _ chain: some ChainReading, mayTry: Bool
    ) -> WorkFacts? {
        guard let duty = self[work.id.kind] else { return nil }
        var standing = WorkFacts.Standing.absent
        if let transaction = work.transaction {
            switch chain.entry(of: transaction) {
            case .none: break
            case .unreadable: return nil
            case .found(let height, let entry):
                standing = answer(of: entry, at: height, to: work)
            case .refusedAsSigned(_, let entry):
                // Where others brought it with other signatures, the work's own may still come.
                guard case .sealed(let signed) = work.stage,
                    Admission.isSpent(signed, scene.ledger)
                else { break }
                standing = .refusedAsSigned(entry.receipt.code)
            }
        }
        return WorkFacts(
            standing: standing,
            delivery: work.id.kind == .release
                ? releases.delivery(of: work, scene, chain.releases, mayTry: mayTry) : .due,
            isNeedless: duty.isNeedless(work.id.subject, scene),
            time: Mutant.expiredByWallClock.isOn
                ? max(scene.ledger.time, scene.clock) : scene.ledger.time)
    }
}

extension DutyTable {
    /// Works, those first for which an emergency waits: what room a gateway has in the pool goes to
    /// them before any traffic.
    func inOrder(_ works: [Work], _ scene: DutyScene) -> [WorkID] {
        let ids = works.map(\.id)
        let urgent = ids.filter { self[$0.kind]?.isUrgent($0.subject, scene) == true }
        let first = Set(urgent)
        return urgent + ids.filter { !first.contains($0) }
    }
}
