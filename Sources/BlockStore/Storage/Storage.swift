import Bilingual
import SystemCalls

/// What the store needs of a disk; files are named by paths below one root.
///
/// Three kinds keep to it: files, memory for tests and simulations, and a faulty wrapper of either.
package protocol Storage: Sendable {
    /// Names in a folder, sorted by their bytes; none if the folder is absent.
    func list(_ folder: String) throws(StorageFault) -> [String]
    /// True if the folder is there. Storage that has no folders of its own has all of them.
    func hasFolder(_ path: String) throws(StorageFault) -> Bool
    /// Length of a file in bytes, or nil if it is absent.
    func size(of path: String) throws(StorageFault) -> Int?
    /// Bytes of a file from an offset; fewer than `count` at its end.
    func read(_ path: String, from offset: Int, count: Int) throws(StorageFault) -> [UInt8]
    /// Writes at an offset, which is at most the file's length; makes the file if it is absent.
    func write(_ bytes: [UInt8], to path: String, at offset: Int) throws(StorageFault)
    func truncate(_ path: String, to size: Int) throws(StorageFault)
    /// Returns when the content of a file would survive a power cut (fdatasync).
    func sync(_ path: String) throws(StorageFault)
    func makeFolder(_ path: String) throws(StorageFault)
    /// Returns when the names in a folder would survive a power cut (fsync of the folder).
    func syncFolder(_ path: String) throws(StorageFault)
    /// Gives a file another name at once, replacing what had it.
    func rename(_ path: String, to other: String) throws(StorageFault)
    func remove(_ path: String) throws(StorageFault)
    /// Takes a file for this opening alone; held until the lock is released.
    func lock(_ path: String) throws(StorageFault) -> StorageLock
    /// Bytes that can still be written.
    func freeBytes() throws(StorageFault) -> UInt64
    /// Asks that the file's content be read from the disk itself the next time; may do nothing.
    func forgetCached(_ path: String)
}

extension Storage {
    package func forgetCached(_ path: String) {}
    package func hasFolder(_ path: String) throws(StorageFault) -> Bool { true }

    /// All bytes of a file.
    package func readAll(_ path: String) throws(StorageFault) -> [UInt8] {
        guard let size = try size(of: path) else { throw .absent(path) }
        return try read(path, from: 0, count: size)
    }

    /// Puts a whole file in place, so that a power cut leaves the old one or the new one.
    package func replaceFile(_ path: String, with bytes: [UInt8]) throws(StorageFault) {
        let new = path + FileNames.newSuffix
        if try size(of: new) != nil { try remove(new) }
        try write(bytes, to: new, at: 0)
        try sync(new)
        try rename(new, to: path)
        try syncFolder(FileNames.folder(of: path))
    }
}

/// Why a disk did not do what it was asked.
package enum StorageFault: Error, Hashable, Sendable {
    case absent(String)
    /// No space, or the quota is used up.
    case full(String)
    /// Not permitted, or mounted read-only.
    case denied(String)
    /// Another process, or another opening in this one, holds the lock.
    case locked(String)
    /// The process has no descriptor or memory left: of the file nothing is known, and it is tried
    /// again.
    case exhausted(String, error: Int32)
    /// Something stands there that is neither a file nor a folder, as a pipe: it is not waited for.
    case notAFile(String)
    /// Anything else, with the number that the system gave.
    case failed(String, error: Int32)

    package var path: String {
        switch self {
        case .absent(let path), .full(let path), .denied(let path), .locked(let path): path
        case .exhausted(let path, _), .failed(let path, _), .notAFile(let path): path
        }
    }

    /// What a call on a file that failed says.
    ///
    /// - Parameter error: what `errno` held after it.
    package init(_ path: String, errno error: Int32) {
        if error == EWOULDBLOCK {
            self = .locked(path)
            return
        }
        switch FileErrorClass(errno: error) {
        case .notFound: self = .absent(path)
        case .space: self = .full(path)
        case .permission: self = .denied(path)
        case .resource: self = .exhausted(path, error: error)
        case .damage, .other: self = .failed(path, error: error)
        }
    }

    /// True if nothing is known of the file, since the process lacked what it takes to look.
    package var isPassing: Bool {
        if case .exhausted = self { true } else { false }
    }

    /// True if the bytes are not there: the file is gone, or the disk cannot read the place. What
    /// is written anew is there again.
    package var isLoss: Bool {
        switch self {
        case .absent: true
        case .failed(_, let error): FileErrorClass(errno: error) == .damage
        case .full, .denied, .locked, .exhausted, .notAFile: false
        }
    }
}

extension StorageFault: Worded, CustomStringConvertible {
    package var description: String { english }

    package var english: String {
        switch self {
        case .absent(let path): "`\(path)` is not there"
        case .full(let path): "no space is left for `\(path)`"
        case .denied(let path): "`\(path)` may not be used"
        case .locked(let path): "`\(path)` is held by another process"
        case .exhausted(let path, let error):
            "the system has no descriptor or memory left for `\(path)` (error \(error)): it is tried "
                + "again; if that goes on, raise the limit of open files"
        case .notAFile(let path):
            "`\(path)` is no regular file: move it away, and put the file back"
        case .failed(let path, let error): "the system refused `\(path)` with error \(error)"
        }
    }

    package var chinese: String {
        switch self {
        case .absent(let path): "缺少 `\(path)`"
        case .full(let path): "磁盘已满，无法写入 `\(path)`"
        case .denied(let path): "没有权限使用 `\(path)`"
        case .locked(let path): "`\(path)` 被另一进程占用"
        case .exhausted(let path, let error):
            "系统的文件描述符或内存不足，无法打开 `\(path)`（错误号 \(error)）：将自动重试；如持续出现，请提高打开文件数上限"
        case .notAFile(let path): "`\(path)` 不是普通文件：请移走，并放回原文件"
        case .failed(let path, let error): "系统拒绝访问 `\(path)`，错误号 \(error)"
        }
    }
}

/// A lock that ends when it is released or forgotten.
package final class StorageLock: Sendable {
    private let onRelease: @Sendable () -> Void

    package init(onRelease: @escaping @Sendable () -> Void) { self.onRelease = onRelease }

    deinit { onRelease() }
}

enum FileNames {
    static let newSuffix = ".new"

    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return String(path[..<slash])
    }
}
