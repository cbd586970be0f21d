import Bilingual
import Foundation
import Sealing
import SystemCalls

/// Why a file of the node's folder could not be read or written.
package enum FileFault: Error, Hashable, Sendable {
    case missing(path: String)
    case notReadable(path: String, reason: String)
    /// The process has no descriptor or memory left: of the file nothing is known.
    case exhausted(path: String, reason: String)
    /// A folder stands where a file is wanted.
    case isFolder(path: String)
    case notWritten(path: String, reason: String)
    /// Other users of the machine may read a file that holds a secret.
    case openToOthers(path: String)
}

extension FileFault: Worded, CustomStringConvertible {
    package var english: String {
        switch self {
        case .missing(let path): "there is no file \(path): check the path"
        case .notReadable(let path, let reason):
            "cannot read \(path) (\(reason)): see to its permissions and the disk"
        case .exhausted(let path, let reason):
            "no descriptor or memory is left for \(path) (\(reason)): end other programs, or raise the "
                + "limit of open files, and try again"
        case .isFolder(let path): "\(path) is a folder: name a file"
        case .notWritten(let path, let reason): "cannot write \(path) (\(reason))"
        case .openToOthers(let path): "other users can read \(path): run chmod 600 \(path)"
        }
    }

    package var chinese: String {
        switch self {
        case .missing(let path): "没有文件 \(path)：请检查路径"
        case .notReadable(let path, let reason): "读不到文件 \(path)（\(reason)）：请检查权限与磁盘"
        case .exhausted(let path, let reason):
            "文件描述符或内存不足，无法打开 \(path)（\(reason)）：请结束其他程序或提高打开文件数上限后重试"
        case .isFolder(let path): "\(path) 是文件夹：请指明文件"
        case .notWritten(let path, let reason): "无法写入 \(path)（\(reason)）"
        case .openToOthers(let path): "其他用户可以读取 \(path)：请执行 chmod 600 \(path)"
        }
    }
}

/// Files that are there in full or not at all.
package enum AtomicFile {
    /// Writes a file beside its place, makes it durable, and moves it there in one step.
    ///
    /// After a power cut either the old file stands or the new one.
    package static func write(
        _ bytes: [UInt8], to path: String, mode: mode_t = 0o600
    ) throws(FileFault) {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        // A name of its own: two who write the same file at once do not take each other's draft.
        let draft = "\(path).\(RandomBytes.number(below: .max)).new"
        let file = NewFile.make(draft, mode: mode)
        guard file >= 0 else { throw .notWritten(path: path, reason: lastError()) }
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes {
                SystemCalls.write(file, $0.baseAddress! + done, bytes.count - done)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let reason = lastError()
                close(file)
                unlink(draft)
                throw .notWritten(path: path, reason: reason)
            }
            done += count
        }
        let isDurable = Flush.all(file)
        close(file)
        guard isDurable, rename(draft, path) == 0 else {
            let reason = lastError()
            unlink(draft)
            throw .notWritten(path: path, reason: reason)
        }
        try synchronise(folder: folder, for: path)
    }

    package static func read(_ path: String) throws(FileFault) -> [UInt8] {
        try read(path, isSecret: false)
    }

    /// Reads a file that holds a secret; refuses one that others can read.
    package static func readSecret(_ path: String) throws(FileFault) -> [UInt8] {
        try read(path, isSecret: true)
    }

    private static func read(_ path: String, isSecret: Bool) throws(FileFault) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw unread(path) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw unread(path) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw .isFolder(path: path) }
        // What was opened is what is looked at: a name may lead elsewhere a moment later.
        if isSecret, isOpenToOthers(status) { throw .openToOthers(path: path) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(clamping: status.st_size))
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = SystemCalls.read(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw unread(path) }
            guard count > 0 else { return bytes }
            bytes.append(contentsOf: buffer[..<count])
        }
    }

    /// Why the last call on a file that is to be read failed: absent is not unreadable.
    private static func unread(_ path: String) -> FileFault {
        if errno == EISDIR { return .isFolder(path: path) }
        return switch FileErrorClass(errno: errno) {
        case .notFound: .missing(path: path)
        case .resource: .exhausted(path: path, reason: lastError())
        case .permission, .space, .damage, .other: .notReadable(path: path, reason: lastError())
        }
    }

    enum Kind: Hashable, Sendable { case file, folder }

    /// What stands at a path; nil if nothing does, which is not the same as that it cannot be seen.
    static func kind(of path: String) throws(FileFault) -> Kind? {
        var status = stat()
        guard stat(path, &status) == 0 else {
            let fault = unread(path)
            if case .missing = fault { return nil }
            throw fault
        }
        return status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
    }

    /// Whether something stands at a path; throws where that cannot be seen.
    package static func exists(_ path: String) throws(FileFault) -> Bool {
        try kind(of: path) != nil
    }

    /// Names in a folder, sorted; none if there is no such folder.
    package static func names(in path: String) throws(FileFault) -> [String] {
        guard try kind(of: path) == .folder else { return [] }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        } catch {
            throw .notReadable(path: path, reason: lastError())
        }
    }

    /// True for a file on disk that another user than its owner may read. A pipe is nobody's file, and
    /// what only root's group reads is root's: so the system hands credentials to a service.
    private static func isOpenToOthers(_ status: stat) -> Bool {
        guard status.st_mode & S_IFMT == S_IFREG else { return false }
        let isRoots = status.st_uid == 0 && status.st_gid == 0
        return status.st_mode & (isRoots ? 0o037 : 0o077) != 0
    }

    package static func createFolder(_ path: String) throws(FileFault) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw .notWritten(path: path, reason: lastError())
        }
    }

    private static func synchronise(folder: String, for path: String) throws(FileFault) {
        let handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else { throw .notWritten(path: path, reason: lastError()) }
        defer { close(handle) }
        guard Flush.all(handle) else { throw .notWritten(path: path, reason: lastError()) }
    }

    private static func lastError() -> String { String(cString: strerror(errno)) }
}
