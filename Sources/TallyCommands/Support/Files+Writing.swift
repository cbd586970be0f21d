import Foundation
import NodeFiles
import SystemCalls

/// Where a command writes a file: checked before any work is done, so that nothing is lost.
///
/// INVARIANT: no command writes over what it reads, under whatever name, nor over a file that is
/// there already.
struct OutputPlace {
    let path: String

    /// Refuses a place that is taken. `inputs` are the files that the command reads: naming one of
    /// them gets words of its own, since that file would have been lost.
    init(_ path: String, reading inputs: [String] = []) throws {
        self.path = path
        let own = FileIdentity(path)
        if let input = inputs.first(where: { FileIdentity($0) == own && own != nil }) {
            throw Failure(
                .cannotWrite, code: "file-is-input",
                zh: "\(path) 就是要读取的文件 \(input)：未写入任何内容，请另选文件名",
                en: "\(path) is the file \(input) that is read: nothing was written, choose "
                    + "another name")
        }
        var status = stat()
        // What stands there is not followed: a link that leads nowhere is taken too.
        guard lstat(path, &status) != 0 else {
            throw Failure(
                .cannotWrite, code: "file-exists", zh: "文件 \(path) 已存在：请另选文件名",
                en: "\(path) exists already: choose another name")
        }
        guard errno == ENOENT else { throw Self.unwritable(path) }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard access(folder, W_OK | X_OK) == 0 else { throw Self.unwritable(path) }
    }

    /// Writes the whole file, or none.
    func write(_ bytes: [UInt8], secret: Bool = false) throws {
        // Another program may have taken the place while this one worked.
        var status = stat()
        guard lstat(path, &status) != 0 else {
            throw Failure(
                .cannotWrite, code: "file-exists", zh: "文件 \(path) 已存在：请另选文件名",
                en: "\(path) exists already: choose another name")
        }
        try Files.replace(path, with: bytes, secret: secret)
    }

    private static func unwritable(_ path: String) -> Failure {
        let reason = String(cString: strerror(errno))
        return Failure(
            .cannotWrite, code: "file-unwritable", zh: "无法写入 \(path)：\(reason)",
            en: "cannot write \(path): \(reason)")
    }
}

/// What tells a file from all others on this machine, whatever its names.
struct FileIdentity: Equatable {
    private let device: dev_t
    private let inode: ino_t

    /// Nil where nothing is there.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        device = status.st_dev
        inode = status.st_ino
    }
}

extension Files {
    /// Writes a new file; one that is there is kept.
    static func write(
        _ bytes: [UInt8], to path: String, reading inputs: [String] = [], secret: Bool = false
    ) throws {
        try OutputPlace(path, reading: inputs).write(bytes, secret: secret)
    }

    /// Refuses a name that is taken: asked before anything is done that cannot be done again.
    static func requireNew(_ path: String) throws { _ = try OutputPlace(path) }

    /// Makes an empty file that only its owner reads, so that what comes once has a place.
    static func reserve(_ path: String) throws { try write([], to: path, secret: true) }

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

    /// Writes a file back in its place, in one step; only for commands whose one file is both.
    static func replace(_ path: String, with bytes: [UInt8], secret: Bool = false) throws {
        // What a link names is replaced, not the link; its rights stay.
        let place = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        var status = stat()
        let isThere = stat(place, &status) == 0
        let mode = secret ? 0o600 : isThere ? status.st_mode & 0o777 : 0o644
        do throws(FileFault) {
            try AtomicFile.write(bytes, to: place, mode: mode)
        } catch {
            throw Failure(error)
        }
    }
}
