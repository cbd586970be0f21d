import Foundation

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
