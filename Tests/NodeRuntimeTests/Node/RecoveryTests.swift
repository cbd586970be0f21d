import CanonicalCoding
import Evidence
import Foundation
import Governance
import Interchange
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import NodeFiles
@testable import NodeRuntime
@testable import Upkeep

/// Recovery on real folders and links: the procedure of docs/operating/recovery.md.
@Suite(.serialized, .timeLimit(.minutes(15))) struct `Recovery of real nodes` {
    private func isAccepted(_ status: TransactionStatus) -> Bool {
        if case .committed(_, let receipt) = status { receipt.outcome == .accepted } else { false }
    }

    /// Four nodes with an entry, of which m2 and m3 are gone for ever and m0 and m1 are stopped.
    private func halted() async throws -> (cluster: NodeCluster, entry: SignedTransaction) {
        let cluster = try NodeCluster(4)
        try await cluster.startAll()
        let entry = cluster.registration(of: 1, at: 0)
        #expect(isAccepted(try await cluster.node(0).commit(entry).1))
        await cluster.stop(3)
        await cluster.stop(2)
        let waiting = cluster.registration(of: 2, at: 0)
        _ = await cluster.node(0).submit(waiting)
        // The survivors may still be a block apart.
        #expect(
            await eventually {
                cluster.node(0).view.ledger.height == cluster.node(1).view.ledger.height
            })
        await cluster.stop(0)
        await cluster.stop(1)
        for index in 0..<4 {
            try AtomicFile.write(
                cluster.configuration(index).json, to: cluster.folder(index).configuration)
            try AtomicFile.write(
                cluster.genesis.canonicalBytes, to: cluster.folder(index).genesis)
        }
        return (cluster, entry)
    }

    private func statement(_ cluster: NodeCluster, _ index: Int) throws -> RecoveryStatement {
        let statement = try RecoveryDesk.open(cluster.folder(index)).state(
            key: cluster.keys[index].seat)
        return try RecoveryStatement(page: Array(statement.page.utf8))
    }

    /// Draft, signatures at three machines apart, and their combination, each through its page.
    private func order(
        _ cluster: NodeCluster, _ statements: [RecoveryStatement], signers: [Int] = [0, 1, 2],
        days: UInt64 = 7
    ) throws -> GovernanceDraft {
        let lost = [cluster.members[2], cluster.members[3]]
        let (draft, warnings) = try RecoveryDesk.open(cluster.folder(0)).draft(
            statements, removing: lost, days: days)
        #expect(warnings.contains { $0.en.contains("lost for ever") && $0.zh.contains("永久丢失") })
        #expect(draft.page.contains("RECOVERS A LOST QUORUM"))
        let signed = try signers.map { index in
            let key = NodeCluster.key("governance/\(cluster.members[index])")
            let page = try GovernanceDraft(page: Array(draft.page.utf8)).signing(with: key).page
            return try GovernanceDraft(page: Array(page.utf8))
        }
        return try GovernanceDraft.combining(signed)
    }

    @Test func `two of four go on, keep every entry, and each proof says so`() async throws {
        let (cluster, entry) = try await halted()
        let statements = try [0, 1].map { try statement(cluster, $0) }
        let order = try order(cluster, statements)
        #expect(order.missing == 0)
        for index in [0, 1] {
            _ = try RecoveryDesk.open(cluster.folder(index)).install(order.signed)
        }
        for index in [0, 1] { try await cluster.start(index) }
        let later = cluster.registration(of: 3, at: 1)
        #expect(isAccepted(try await cluster.node(1).commit(later).1))
        let ledger = cluster.node(0).view.ledger
        #expect(ledger.recoveryEpoch == 1 && ledger.seats.count == 2)
        #expect(isAccepted(try cluster.node(0).status(of: entry.id)))
        // What health shows is put up once a step is done: a moment after the commit.
        let votes = await eventually {
            let health = cluster.node(0).health()
            return health.role == .voting && health.reachesQuorum
        }
        let health = cluster.node(0).health()
        #expect(votes, "\(health.signing) \(health.problems.map(\.code))")
        #expect(health.problems.contains { $0.english.contains("RECOVERY EPOCH 1") })
        // A removed seat that comes back without the order follows.
        try await cluster.start(3)
        #expect(
            await eventually {
                cluster.node(3).view.ledger.recoveryEpoch == 1
                    && cluster.node(3).view.ledger.height >= ledger.height
            })
        #expect(cluster.node(3).health().role == .observing)
        try await checkEvidence(cluster, of: entry)
        // A restart executes the recovery again and proves it as before.
        await cluster.stop(0)
        try await cluster.start(0)
        try await checkEvidence(cluster, of: entry)
        await cluster.stopAll()
    }

    private func checkEvidence(
        _ cluster: NodeCluster, of entry: SignedTransaction
    ) async throws {
        let body = try Payload<RegisterSubject>(canonical: entry.transaction.payload).body
        let file = try await cluster.node(0).evidence(of: .subject(body.subject.pseudonym))
        let policy = CourtPolicy(genesis: cluster.genesis.chainID.digest)
        let report = EvidenceVerifier(schema: GovernanceSchema()).verify(file, policy: policy)
        #expect(report.verdict == .totalPassed, "\(report.code as Any)")
        let recovery = try #require(report.evidence?.recoveries.first)
        #expect(recovery.epoch == 1)
        #expect(recovery.removed == [cluster.members[2], cluster.members[3]])
        #expect(recovery.signers == Array(cluster.members.prefix(3)))
        #expect(
            ReportText(report, language: .english).text.contains("ATTENTION: RECOVERY EPOCH 1"))
    }

    @Test func `a statement binds: the seat signs nothing until an order or a withdrawal`()
        async throws
    {
        let (cluster, _) = try await halted()
        _ = try statement(cluster, 0)
        try await cluster.start(0)
        let health = cluster.node(0).health()
        #expect(health.role == .observing)
        #expect(health.problems.contains { $0.english.contains("tally recover apply") })
        await cluster.stop(0)
        try RecoveryDesk.open(cluster.folder(0)).withdraw()
        try await cluster.start(0)
        let after = cluster.node(0).health()
        #expect(!after.problems.contains { $0.english.contains("tally recover apply") })
        await cluster.stopAll()
    }

    @Test func `an order for the longest time holds at the start as it did when it was installed`()
        async throws
    {
        let (cluster, _) = try await halted()
        let statements = try [0, 1].map { try statement(cluster, $0) }
        let order = try order(cluster, statements, days: 30)
        for index in [0, 1] {
            _ = try RecoveryDesk.open(cluster.folder(index)).install(order.signed)
        }
        let last = try #require(RecoveryOrder(order.signed)).body.last
        for index in [0, 1] { try await cluster.start(index) }
        #expect(await eventually { cluster.node(0).view.ledger.height > last })
        #expect(cluster.node(0).view.ledger.recoveryEpoch == 1)
        await cluster.stopAll()
    }

    @Test func `a seat whose order is damaged signs nothing and says so`() async throws {
        let (cluster, _) = try await halted()
        let statements = try [0, 1].map { try statement(cluster, $0) }
        let signed = try order(cluster, statements).signed
        _ = try RecoveryDesk.open(cluster.folder(0)).install(signed)
        var signatures = signed.signatures
        var bytes = signatures[0].signature.bytes
        bytes[7] ^= 1
        signatures[0] = TransactionSignature(
            key: signatures[0].key, signature: Signature(bytes))
        let damaged = SignedTransaction(signed.transaction, signatures: signatures)
        try AtomicFile.write(damaged.canonicalBytes, to: cluster.folder(0).recoveryOrder)
        try await cluster.start(0)
        let health = cluster.node(0).health()
        #expect(health.role == .observing)
        #expect(health.signing == .observes)
        #expect(health.problems.contains { $0.code == 7133 && $0.severity == .observing })
        let warns = await eventually {
            cluster.node(0).health().problems.contains { $0.code == 7125 }
        }
        #expect(warns, "why the order does not hold is said beside")
        await cluster.stopAll()
    }

    @Test func `drafts and orders that do not fit are refused with a reason`() async throws {
        let (cluster, _) = try await halted()
        let statements = try [0, 1].map { try statement(cluster, $0) }
        let desk = try RecoveryDesk.open(cluster.folder(0))
        let lost = [cluster.members[2], cluster.members[3]]
        func refusal(_ statements: [RecoveryStatement], _ lost: [MemberID]) -> RecoveryFault? {
            do throws(RecoveryFault) {
                _ = try desk.draft(statements, removing: lost, days: 1)
                return nil
            } catch {
                return error
            }
        }
        #expect(refusal(statements, lost) == nil)
        #expect(refusal([statements[0]], lost) == .statementMissing(cluster.members[1]))
        #expect(
            refusal(statements + [statements[0]], lost) == .statementTwice(cluster.members[0]))
        #expect(refusal(statements, []) == .nothingRemoved)
        #expect(refusal(statements, cluster.members) == .nobodyRemains)
        #expect(refusal(statements, [MemberID(unchecked: "m9")]) == .notASeat(MemberID("m9")!))
        func changed(
            _ height: Height, _ block: BlockID, key: SigningKey? = nil
        ) -> RecoveryStatement {
            RecoveryStatement(
                chain: statements[1].chain, member: statements[1].member, epoch: 0,
                height: height, block: block, round: nil, lock: nil,
                key: key ?? cluster.keys[1].seat)
        }
        let own = statements[0].height
        let higher = changed(own.next, statements[1].block)
        #expect(
            refusal([statements[0], higher], lost)
                == .statementHigher(cluster.members[1], own.next, own: own))
        let other = changed(own, BlockID(.zero))
        #expect(refusal([statements[0], other], lost) == .tipsDiffer(cluster.members[1]))
        let forged = changed(own, statements[1].block, key: cluster.keys[0].gateway)
        #expect(
            refusal([statements[0], forged], lost) == .statementForeign(cluster.members[1]))
        // Orders: too few signatures, and one for a seat that it removes.
        let few = try GovernanceDraft(
            page: Array(try desk.draft(statements, removing: lost, days: 1).draft.page.utf8))
        #expect(throws: RecoveryFault.refused(code: Refusal.unsigned.code.value)) {
            try desk.install(few.signed)
        }
        let two = try few.signing(with: NodeCluster.key("governance/\(cluster.members[0])"))
        #expect(throws: RecoveryFault.refused(code: Refusal.quorumMissing.code.value)) {
            try desk.install(two.signed)
        }
        #expect(throws: RecoveryFault.noOrder) { try desk.uninstall() }
    }

    @Test func `an order is taken out before it ran and not after`() async throws {
        let (cluster, _) = try await halted()
        let statements = try [0, 1].map { try statement(cluster, $0) }
        let order = try order(cluster, statements)
        _ = try RecoveryDesk.open(cluster.folder(0)).install(order.signed)
        try RecoveryDesk.open(cluster.folder(0)).uninstall()
        _ = try RecoveryDesk.open(cluster.folder(0)).install(order.signed)
        _ = try RecoveryDesk.open(cluster.folder(1)).install(order.signed)
        let last = try #require(RecoveryOrder(order.signed)).body.last
        for index in [0, 1] { try await cluster.start(index) }
        #expect(await eventually { cluster.node(0).view.ledger.height > last })
        for index in [0, 1] { await cluster.stop(index) }
        let desk = try RecoveryDesk.open(cluster.folder(0))
        #expect(throws: RecoveryFault.underWay) { try desk.uninstall() }
        #expect(throws: RecoveryFault.self) { try desk.install(order.signed) }
    }
}
