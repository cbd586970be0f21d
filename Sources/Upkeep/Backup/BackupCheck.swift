import BlockStore
import Diagnosis
import Foundation
import Governance
import LedgerTypes
import NodeFiles

/// Reads a whole backup again: hashes of all files, then the chain from genesis with every
/// certificate and root.
package struct BackupCheck: Sendable {
    package let manifest: BackupManifest
    package let genesis: Genesis
    private let root: String

    /// Reads the manifest and the genesis.
    ///
    /// - Parameter chain: the chain that is expected, as told by another way.
    package init(_ root: String, chain: ChainID? = nil) throws(NodeProblem) {
        self.root = root
        let bytes: [UInt8]
        do throws(FileFault) { bytes = try AtomicFile.read(root + "/" + BackupManifest.name) } catch
        {
            throw .file(error)
        }
        manifest = try BackupManifest(bytes)
        if let chain, chain != manifest.chain { throw .backupOfOtherChain(manifest.chain) }
        genesis = try NodeOpening.readGenesis(NodeFolder(root))
        guard genesis.chainID == manifest.chain else {
            throw .backupOfOtherChain(genesis.chainID)
        }
    }

    /// Every file is there, as long as it was, with the hash it had.
    package func checkFiles(_ progress: (String) throws -> Void = { _ in }) throws {
        for file in manifest.files {
            guard try AtomicFile.exists("\(root)/\(file.path)") else {
                throw NodeProblem.backupDamaged(file.path)
            }
            let found = try FileCopy.examine("\(root)/\(file.path)")
            guard found.size == file.size, found.digest == file.digest else {
                throw NodeProblem.backupDamaged(file.path)
            }
            try progress(file.path)
        }
        for needed in ["config.json", "genesis.cbor", "keys/seat.json"]
        where !manifest.files.contains(where: { $0.path == needed }) {
            throw NodeProblem.backupDamaged(needed)
        }
    }

    /// Executes the chain of a folder again, up to the tip that the manifest names.
    func checkChain(in folder: String, _ progress: (Height) -> Void) throws(NodeProblem) {
        let store: ChainStore
        do {
            store = try ChainStore(
                opening: try FileStorage(root: folder), chain: genesis.chainID,
                suite: genesis.suite)
        } catch {
            throw .store(error)
        }
        var replay = try ChainReplay(genesis)
        try replay.run(store, progress: progress)
        guard store.tip == manifest.tip, store.tipID == manifest.tipID else {
            throw .backupDamaged("blocks")
        }
    }

    /// Checks files and chain; leaves the backup as it was.
    package func run(
        files: (String) throws -> Void = { _ in }, chain: (Height) -> Void = { _ in }
    ) throws {
        try checkFiles(files)
        let hadLock = FileManager.default.fileExists(atPath: root + "/blocks/lock")
        try checkChain(in: root, chain)
        if !hadLock { try? FileManager.default.removeItem(atPath: root + "/blocks/lock") }
    }
}
