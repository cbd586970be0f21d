import BlockStore
import Foundation
import Governance
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import NodeRuntime
@testable import Upkeep

@Suite(.serialized, .timeLimit(.minutes(15))) struct `Node on a bad disk` {
    private func isAccepted(_ status: TransactionStatus) -> Bool {
        if case .committed(_, let receipt) = status { receipt.outcome == .accepted } else { false }
    }

    private func fill(
        _ cluster: NodeCluster, _ numbers: ClosedRange<UInt8>, at index: Int = 0
    ) async throws {
        for number in numbers {
            let transaction = cluster.registration(of: number, at: index)
            #expect(isAccepted(try await cluster.node(index).commit(transaction).1), "\(number)")
        }
    }

    @Test(arguments: [DisturbedDisk.Mood.low, .full, .failing])
    func `stops voting before harm, says so, and votes again by itself`(
        mood: DisturbedDisk.Mood
    ) async throws {
        let cluster = try NodeCluster(4)
        let disk = DisturbedDisk()
        cluster.disks[1] = disk
        try await cluster.startAll()
        try await fill(cluster, 1...3)
        disk.mood = mood
        try await fill(cluster, 4...8)
        let code: [UInt64] = mood == .low ? [7131] : [7110, 7120, 7131]
        #expect(
            await eventually {
                let health = cluster.node(1).health()
                return health.role != .voting
                    && health.problems.contains { code.contains($0.code) }
            }, "\(cluster.node(1).health())")
        let tip = cluster.node(0).view.ledger.height
        if mood == .low {
            // With little space it follows all the same.
            #expect(await eventually { cluster.node(1).view.ledger.height >= tip })
        }
        disk.mood = .well
        #expect(await eventually { cluster.node(1).health().role == .voting })
        #expect(await eventually { cluster.node(1).view.ledger.height >= tip })
        // It missed turns as proposer meanwhile, which may have been noticed.
        #expect(
            await eventually {
                cluster.node(1).health().problems.allSatisfy { $0.code == 7175 }
            }, "\(cluster.node(1).health().problems)")
        // Its vote counts again: without it there would be no quorum.
        await cluster.stop(3)
        try await fill(cluster, 9...12)
        let height = cluster.node(0).view.ledger.height
        #expect(await eventually { cluster.node(1).view.ledger.height >= height })
        #expect(try cluster.node(1).committed.store.check().isEmpty)
        await cluster.stopAll()
        // What is on the disk is a chain that a fresh start takes.
        #expect(try cluster.opening(1).ledger.height >= height)
    }

    @Test func `signs again where a peer was started anew while its disk failed`() async throws {
        let cluster = try NodeCluster(4)
        let disk = DisturbedDisk()
        cluster.disks[1] = disk
        try await cluster.startAll()
        try await fill(cluster, 1...3)
        disk.mood = .failing
        try await fill(cluster, 4...5)
        #expect(await eventually { cluster.node(1).health().role == .halted })
        // Links come and go while the node takes no part.
        await cluster.stop(2)
        try await cluster.start(2)
        let tip = cluster.node(0).view.ledger.height
        #expect(await eventually { cluster.node(2).view.ledger.height >= tip })
        #expect(await eventually { cluster.node(1).health().linked.count == 3 })
        disk.mood = .well
        #expect(await eventually { cluster.node(1).health().role == .voting })
        // Without its votes there is no quorum now.
        await cluster.stop(3)
        try await fill(cluster, 6...9)
        let height = cluster.node(0).view.ledger.height
        #expect(await eventually { cluster.node(1).view.ledger.height >= height })
        await cluster.stopAll()
    }

    @Test func `finds a changed byte and mends it from peers while it runs`() async throws {
        let cluster = try NodeCluster(4)
        cluster.segmentBytes = 16_384
        cluster.scrub = ScrubPace(
            bytesPerSecond: 64 << 20, interval: .milliseconds(200), patience: .milliseconds(200))
        try await cluster.startAll()
        try await fill(cluster, 1...16)
        let path = cluster.folder(1).blocks + "/segment-000001.blocks"
        let seal = cluster.folder(1).blocks + "/segment-000001.seal"
        #expect(await eventually { FileManager.default.fileExists(atPath: seal) })
        var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        bytes[bytes.count / 2] ^= 1
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.write(contentsOf: Data(bytes))
        try handle.close()
        #expect(await eventually { cluster.node(1).health().counters.repairedBlocks > 0 })
        #expect(await eventually { (try? cluster.node(1).committed.store.check().isEmpty) == true })
        #expect(cluster.node(1).health().counters.scrubFaults > 0)
        #expect(cluster.node(1).health().role == .voting)
        // A damaged front is put right from the file's own blocks.
        var front = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        front[40] ^= 1
        let second = try #require(FileHandle(forWritingAtPath: path))
        try second.write(contentsOf: Data(front))
        try second.close()
        #expect(await eventually { (try? cluster.node(1).committed.store.check().isEmpty) == true })
        try await fill(cluster, 17...18)
        await cluster.stopAll()
        #expect(try cluster.opening(1).ledger.height >= Height(16))
    }

    @Test func `calls no block damaged while the process has no descriptor`() async throws {
        let cluster = try NodeCluster(4)
        let disk = DisturbedDisk()
        cluster.disks[1] = disk
        cluster.scrub = ScrubPace(
            bytesPerSecond: 64 << 20, interval: .milliseconds(100), patience: .milliseconds(100))
        try await cluster.startAll()
        try await fill(cluster, 1...6)
        disk.mood = .starved
        #expect(await eventually { disk.refusals > 12 })
        let health = cluster.node(1).health()
        #expect(health.counters.scrubFaults == 0 && health.counters.repairedBlocks == 0)
        #expect(health.scrub.damaged.isEmpty)
        #expect(!health.problems.contains { $0.number == .damageFound })
        #expect(health.problems.contains { $0.number == .notExamined })
        disk.mood = .well
        // Looked at again, they are sound.
        let passes = cluster.node(1).health().scrub.passes
        #expect(await eventually { cluster.node(1).health().scrub.passes > passes + 1 })
        #expect(cluster.node(1).health().counters.scrubFaults == 0)
        #expect(!cluster.node(1).health().problems.contains { $0.number == .notExamined })
        await cluster.stopAll()
    }

    @Test func `stops once however often it is told to, and takes nothing after`() async throws {
        let cluster = try NodeCluster(4)
        try await cluster.startAll()
        try await fill(cluster, 1...1)
        let node = cluster.node(2)
        let late = cluster.registration(of: 9, at: 2)
        async let first: Void = node.stop()
        async let second: Void = node.stop()
        _ = await (first, second)
        await node.stop()
        guard case .unavailable(let problem) = await node.submit(late) else {
            Issue.record("a stopped node took a transaction")
            return
        }
        #expect(problem.code == 7150)
        #expect(await node.network.connected().isEmpty)
        await cluster.stopAll()
    }
}
