import BlockStore
import Foundation
import Governance
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Diagnosis
@testable import NodeRuntime
@testable import Upkeep

@Suite(.serialized, .timeLimit(.minutes(15))) struct `Node` {
    private func isAccepted(_ status: TransactionStatus) -> Bool {
        if case .committed(_, let receipt) = status { receipt.outcome == .accepted } else { false }
    }

    @Test func `commits what is submitted at any of four nodes`() async throws {
        let cluster = try NodeCluster(4)
        try await cluster.startAll()
        for index in 0..<4 {
            let transaction = cluster.registration(of: 1, at: index)
            let (outcome, status) = try await cluster.node(index).commit(transaction)
            #expect(outcome == .admitted(transaction.id))
            #expect(isAccepted(status), "\(status)")
        }
        #expect(await eventually { cluster.node(0).view.ledger.entryCount == 4 })
        #expect(await eventually { cluster.node(3).view.ledger.entryCount == 4 })
        // Seats that have just started ask for their own votes first.
        #expect(await eventually { cluster.node(1).health().role == .voting })
        let health = cluster.node(1).health()
        #expect(health.reachesQuorum)
        #expect(health.linked.count == 3)
        #expect(health.problems.isEmpty, "\(health.problems)")
        await cluster.stopAll()
    }

    @Test func `proves an entry and finds it by its transaction`() async throws {
        let cluster = try NodeCluster(4)
        try await cluster.startAll()
        let transaction = cluster.registration(of: 1, at: 2)
        let (_, status) = try await cluster.node(2).commit(transaction)
        guard case .committed(let position, let receipt) = status else {
            Issue.record("not committed: \(status)")
            return
        }
        let node = cluster.node(2)
        let entry = try #require(try node.entry(at: position))
        #expect(entry.transaction == transaction && entry.receipt == receipt)
        let ledger = node.view.ledger
        let proof = try #require(
            node.committed.index.inclusionProof(of: position, size: ledger.entryCount))
        #expect(proof.index == position.value)
        #expect(await node.submit(transaction) == .committed(transaction.id))
        #expect(try node.status(of: TransactionID(NodeCluster.suite.hash([9]))) == .unknown)
        await cluster.stopAll()
    }

    @Test func `goes on after a stop and a start with the same chain`() async throws {
        let cluster = try NodeCluster(4)
        try await cluster.startAll()
        let first = cluster.registration(of: 1, at: 0)
        #expect(isAccepted(try await cluster.node(0).commit(first).1))
        await cluster.stop(1)
        let second = cluster.registration(of: 2, at: 0)
        #expect(isAccepted(try await cluster.node(0).commit(second).1))
        let height = cluster.node(0).view.ledger.height
        try await cluster.start(1)
        #expect(isAccepted(try cluster.node(1).status(of: first.id)))
        #expect(await eventually { cluster.node(1).view.ledger.height >= height })
        #expect(isAccepted(try cluster.node(1).status(of: second.id)))
        // Back among the voters: with another one away the chain still goes on.
        await cluster.stop(3)
        let third = cluster.registration(of: 3, at: 0)
        #expect(isAccepted(try await cluster.node(0).commit(third).1))
        #expect(await eventually { cluster.node(1).health().role == .voting })
        await cluster.stopAll()
    }

    @Test func `loses nothing and says what is wrong while no quorum is there`() async throws {
        let cluster = try NodeCluster(4)
        try await cluster.startAll()
        let first = cluster.registration(of: 1, at: 0)
        #expect(isAccepted(try await cluster.node(0).commit(first).1))
        await cluster.stop(2)
        await cluster.stop(3)
        let waiting = cluster.registration(of: 2, at: 0)
        let (outcome, status) = try await cluster.node(0).commit(
            waiting, timeout: .milliseconds(800))
        #expect(outcome == .admitted(waiting.id) && status == .pending)
        #expect(await eventually { !cluster.node(0).health().reachesQuorum })
        #expect(cluster.node(0).health().problems.contains { $0.code == 7140 })
        try await cluster.start(2)
        #expect(isAccepted(try await cluster.node(0).awaitCommit(waiting.id)))
        await cluster.stopAll()
    }

    @Test func `refuses to vote when its record of signatures is gone`() async throws {
        let cluster = try NodeCluster(4)
        try await cluster.startAll()
        #expect(isAccepted(try await cluster.node(0).commit(cluster.registration(of: 1, at: 0)).1))
        #expect(await eventually { cluster.node(1).view.ledger.height > .genesis })
        await cluster.stop(1)
        try FileManager.default.removeItem(atPath: cluster.folder(1).votes)
        try cluster.folder(1).create()
        try await cluster.start(1)
        let health = cluster.node(1).health()
        #expect(health.role == .observing)
        #expect(health.problems.contains { $0.code == 7121 })
        #expect(isAccepted(try await cluster.node(0).commit(cluster.registration(of: 2, at: 0)).1))
        await cluster.stop(1)
        // Another start changes nothing; the operator's word does, from a later height on.
        try await cluster.start(1)
        #expect(cluster.node(1).health().role == .observing)
        await cluster.stop(1)
        try NodeOpening.confirmSigner(cluster.folder(1), cluster.genesis)
        try await cluster.start(1)
        for number in 3...5 {
            let transaction = cluster.registration(of: UInt8(number), at: 0)
            #expect(isAccepted(try await cluster.node(0).commit(transaction).1))
        }
        #expect(await eventually { cluster.node(1).health().role == .voting })
        await cluster.stop(2)
        for number in 6...8 {
            let transaction = cluster.registration(of: UInt8(number), at: 0)
            #expect(isAccepted(try await cluster.node(0).commit(transaction).1))
        }
        await cluster.stopAll()
    }

    @Test func `names a damaged block and repairs it from a peer`() async throws {
        let cluster = try NodeCluster(4)
        try await cluster.startAll()
        for number in 1...4 {
            let transaction = cluster.registration(of: UInt8(number), at: 0)
            #expect(isAccepted(try await cluster.node(0).commit(transaction).1))
        }
        let height = cluster.node(0).view.ledger.height
        #expect(await eventually { cluster.node(1).view.ledger.height >= height })
        await cluster.stop(1)
        let path = cluster.folder(1).blocks + "/segment-000001.blocks"
        var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        bytes[bytes.count / 3] ^= 1
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let problem = #expect(throws: NodeProblem.self) { try cluster.opening(1) }
        #expect(problem?.code == 7110)
        #expect(problem?.english.contains("block") == true)
        let fetcher = try await BlockFetcher.connect(
            FetcherIdentity(
                cluster.configuration(1), cluster.genesis, cluster.keys[1],
                ledger: try cluster.genesis.initialState()), logger: NodeCluster.logger)
        let report = try await StoreRepair(
            cluster.folder(1), cluster.genesis, logger: NodeCluster.logger,
            source: fetcher.source(patience: .seconds(2))
        ).run()
        await fetcher.stop()
        #expect(report.tip >= height)
        try await cluster.start(1)
        #expect(cluster.node(1).view.ledger.height >= height)
        // It asks the others what it last signed before it votes.
        #expect(await eventually { cluster.node(1).health().role == .voting })
        await cluster.stopAll()
    }
}
