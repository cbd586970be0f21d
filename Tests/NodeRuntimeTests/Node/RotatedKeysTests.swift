import BlockStore
import Foundation
import Governance
import LedgerTypes
import Sealing
import Synchronization
import TestSupport
import Testing

@testable import Diagnosis
@testable import NodeFiles
@testable import NodeRuntime
@testable import Upkeep

/// What a node can do whose own ledger knows none of the keys that its peers have today.
@Suite(.serialized, .timeLimit(.minutes(15))) struct `After every gateway key was rotated` {
    private func commit(_ cluster: NodeCluster, _ number: UInt8, at index: Int = 0) async throws {
        let status = try await cluster.node(index).commit(
            cluster.registration(of: number, at: index)
        ).1
        guard case .committed(_, let receipt) = status, receipt.outcome == .accepted else {
            Issue.record("not committed: \(status)")
            return
        }
    }

    /// Four seats and a follower, all with new gateway keys; the follower is down and its blocks
    /// are gone.
    private func rotated() async throws -> NodeCluster {
        let cluster = try NodeCluster(5, seats: 4)
        try await cluster.startAll()
        try await commit(cluster, 1)
        try await cluster.announceGateways([0, 1, 2, 3])
        for index in 0..<5 { await cluster.stop(index) }
        for index in 0..<4 { try cluster.switchGateway(index) }
        for index in 0..<4 { try await cluster.start(index) }
        try await commit(cluster, 2)
        return cluster
    }

    @Test func `a node without blocks follows to the tip and is heard again`() async throws {
        let cluster = try await rotated()
        try FileManager.default.removeItem(atPath: cluster.folder(4).blocks)
        try cluster.folder(4).create()
        try await cluster.start(4)
        let tip = cluster.node(0).view.ledger.height
        #expect(await eventually { cluster.node(4).view.ledger.height >= tip })
        // By then its ledger knows the new keys, and the links are good for all.
        #expect(await eventually { cluster.node(4).health().linked.count == 4 })
        try await commit(cluster, 3, at: 4)
        await cluster.stopAll()
    }

    @Test func `a repair from genesis finds peers`() async throws {
        let cluster = try await rotated()
        let tip = cluster.node(0).view.ledger.height
        try FileManager.default.removeItem(atPath: cluster.folder(4).blocks)
        try cluster.folder(4).create()
        try cluster.fill(4)
        let report = try await StoreRepair.fromPeers(
            cluster.folder(4), passphrase: SecretBytes([1]), logger: NodeCluster.logger)
        #expect(report.tip >= tip)
        await cluster.stopAll()
    }

    @Test func `one that slept through its own rotation follows, and its votes count for nothing`()
        async throws
    {
        let cluster = try NodeCluster(5)
        try await cluster.startAll()
        try await commit(cluster, 1)
        // Announced while its node is down: it comes back with a key that no ledger names.
        await cluster.stop(4)
        try await cluster.announceGateways([4])
        try await cluster.start(4)
        try await commit(cluster, 2)
        let tip = cluster.node(0).view.ledger.height
        #expect(await eventually { cluster.node(4).view.ledger.height >= tip })
        #expect(!cluster.node(0).health().linked.contains(cluster.members[4]))
        await cluster.stop(4)
        try cluster.switchGateway(4)
        try await cluster.start(4)
        #expect(
            await eventually {
                cluster.node(0).health().linked.contains(cluster.members[4])
            })
        await cluster.stopAll()
    }

    @Test func `a founder is known in genesis by its certificate`() async throws {
        let cluster = try NodeCluster(4)
        for index in 0..<2 { try cluster.fill(index) }
        try cluster.switchGateway(0)
        #expect(
            try Founder(of: cluster.genesis, cluster.members[0], in: cluster.folder(0))
                == .withOtherGatewayKey)
        #expect(
            try Founder(of: cluster.genesis, cluster.members[1], in: cluster.folder(1))
                == .asFounded)
        // The keys of another member, and a member that genesis does not name.
        #expect(
            try Founder(of: cluster.genesis, cluster.members[0], in: cluster.folder(1))
                == .withOtherCertificate)
        #expect(
            try Founder(of: cluster.genesis, MemberID(unchecked: "late"), in: cluster.folder(1))
                == .notNamed)
    }
}

@Suite(.serialized, .timeLimit(.minutes(15))) struct `Repair of blocks that do not open` {
    /// A chain of some blocks in one segment, as a node left it.
    private func folder(_ cluster: NodeCluster, _ store: ChainStore) throws -> NodeFolder {
        let folder = NodeFolder(try TemporaryFolder().path)
        try folder.create()
        let copy = try ChainStore(
            opening: try FileStorage(root: folder.root), chain: cluster.genesis.chainID,
            suite: NodeCluster.suite)
        var height = Height(1)
        while let block = try store.block(at: height) {
            try copy.append(block)
            height = height.next
        }
        return folder
    }

    private func damage(_ folder: NodeFolder, at share: Int) throws -> [UInt8] {
        let path = folder.blocks + "/segment-000001.blocks"
        var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        for offset in 0..<4 { bytes[bytes.count * share / 8 + offset] ^= 0xff }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return bytes
    }

    private func running() async throws -> NodeCluster {
        let cluster = try NodeCluster(4)
        try await cluster.startAll()
        for number in 1...4 {
            _ = try await cluster.node(0).commit(cluster.registration(of: UInt8(number), at: 0))
        }
        return cluster
    }

    @Test func `without any peer moves and loses nothing`() async throws {
        let cluster = try await running()
        let folder = try folder(cluster, cluster.node(0).committed.store)
        defer { try? FileManager.default.removeItem(atPath: folder.root) }
        let bytes = try damage(folder, at: 4)
        let nobody = BlockSource {
            []
        } ask: { _, _, _ in
            nil
        }
        let repair = StoreRepair(
            folder, cluster.genesis, logger: NodeCluster.logger, source: nobody)
        let problem = await #expect(throws: NodeProblem.self) { try await repair.run() }
        #expect(problem?.code == 7160)
        let path = folder.blocks + "/segment-000001.blocks"
        #expect(Array(try Data(contentsOf: URL(fileURLWithPath: path))) == bytes)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.root)
        #expect(!names.contains { $0.hasPrefix("blocks-") || $0 == "rebuilding" }, "\(names)")
        await cluster.stopAll()
    }

    @Test func `keeps the sound prefix and asks for the rest only`() async throws {
        let cluster = try await running()
        let source = cluster.node(0).committed.store
        let folder = try folder(cluster, source)
        defer { try? FileManager.default.removeItem(atPath: folder.root) }
        let tip = source.tip
        _ = try damage(folder, at: 4)
        let asked = AskedHeights()
        let peers = BlockSource { [member = cluster.members[0]] in
            [member]
        } ask: { _, height, _ in
            asked.note(height)
            return (try? source.block(at: height)).flatMap { $0 }.map { [$0.committed] }
        }
        let report = try await StoreRepair(
            folder, cluster.genesis, logger: NodeCluster.logger, source: peers
        ).run()
        #expect(report.tip >= tip)
        #expect(asked.least > Height(1))
        let aside = try #require(report.setAside)
        #expect(FileManager.default.fileExists(atPath: aside))
        let store = try ChainStore(
            opening: try FileStorage(root: folder.root), chain: cluster.genesis.chainID,
            suite: NodeCluster.suite)
        #expect(try store.tip >= tip && store.check().isEmpty)
        await cluster.stopAll()
    }

    @Test func `finishes an exchange of folders that was interrupted`() async throws {
        let cluster = try await running()
        let folder = try folder(cluster, cluster.node(0).committed.store)
        defer { try? FileManager.default.removeItem(atPath: folder.root) }
        try FileManager.default.moveItem(
            atPath: folder.blocks, toPath: folder.root + "/blocks-rebuilt")
        let store = try NodeOpening.openStore(folder, cluster.genesis)
        #expect(store.tip > .genesis)
        await cluster.stopAll()
    }
}

/// The heights that were asked for.
final class AskedHeights: Sendable {
    private let heights = Mutex<[Height]>([])

    func note(_ height: Height) { heights.withLock { $0.append(height) } }
    var least: Height { heights.withLock { $0.min() ?? .genesis } }
}
