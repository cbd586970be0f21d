import BlockStore
import Foundation
import Governance
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Diagnosis
@testable import NodeFiles
@testable import NodeRuntime
@testable import Upkeep

@Suite(.serialized, .timeLimit(.minutes(15))) struct `Crash and repair` {
    private func fill(_ cluster: NodeCluster, _ count: Int) async throws {
        for number in 1...count {
            let transaction = cluster.registration(of: UInt8(number), at: 0)
            guard case .committed = try await cluster.node(0).commit(transaction).1 else {
                Issue.record("transaction \(number) was not committed")
                return
            }
        }
    }

    @Test func `loses no committed entry when the process is killed at any moment`() async throws {
        let cluster = try NodeCluster(4)
        try await cluster.startAll()
        try await fill(cluster, 3)
        for round in 4...8 {
            // What a kill leaves is what lies in the files at that moment.
            let before = cluster.node(0).view.ledger
            let copy = try TemporaryFolder()
            let path = copy.path + "/node"
            try FileManager.default.copyItem(atPath: cluster.folder(0).root, toPath: path)
            let opening = try NodeOpening.open(
                NodeFolder(path), cluster.configuration(0), cluster.genesis, cluster.keys[0],
                logger: NodeCluster.logger)
            #expect(opening.ledger.height >= before.height)
            #expect(opening.ledger.entryCount >= before.entryCount)
            #expect(opening.seat.files != nil)
            _ = await cluster.node(0).submit(cluster.registration(of: UInt8(round), at: 0))
            try await Task.sleep(for: .milliseconds(7 * round))
        }
        await cluster.stopAll()
    }

    @Test func `mends blocks of a sealed segment with those of others`() async throws {
        let cluster = try NodeCluster(4)
        try await cluster.startAll()
        try await fill(cluster, 12)
        let source = cluster.node(0).committed.store
        let folder = NodeFolder(try TemporaryFolder().path)
        defer { try? FileManager.default.removeItem(atPath: folder.root) }
        try folder.create()
        let tip = try build(folder, from: source, cluster.genesis)
        let first = folder.blocks + "/segment-000001.blocks"
        var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: first)))
        bytes[bytes.count / 2] ^= 4
        try Data(bytes).write(to: URL(fileURLWithPath: first))
        // The first peer sends junk of the right height, the second nothing, the third the block.
        let (junk, silent, honest) = (cluster.members[3], cluster.members[2], cluster.members[0])
        let peers = BlockSource {
            [junk, silent, honest]
        } ask: { peer, height, _ in
            guard peer != silent, var found = try? source.block(at: height)?.committed else {
                return nil
            }
            if peer == junk { found.block.header.time = found.block.header.time.next }
            return [found]
        }
        let report = try await StoreRepair(
            folder, cluster.genesis, logger: NodeCluster.logger, source: peers
        ).run()
        #expect(report.setAside == nil && report.replaced.count == 1 && report.tip == tip)
        let store = try ChainStore(
            opening: try FileStorage(root: folder.root), chain: cluster.genesis.chainID,
            suite: NodeCluster.suite)
        #expect(try store.check().isEmpty)
        await cluster.stopAll()
    }

    @Test func `takes no block from a peer that does not hold`() async throws {
        let cluster = try NodeCluster(4)
        try await cluster.startAll()
        try await fill(cluster, 3)
        let source = cluster.node(0).committed.store
        let folder = NodeFolder(try TemporaryFolder().path)
        defer { try? FileManager.default.removeItem(atPath: folder.root) }
        try folder.create()
        let forger = BlockSource { [member = cluster.members[3]] in
            [member]
        } ask: { _, height, _ in
            guard var found = try? source.block(at: height)?.committed else { return nil }
            found.block.header.time = found.block.header.time.next
            return [found]
        }
        let repair = StoreRepair(
            folder, cluster.genesis, logger: NodeCluster.logger, source: forger)
        // An unreadable store is fetched anew, and the first forged block ends that.
        try Data([1, 2, 3]).write(
            to: URL(fileURLWithPath: folder.blocks + "/segment-000001.blocks"))
        let problem = await #expect(throws: NodeProblem.self) { try await repair.run() }
        // A block with transactions does not execute to its roots at another time; an empty one
        // does, and is not what was certified.
        #expect([7111, 7112].contains(problem?.code))
        await cluster.stopAll()
    }

    @Test func `fetches anew past a peer whose second block does not hold`() async throws {
        let cluster = try NodeCluster(4)
        try await cluster.startAll()
        try await fill(cluster, 3)
        let source = cluster.node(0).committed.store
        let tip = source.tip
        let folder = NodeFolder(try TemporaryFolder().path)
        defer { try? FileManager.default.removeItem(atPath: folder.root) }
        try folder.create()
        try Data([1, 2, 3]).write(
            to: URL(fileURLWithPath: folder.blocks + "/segment-000001.blocks"))
        let (junk, honest) = (cluster.members[3], cluster.members[0])
        let peers = BlockSource {
            [junk, honest]
        } ask: { peer, height, _ in
            guard height <= tip, let first = try? source.block(at: height)?.committed else {
                return nil
            }
            guard peer == junk else { return [first] }
            return [first, first]
        }
        let report = try await StoreRepair(
            folder, cluster.genesis, logger: NodeCluster.logger, source: peers
        ).run()
        #expect(report.tip == tip && report.setAside != nil)
        await cluster.stopAll()
    }

    @Test func `an answer counts of the peer that was asked, for the height that was asked`()
        async throws
    {
        let cluster = try NodeCluster(4)
        try await cluster.startAll()
        try await fill(cluster, 2)
        let blocks = try [Height(1), Height(2)].map {
            try #require(try cluster.node(0).committed.store.block(at: $0)).committed
        }
        let desk = DamageDesk()
        #expect(!desk.take([blocks[0]], of: cluster.members[1]))
        desk.ask(Height(1), of: cluster.members[1])
        #expect(!desk.take([blocks[0]], of: cluster.members[2]))
        #expect(!desk.take([blocks[1]], of: cluster.members[1]))
        #expect(desk.answer() == nil)
        #expect(desk.take(blocks, of: cluster.members[1]))
        #expect(desk.answer() == blocks[0] && desk.answer() == nil)
        desk.askNothing()
        #expect(!desk.take([blocks[0]], of: cluster.members[1]))
        await cluster.stopAll()
    }

    /// A store of the same chain in small segments, all but the last sealed.
    private func build(
        _ folder: NodeFolder, from source: ChainStore, _ genesis: Genesis
    ) throws -> Height {
        let store = try ChainStore(
            opening: try FileStorage(root: folder.root), chain: genesis.chainID,
            suite: genesis.suite, segmentBytes: 3_000)
        var height = Height.genesis.next
        while let block = try source.block(at: height), height.value <= 12 {
            try store.append(block)
            height = height.next
        }
        return store.tip
    }
}
