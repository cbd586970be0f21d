import Foundation
import Interchange

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

    static func remove(_ path: String) throws {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            throw Failure(
                .cannotWrite, code: "file-unwritable",
                zh: "无法删除 \(path)：\(error.localizedDescription)",
                en: "cannot remove \(path): \(error.localizedDescription)")
        }
    }

    /// Writes a new file; an existing one is kept unless it may be replaced.
    static func write(
        _ bytes: [UInt8], to path: String, replacing: Bool = false, secret: Bool = false
    ) throws {
        if !replacing, FileManager.default.fileExists(atPath: path) {
            throw Failure(
                .cannotWrite, code: "file-exists", zh: "文件 \(path) 已存在：请另选文件名",
                en: "\(path) exists already: choose another name")
        }
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
