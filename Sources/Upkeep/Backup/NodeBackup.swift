import Bilingual
import BlockStore
import Diagnosis
import Foundation
import Governance
import LedgerTypes
import NodeFiles
import SystemCalls

/// Makes a backup of a node's folder, whether the node runs or not.
///
/// Blocks are taken up to a tip: segments are only ever appended to, so a prefix of the files is a
/// prefix of the chain. What the seat has signed (`votes/`) is never taken: an old copy of it could
/// make the seat sign twice. Source: docs/internals/consensus.md, "What a start trusts".
package struct NodeBackup {
    /// What to take beside keys, configuration and chain.
    package struct Extras: OptionSet, Sendable {
        package let rawValue: Int
        package init(rawValue: Int) { self.rawValue = rawValue }
        /// What commitments hide; destroying a salt is the erasure, in backups too.
        package static let salts = Extras(rawValue: 1)
        /// Patient data: the member's records, and what was released to it.
        package static let records = Extras(rawValue: 2)
    }

    /// How far the work is.
    package enum Progress: Sendable {
        case copied(path: String, bytes: Int)
        case checked(Height)
    }

    private let folder: NodeFolder
    private let extras: Extras
    private let progress: (Progress) throws -> Void

    package init(
        _ folder: NodeFolder, extras: Extras = [],
        progress: @escaping (Progress) throws -> Void = { _ in }
    ) {
        self.folder = folder
        self.extras = extras
        self.progress = progress
    }

    static let partSuffix = ".part"

    /// Writes the backup to a folder that is not there yet.
    ///
    /// It is built beside under another name and gets its own when everything is durable, so a
    /// folder of that name is a whole backup. What an interrupted attempt left is removed.
    package func write(to target: String) throws -> BackupManifest {
        guard !FileManager.default.fileExists(atPath: target) else {
            throw NodeProblem.folderNotEmpty(target)
        }
        let configuration = try NodeOpening.readConfiguration(folder)
        let genesis = try NodeOpening.readGenesis(folder)
        let part = target + Self.partSuffix
        try? FileManager.default.removeItem(atPath: part)
        try AtomicFile.createFolder(part)
        try AtomicFile.createFolder(part + "/blocks")
        var files = try copySmallFiles(to: part)
        try copyBlocks(to: part)
        let (tip, tipID) = try check(part, genesis)
        for name in try names(part + "/blocks") {
            files.append(try examined("blocks/" + name, in: part))
        }
        let manifest = BackupManifest(
            member: configuration.member, chain: genesis.chainID, made: WallClock.now(), tip: tip,
            tipID: tipID, files: files)
        try AtomicFile.write(Array(manifest.text.utf8), to: part + "/" + BackupManifest.name)
        try FileCopy.synchronise(folder: part + "/blocks")
        guard rename(part, target) == 0 else {
            throw NodeProblem.fileOfBackup(target, String(cString: strerror(errno)))
        }
        try FileCopy.synchronise(
            folder: URL(fileURLWithPath: target).deletingLastPathComponent().path)
        return manifest
    }

    private func copySmallFiles(to part: String) throws -> [BackupManifest.File] {
        var paths: [String] = []
        for name in ["config.json", "genesis.cbor", "card.json", "join.tally"]
        where FileManager.default.fileExists(atPath: "\(folder.root)/\(name)") {
            paths.append(name)
        }
        var folders = ["keys", "offline"]
        if extras.contains(.salts) { folders.append("salts") }
        if extras.contains(.records) { folders += ["records", "inbox"] }
        // Nodes of before have neither, and make them when there is something to put in.
        for name in extras.contains(.records) ? ["deleted", "kept"] : []
        where try AtomicFile.exists("\(folder.root)/\(name)") {
            folders.append(name)
        }
        for name in folders {
            // What was asked for and is not there is not left out in silence.
            guard try AtomicFile.exists("\(folder.root)/\(name)") else {
                throw NodeProblem.folderMissing("\(folder.root)/\(name)")
            }
            paths += try tree(name)
        }
        var files = try paths.map { try copy($0, to: part) }
        if extras.contains(.records) { files += try copyOutbox(to: part) }
        return files
    }

    /// The node goes on working meanwhile: how far blocks were searched is taken first, then the
    /// works, then their parcels. So a work that is not in the backup is found again, and one that is
    /// has its parcel, or has ended.
    private func copyOutbox(to part: String) throws -> [BackupManifest.File] {
        var files: [BackupManifest.File] = []
        let searched = "outbox/searched"
        if try AtomicFile.exists("\(folder.root)/\(searched)") {
            files.append(try copy(searched, to: part))
        }
        for name in ["outbox/works", "outbox/parcels", "outbox/notices"] {
            for path in try tree(name) {
                do {
                    files.append(try copy(path, to: part))
                } catch {
                    let isThere = try AtomicFile.exists("\(folder.root)/\(path)")
                    guard !isThere else { throw error }
                    // It has ended since it was listed.
                    try? FileManager.default.removeItem(atPath: "\(part)/\(path)")
                }
            }
        }
        return files
    }

    private func copy(_ path: String, to part: String) throws -> BackupManifest.File {
        let target = "\(part)/\(path)"
        try AtomicFile.createFolder(
            URL(fileURLWithPath: target).deletingLastPathComponent().path)
        let copied = try FileCopy.copy("\(folder.root)/\(path)", to: target)
        try progress(.copied(path: path, bytes: copied.size))
        return BackupManifest.File(path: path, size: copied.size, digest: copied.digest)
    }

    /// In the order of their numbers: a segment is full before the next one begins. The last one of
    /// the list goes without its seal, since more may have been appended after the listing.
    private func copyBlocks(to part: String) throws {
        let segments = try names(folder.blocks).filter { $0.hasSuffix(".blocks") }
        for name in segments {
            let copied = try FileCopy.copy(
                "\(folder.blocks)/\(name)", to: "\(part)/blocks/\(name)")
            try progress(.copied(path: "blocks/" + name, bytes: copied.size))
            guard name != segments.last else { continue }
            let seal = name.dropLast("blocks".count) + "seal"
            if FileManager.default.fileExists(atPath: "\(folder.blocks)/\(seal)") {
                _ = try FileCopy.copy("\(folder.blocks)/\(seal)", to: "\(part)/blocks/\(seal)")
            }
        }
    }

    /// Opens the copy, which cuts a last record that was not whole yet, and reads every block again.
    private func check(_ part: String, _ genesis: Genesis) throws -> (Height, BlockID?) {
        let tip: (Height, BlockID?)
        do {
            let store = try ChainStore(
                opening: try FileStorage(root: part), chain: genesis.chainID, suite: genesis.suite)
            var failure: (any Error)?
            let damage = try store.check { height in
                guard failure == nil else { return }
                do { try progress(.checked(height)) } catch { failure = error }
            }
            if let failure { throw failure }
            if let first = damage.first { throw NodeProblem.store(first.wording) }
            tip = (store.tip, store.tipID)
        } catch let fault as StoreFault {
            throw NodeProblem.store(fault)
        }
        try? FileManager.default.removeItem(atPath: part + "/blocks/lock")
        return tip
    }

    private func examined(_ path: String, in part: String) throws -> BackupManifest.File {
        let (size, digest) = try FileCopy.examine("\(part)/\(path)")
        return BackupManifest.File(path: path, size: size, digest: digest)
    }

    private func names(_ path: String) throws -> [String] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    /// Regular files below a folder, as paths from the root.
    private func tree(_ name: String) throws -> [String] {
        var paths: [String] = []
        for entry in try names("\(folder.root)/\(name)") where !entry.hasSuffix(".new") {
            let path = "\(name)/\(entry)"
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(
                atPath: "\(folder.root)/\(path)", isDirectory: &isFolder)
            guard exists else { continue }
            if isFolder.boolValue { paths += try tree(path) } else { paths.append(path) }
        }
        return paths
    }
}
