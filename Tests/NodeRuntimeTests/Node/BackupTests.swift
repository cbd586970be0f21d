import BlockStore
import Foundation
import LedgerTypes
import Outbox
import Sealing
import TestSupport
import Testing

@testable import Diagnosis
@testable import NodeFiles
@testable import NodeRuntime
@testable import Upkeep

@Suite struct `Backup and restoration` {
    /// Stands in for a power cut.
    private struct PowerCut: Error {}

    /// A network whose first node is backed up, and a place for backups.
    private final class Bench {
        let cluster: NodeCluster
        let place: TemporaryFolder
        var folder: NodeFolder { cluster.folder(0) }

        init() throws {
            cluster = try NodeCluster(4)
            place = try TemporaryFolder()
            try cluster.keys[0].save(
                in: folder, owner: cluster.members[0],
                passphrase: SecretBytes(Array("a".utf8)), cost: .minimal)
            try AtomicFile.write(cluster.genesis.canonicalBytes, to: folder.genesis)
            try AtomicFile.write(cluster.configuration(0).json, to: folder.configuration)
            for name in ["salts/a.hex", "records/r.json", "offline/one"] {
                try AtomicFile.write([1, 2, 3], to: "\(folder.root)/\(name)")
            }
        }

        func run(blocks: UInt8) async throws {
            try await cluster.startAll()
            for number in 1...blocks {
                _ = try await cluster.node(0).commit(cluster.registration(of: number, at: 0))
            }
        }

        func path(_ name: String) -> String { "\(place.path)/\(name)" }
    }

    private func problem(_ work: () throws -> Void) -> UInt64? {
        do {
            try work()
            return nil
        } catch { return (error as? NodeProblem)?.code }
    }

    private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    private func flip(_ path: String, at place: Int) throws {
        var bytes = try AtomicFile.read(path)
        bytes[place] ^= 1
        try AtomicFile.write(bytes, to: path)
    }

    @Test func `takes the chain of a running node up to its tip`() async throws {
        let bench = try Bench()
        try await bench.run(blocks: 5)
        let before = bench.cluster.node(0).view.ledger.height
        let manifest = try NodeBackup(bench.folder).write(to: bench.path("b"))
        let after = bench.cluster.node(0).view.ledger.height
        #expect(before <= manifest.tip && manifest.tip <= after)
        #expect(manifest.tip.value >= 5)
        try BackupCheck(bench.path("b"), chain: bench.cluster.genesis.chainID).run()
        await bench.cluster.stopAll()
    }

    @Test func `takes neither votes nor, unless asked, salts and patient data`() async throws {
        let bench = try Bench()
        try await bench.run(blocks: 1)
        await bench.cluster.stopAll()
        #expect(bench.folder.hasSignerRegister)
        let plain = try NodeBackup(bench.folder).write(to: bench.path("plain"))
        let whole = try NodeBackup(bench.folder, extras: [.salts, .records])
            .write(to: bench.path("whole"))
        let extra = Set(whole.files.map(\.path)).subtracting(plain.files.map(\.path))
        #expect(extra.isSuperset(of: ["salts/a.hex", "records/r.json"]))
        #expect(plain.files.contains { $0.path == "offline/one" })
        #expect(!whole.files.contains { $0.path.hasPrefix("votes") })
        #expect(!exists(bench.path("whole") + "/votes"))
    }

    /// A node that works meanwhile moves its cursor only when what it found is on disk.
    @Test func `takes no cursor that is ahead of the works beside it`() throws {
        let bench = try Bench()
        let store = OutboxStore(
            try FileStorage(root: bench.folder.root), folder: "outbox",
            chain: bench.cluster.genesis.chainID, suite: NodeCluster.suite)
        _ = try store.open()
        try store.putSearched(Height(3))
        let late = Work(
            WorkID(.release, NodeCluster.suite.hash([7])),
            chain: bench.cluster.genesis.chainID, since: BlockTime(1))
        var isDone = false
        _ = try NodeBackup(bench.folder, extras: .records) { progress in
            guard case .copied(let path, _) = progress, path.hasPrefix("outbox"), !isDone else {
                return
            }
            isDone = true
            try store.put(late)
            try store.putSearched(Height(9))
        }.write(to: bench.path("b"))
        let kept = try OutboxStore(
            try FileStorage(root: bench.path("b")), folder: "outbox",
            chain: bench.cluster.genesis.chainID, suite: NodeCluster.suite
        ).open()
        #expect(isDone)
        #expect(kept.searched < Height(9) || kept.works.contains { $0.id == late.id })
    }

    @Test func `goes on where a work ends while it is copied`() throws {
        let bench = try Bench()
        let folder = bench.folder.outbox + "/parcels"
        try AtomicFile.createFolder(folder)
        for name in ["a", "b"] { try AtomicFile.write([1], to: "\(folder)/\(name)") }
        let manifest = try NodeBackup(bench.folder, extras: .records) { progress in
            guard case .copied("outbox/parcels/a", _) = progress else { return }
            try FileManager.default.removeItem(atPath: folder + "/b")
        }.write(to: bench.path("b"))
        #expect(manifest.files.contains { $0.path == "outbox/parcels/a" })
        #expect(!manifest.files.contains { $0.path == "outbox/parcels/b" })
        try BackupCheck(bench.path("b"), chain: bench.cluster.genesis.chainID).run()
    }

    @Test func `is refused where a folder that was asked for is away`() throws {
        let bench = try Bench()
        try FileManager.default.removeItem(atPath: bench.folder.salts)
        #expect(
            problem { _ = try NodeBackup(bench.folder, extras: .salts).write(to: bench.path("b")) }
                == NodeProblem.folderMissing("").code)
        #expect(!exists(bench.path("b")))
    }

    @Test func `gives a node that follows and does not sign`() async throws {
        let bench = try Bench()
        // At genesis too: a chain that has moved on meanwhile must not be signed from its start.
        _ = try NodeBackup(bench.folder).write(to: bench.path("genesis"))
        try await bench.run(blocks: 3)
        await bench.cluster.stopAll()
        _ = try NodeBackup(bench.folder).write(to: bench.path("later"))
        for name in ["genesis", "later"] {
            let home = NodeFolder(bench.path("home-" + name))
            let manifest = try NodeRestore(bench.path(name), to: home).run()
            let opening = try NodeOpening.open(
                home, bench.cluster.configuration(0), bench.cluster.genesis,
                bench.cluster.keys[0], logger: NodeCluster.logger)
            #expect(opening.ledger.height == manifest.tip)
            #expect(opening.seat.files == nil)
            #expect(opening.observing?.code == 7121)
        }
    }

    @Test func `is refused with damage in any of its files`() async throws {
        let bench = try Bench()
        try await bench.run(blocks: 2)
        await bench.cluster.stopAll()
        let manifest = try NodeBackup(bench.folder).write(to: bench.path("b"))
        for (number, file) in manifest.files.enumerated() {
            let path = "\(bench.path("b"))/\(file.path)"
            try flip(path, at: file.size / 2)
            #expect(problem { try BackupCheck(bench.path("b")).run() } != nil, "\(file.path)")
            let home = NodeFolder(bench.path("home-\(number)"))
            #expect(problem { _ = try NodeRestore(bench.path("b"), to: home).run() } != nil)
            #expect(!exists(home.configuration))
            try flip(path, at: file.size / 2)
        }
        try BackupCheck(bench.path("b")).run()
    }

    @Test func `is refused with a manifest that was changed or cut off anywhere`() async throws {
        let bench = try Bench()
        let manifest = try NodeBackup(bench.folder).write(to: bench.path("b"))
        let bytes = Array(manifest.text.utf8)
        #expect(try BackupManifest(bytes) == manifest)
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= 1
            #expect(problem { _ = try BackupManifest(changed) } == 7190, "\(place)")
            #expect(problem { _ = try BackupManifest(Array(bytes.prefix(place))) } == 7190)
        }
    }

    @Test func `is refused with a path that leads out of the folder or to votes`() throws {
        let bench = try Bench()
        let manifest = try NodeBackup(bench.folder).write(to: bench.path("b"))
        for path in ["../x", "votes/signer.register", "/etc/x", "keys/../../x", "keys//x"] {
            let forged = BackupManifest(
                member: manifest.member, chain: manifest.chain, made: manifest.made,
                tip: manifest.tip, tipID: manifest.tipID,
                files: [.init(path: path, size: 1, digest: .zero)])
            #expect(problem { _ = try BackupManifest(Array(forged.text.utf8)) } == 7190, "\(path)")
        }
    }

    @Test func `of another chain is refused, and so are blocks of another chain`() async throws {
        let bench = try Bench()
        let other = try Bench()
        try await other.run(blocks: 2)
        await other.cluster.stopAll()
        let own = try NodeBackup(bench.folder).write(to: bench.path("b"))
        #expect(
            problem {
                _ = try BackupCheck(bench.path("b"), chain: other.cluster.genesis.chainID)
            } == 7193)
        // Foreign blocks with a manifest that fits them: the chain itself does not hold.
        let foreign = try NodeBackup(other.folder).write(to: other.path("b"))
        let blocks = foreign.files.filter { $0.path.hasPrefix("blocks/") }
        for file in blocks {
            try FileManager.default.copyItem(
                atPath: "\(other.path("b"))/\(file.path)",
                toPath: "\(bench.path("b"))/\(file.path)")
        }
        let forged = BackupManifest(
            member: own.member, chain: own.chain, made: own.made, tip: foreign.tip,
            tipID: foreign.tipID, files: own.files + blocks)
        try AtomicFile.write(
            Array(forged.text.utf8), to: "\(bench.path("b"))/\(BackupManifest.name)")
        let home = NodeFolder(bench.path("home"))
        #expect(problem { _ = try NodeRestore(bench.path("b"), to: home).run() } == 7110)
        #expect(!exists(home.configuration))
    }

    @Test func `of which the end of the chain is missing is refused`() async throws {
        let bench = try Bench()
        try await bench.run(blocks: 3)
        await bench.cluster.stopAll()
        let manifest = try NodeBackup(bench.folder).write(to: bench.path("b"))
        let forged = BackupManifest(
            member: manifest.member, chain: manifest.chain, made: manifest.made,
            tip: manifest.tip.next, tipID: manifest.tipID, files: manifest.files)
        try AtomicFile.write(
            Array(forged.text.utf8), to: "\(bench.path("b"))/\(BackupManifest.name)")
        #expect(problem { try BackupCheck(bench.path("b")).run() } == 7190)
    }

    @Test func `interrupted at any step leaves no backup, and the next attempt succeeds`()
        async throws
    {
        let bench = try Bench()
        try await bench.run(blocks: 2)
        await bench.cluster.stopAll()
        var steps = 0
        _ = try NodeBackup(bench.folder) { _ in steps += 1 }.write(to: bench.path("whole"))
        #expect(steps > 8)
        for last in 1...steps {
            var done = 0
            let backup = NodeBackup(bench.folder) { _ in
                done += 1
                if done == last { throw PowerCut() }
            }
            #expect(throws: PowerCut.self) { try backup.write(to: bench.path("b")) }
            #expect(!exists(bench.path("b")))
        }
        _ = try NodeBackup(bench.folder).write(to: bench.path("b"))
        try BackupCheck(bench.path("b")).run()
        #expect(!exists(bench.path("b.part")))
    }

    @Test func `interrupted while it is restored leaves a folder from which no node starts`()
        async throws
    {
        let bench = try Bench()
        try await bench.run(blocks: 2)
        await bench.cluster.stopAll()
        let manifest = try NodeBackup(bench.folder).write(to: bench.path("b"))
        let home = NodeFolder(bench.path("home"))
        for last in 1...manifest.files.count {
            var done = 0
            #expect(throws: PowerCut.self) {
                try NodeRestore(bench.path("b"), to: home).run(files: { _ in
                    done += 1
                    if done == last { throw PowerCut() }
                })
            }
            #expect(!exists(home.configuration))
            #expect(problem { _ = try NodeOpening.readConfiguration(home) } == 7094)
        }
        _ = try NodeRestore(bench.path("b"), to: home).run()
        #expect(exists(home.configuration) && home.isRestored)
        #expect(problem { _ = try NodeRestore(bench.path("b"), to: home).run() } == 7191)
    }

    @Test func `is never put over something that is there`() throws {
        let bench = try Bench()
        _ = try NodeBackup(bench.folder).write(to: bench.path("b"))
        #expect(problem { _ = try NodeBackup(bench.folder).write(to: bench.path("b")) } == 7191)
        #expect(problem { _ = try NodeRestore(bench.path("b"), to: bench.folder).run() } == 7191)
        let full = NodeFolder(bench.path("full"))
        try full.create()
        #expect(problem { _ = try NodeRestore(bench.path("b"), to: full).run() } == 7191)
    }

    @Test func `lets the seat sign again only after the chain grew without its signature`()
        async throws
    {
        let bench = try Bench()
        try await bench.run(blocks: 9)
        let tip = bench.cluster.node(0).view.ledger.height
        await bench.cluster.stopAll()
        try FileManager.default.removeItem(atPath: bench.folder.votes)
        try bench.folder.create()
        try RestoredMark(height: tip, made: BlockTime(1)).write(bench.folder)
        let confirm = {
            try NodeOpening.confirmSigner(bench.folder, bench.cluster.genesis)
        }
        #expect(problem(confirm) == 7194)
        try RestoredMark(height: .genesis, made: BlockTime(1)).write(bench.folder)
        // The last blocks carry the seat's signature: somebody signs with its key.
        #expect(problem(confirm) == 7195)
        #expect(!bench.folder.hasSignerRegister)
        try AtomicFile.write([0x30], to: bench.folder.restoredMark)
        #expect(problem(confirm) == 7120)
    }
}
