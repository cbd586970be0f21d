import Bilingual
import BlockStore
import Diagnosis
import Foundation
import Governance
import LedgerTypes
import NodeFiles

extension StoreRepair {
    /// Builds the chain again beside a folder that cannot be opened: from what is sound in it, and
    /// from peers. Nothing of the old folder is moved before blocks that hold have come.
    func rebuild(
        _ start: ChainReplay, progress: (Height) -> Void
    ) async throws -> RepairReport {
        // Held until the exchange: no node starts on the folder meanwhile.
        let lock = try FileStorage(root: folder.root).lock("blocks/lock")
        defer { withExtendedLifetime(lock) {} }
        let rebuilt = RebuiltBlocks(folder)
        let exchange = try rebuilt.lock()
        defer { withExtendedLifetime(exchange) {} }
        try rebuilt.begin()
        var report = RepairReport()
        do {
            try ChainStore.keepSoundPrefix(
                in: try FileStorage(root: rebuilt.root), chain: genesis.chainID,
                suite: genesis.suite)
            let store = try open(rebuilt.root)
            var replay = start
            report.replaced = try await mend(store, &replay, upTo: store.tip) { progress($0) }
            try await fetchRest(of: store, replay, into: &report, progress: progress)
        } catch {
            try? rebuilt.discard()
            throw error
        }
        report.setAside = try rebuilt.putInPlace()
        return report
    }

    /// Appends what peers have above the tip; throws where none gave a block that holds.
    func fetchRest(
        of store: ChainStore, _ start: ChainReplay, into report: inout RepairReport,
        progress: (Height) -> Void
    ) async throws {
        var replay = start
        let before = store.tip
        while let blocks = try await next(after: replay, store) {
            for block in blocks {
                try replay.take(block)
                try store.append(block)
                report.replaced.append(block.height)
                progress(block.height)
            }
        }
        guard store.tip > before else {
            throw NodeProblem.blockNotGiven(after: before, folder.blocks)
        }
        report.tip = store.tip
    }
}

extension NodeProblem {
    /// No peer has given the next block to a repair; nothing of the folder was moved.
    static func blockNotGiven(after height: Height, _ blocks: String) -> NodeProblem {
        NodeProblem(
            7160, .halted,
            "no peer gave a block after \(height); `\(blocks)` is as it was: start a peer, check "
                + "`peers` in config.json, and try again",
            "没有节点提供区块 \(height) 之后的区块；`\(blocks)` 未作改动：请启动其他节点，检查 config.json 的 "
                + "`peers` 后重试")
    }
}

/// A chain that is built again beside the damaged one, and takes its place when it is whole.
struct RebuiltBlocks {
    private let folder: NodeFolder

    init(_ folder: NodeFolder) { self.folder = folder }

    /// The root of the store that is built.
    var root: String { folder.root + "/rebuilding" }
    /// There while the exchange of the two folders is under way.
    private var whole: String { folder.root + "/blocks-rebuilt" }

    private var files: FileManager { .default }

    /// Begins with a copy of the blocks; what an earlier attempt left is dropped.
    func begin() throws {
        try discard()
        try AtomicFile.createFolder(root)
        try AtomicFile.createFolder(root + "/blocks")
        for name in try files.contentsOfDirectory(atPath: folder.blocks)
        where name.hasSuffix(".blocks") || name.hasSuffix(".seal") {
            _ = try FileCopy.copy(
                folder.blocks + "/" + name, to: root + "/blocks/" + name)
        }
    }

    func discard() throws {
        if files.fileExists(atPath: root) { try files.removeItem(atPath: root) }
    }

    /// Exchanges the folders; returns where the damaged one was put.
    func putInPlace() throws -> String {
        try files.moveItem(atPath: root + "/blocks", toPath: whole)
        try discard()
        try FileCopy.synchronise(folder: folder.root)
        return try exchange()
    }

    /// Held by whoever exchanges the folders: it lies outside of both, so that no start that comes in
    /// between does it too.
    func lock() throws(StorageFault) -> StorageLock {
        try FileStorage(root: folder.root).lock("rebuilding.lock")
    }

    /// Finishes an exchange that was interrupted, so that no start finds a folder without blocks.
    func finish() throws(NodeProblem) {
        guard files.fileExists(atPath: whole) else { return }
        do {
            let lock = try lock()
            defer { withExtendedLifetime(lock) {} }
            // Another one may have finished it before the lock was had.
            guard files.fileExists(atPath: whole) else { return }
            _ = try exchange()
        } catch StorageFault.locked(let file) {
            throw .folderInUse(file)
        } catch {
            throw .store(error)
        }
    }

    private func exchange() throws -> String {
        let aside = "\(folder.blocks)-damaged-\(WallClock.now())"
        if files.fileExists(atPath: folder.blocks) {
            try files.moveItem(atPath: folder.blocks, toPath: aside)
        }
        try files.moveItem(atPath: whole, toPath: folder.blocks)
        try FileCopy.synchronise(folder: folder.root)
        return aside
    }
}
