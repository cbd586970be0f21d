import Governance
import LedgerTypes
import TestSupport
import Testing

@testable import NodeFiles
@testable import NodeRuntime

@Suite(.serialized, .timeLimit(.minutes(15))) struct `Submission` {
    /// A registration that no block may take after a time.
    private func registration(
        _ number: UInt8, until time: BlockTime, _ cluster: NodeCluster
    ) -> SignedTransaction {
        let transaction = cluster.registration(of: number, at: 0).transaction
        return SignedTransaction(
            Transaction(
                suite: transaction.suite, chain: transaction.chain, kind: transaction.kind,
                member: transaction.member, nonce: transaction.nonce, validUntil: time,
                payload: transaction.payload),
            signedBy: [cluster.keys[0].gateway])
    }

    @Test func `ends where the own seat finds its time over, and may be repeated`() async throws {
        let cluster = try NodeCluster(4)
        for index in 0..<4 { cluster.disks[index] = DisturbedDisk() }
        try await cluster.startAll()
        let nodes = (0..<4).map { cluster.node($0) }
        guard case .committed = try await nodes[0].commit(cluster.registration(of: 1, at: 0)).1
        else {
            Issue.record("four seats commit nothing")
            return
        }
        // Seats without space sign nothing, and take what is submitted.
        for disk in cluster.disks.values { disk.mood = .low }
        #expect(await eventually { nodes.count { $0.health().role != .voting } >= 2 })
        let until = BlockTime(WallClock.now().value + 4_000)
        let short = registration(2, until: until, cluster)
        let long = cluster.registration(of: 3, at: 0)
        for node in nodes {
            #expect(await node.submit(short) == .admitted(short.id))
            #expect(await node.submit(long) == .admitted(long.id))
            #expect(try node.status(of: short.id) == .pending)
        }
        #expect(await eventually { WallClock.now() > until })
        for disk in cluster.disks.values { disk.mood = .well }
        // One of them builds the next block and drops it there, the others when they commit.
        for node in nodes {
            #expect(try await node.awaitCommit(short.id, timeout: .seconds(20)) == .expired)
            guard case .committed = try await node.awaitCommit(long.id) else {
                Issue.record("what had time was not committed")
                return
            }
            #expect(node.health().waitingTransactions == 0)
            #expect(await node.submit(short) == .rejected(short.id, Refusal.expired.code))
        }
        await cluster.stopAll()
    }
}
