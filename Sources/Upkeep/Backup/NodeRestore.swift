import Diagnosis
import Foundation
import LedgerTypes
import NodeFiles
import SystemCalls

/// Puts a backup into an empty folder.
///
/// The restored node follows and does not sign: what its seat signed since the backup is known to
/// the others only. Source: docs/internals/consensus.md, "What a start trusts".
package struct NodeRestore: Sendable {
    private let check: BackupCheck
    private let source: String
    private let folder: NodeFolder

    package init(
        _ source: String, to folder: NodeFolder, chain: ChainID? = nil
    ) throws(NodeProblem) {
        check = try BackupCheck(source, chain: chain)
        self.source = source
        self.folder = folder
    }

    /// Becomes `config.json` in the last step: without that file no node starts.
    static let unfinished = "config.json.restoring"

    /// Copies, checks every hash and the whole chain, and leaves a folder from which the node
    /// starts as a follower. Interrupted anywhere it leaves a folder from which none starts, and
    /// which the next attempt clears.
    package func run(
        files: (String) throws -> Void = { _ in }, chain: (Height) -> Void = { _ in }
    ) throws -> BackupManifest {
        try prepare()
        for file in check.manifest.files {
            let isConfiguration = file.path == "config.json"
            let name = isConfiguration ? Self.unfinished : file.path
            let target = "\(folder.root)/\(name)"
            // What marks the folder as unfinished is there already.
            if isConfiguration { try? FileManager.default.removeItem(atPath: target) }
            try AtomicFile.createFolder(
                URL(fileURLWithPath: target).deletingLastPathComponent().path)
            let copied = try FileCopy.copy("\(source)/\(file.path)", to: target)
            guard copied.size == file.size, copied.digest == file.digest else {
                throw NodeProblem.backupDamaged(file.path)
            }
            try files(file.path)
        }
        try check.checkChain(in: folder.root, chain)
        try folder.create()
        try RestoredMark(height: check.manifest.tip, made: check.manifest.made).write(folder)
        for path in [folder.keys, folder.blocks, folder.votes, folder.root] {
            try FileCopy.synchronise(folder: path)
        }
        let unfinished = "\(folder.root)/\(Self.unfinished)"
        guard rename(unfinished, folder.configuration) == 0 else {
            throw NodeProblem.fileOfBackup(folder.configuration, String(cString: strerror(errno)))
        }
        try FileCopy.synchronise(folder: folder.root)
        return check.manifest
    }

    /// An empty folder, or one that an interrupted restoration left: that is emptied.
    private func prepare() throws {
        let manager = FileManager.default
        var names: [String] = []
        if manager.fileExists(atPath: folder.root) {
            names = try manager.contentsOfDirectory(atPath: folder.root)
        } else {
            try AtomicFile.createFolder(folder.root)
        }
        if names.contains(Self.unfinished), !names.contains("config.json") {
            // The mark goes last, so that this too can be interrupted.
            for name in names where name != Self.unfinished {
                try manager.removeItem(atPath: "\(folder.root)/\(name)")
            }
            names = []
        }
        guard names.filter({ $0 != "lost+found" }).isEmpty else {
            throw NodeProblem.folderNotEmpty(folder.root)
        }
        try AtomicFile.write([], to: "\(folder.root)/\(Self.unfinished)")
    }
}
