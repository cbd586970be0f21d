import BlockStore
import Duties
import Foundation
import Interchange
import NodeRuntime

/// Reading and writing files with messages that say what to do.
enum Files {
    static func read(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure(
                .noInput, code: "file-unreadable", zh: "读不到文件 \(path)：请检查路径与权限",
                en: "cannot read \(path): check the path and its permissions")
        }
        return Array(data)
    }

    /// A record's file, or every *.json file of a folder, as a record shelf has them.
    static func documents(_ path: String) throws -> [[UInt8]] {
        let place = URL(fileURLWithPath: path)
        let isFolder = try place.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true
        let root = isFolder ? place : place.deletingLastPathComponent()
        let found = try RecordShelf.documents(
            at: isFolder ? "" : place.lastPathComponent, in: FileStorage(root: root.path))
        guard !found.isEmpty else {
            throw Failure(
                .noInput, code: "folder-empty", zh: "文件夹 \(path) 中没有 .json 文件",
                en: "the folder \(path) has no .json file")
        }
        return found
    }

    /// Refuses a name that is taken: asked before anything is done that cannot be done again.
    static func requireNew(_ path: String) throws {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw Failure(
                .cannotWrite, code: "file-exists", zh: "文件 \(path) 已存在：请另选文件名",
                en: "\(path) exists already: choose another name")
        }
    }

    /// Makes an empty file that only its owner reads, so that what comes once has a place.
    static func reserve(_ path: String) throws {
        try requireNew(path)
        guard
            FileManager.default.createFile(
                atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        else {
            throw Failure(
                .cannotWrite, code: "file-unwritable", zh: "无法写入 \(path)：请检查文件夹与权限",
                en: "cannot write \(path): check the folder and its permissions")
        }
    }

    /// Writes a new file; an existing one is kept unless it may be replaced.
    static func write(
        _ bytes: [UInt8], to path: String, replacing: Bool = false, secret: Bool = false
    ) throws {
        if !replacing { try requireNew(path) }
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
            if secret {
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o600], ofItemAtPath: path)
            }
        } catch {
            throw Failure(
                .cannotWrite, code: "file-unwritable",
                zh: "无法写入 \(path)：\(error.localizedDescription)",
                en: "cannot write \(path): \(error.localizedDescription)")
        }
    }
}

/// A page of text around canonical bytes, as people pass it on.
protocol BoundFile {
    init(page: [UInt8]) throws(DraftFault)
}

extension GovernanceDraft: BoundFile {}
extension OfflineDraftFile: BoundFile {}
extension JoinFile: BoundFile {}
extension RecoveryStatement: BoundFile {}
extension SeatStatusFile: BoundFile {}

extension Files {
    /// Reads a page; a refusal names the file.
    static func page<Page: BoundFile>(_ path: String, as type: Page.Type = Page.self) throws -> Page
    {
        let bytes = try read(path)
        do {
            return try Page(page: bytes)
        } catch {
            throw Failure(error, path)
        }
    }
}
