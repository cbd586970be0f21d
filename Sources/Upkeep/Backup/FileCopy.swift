import Diagnosis
import LedgerTypes
import Sealing
import SystemCalls

/// Copies of files that are durable when they are named, hashed on the way.
enum FileCopy {
    private static let pieceBytes = 1024 * 1024

    /// Copies a file as long as it is at this moment, for the owner only; what is appended later is
    /// left out.
    static func copy(_ source: String, to target: String) throws(NodeProblem) -> BackupManifest.File
    {
        let input = open(source, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw fault(source) }
        defer { close(input) }
        var status = stat()
        guard fstat(input, &status) == 0 else { throw fault(source) }
        let output = NewFile.make(target)
        guard output >= 0 else { throw fault(target) }
        defer { close(output) }
        let hash = IncrementalHash(.ed25519SHA256)
        var left = Int(status.st_size)
        while left > 0 {
            let piece = try read(input, atMost: min(left, pieceBytes), of: source)
            guard !piece.isEmpty else { throw .fileOfBackup(source, "it became shorter") }
            try write(piece, to: output, of: target)
            hash.update(piece)
            left -= piece.count
        }
        guard Flush.all(output) else { throw fault(target) }
        return BackupManifest.File(
            path: target, size: Int(status.st_size), digest: hash.finish())
    }

    /// The length and hash of a file.
    static func examine(_ path: String) throws(NodeProblem) -> (size: Int, digest: Digest) {
        let input = open(path, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw fault(path) }
        defer { close(input) }
        let hash = IncrementalHash(.ed25519SHA256)
        var size = 0
        while true {
            let piece = try read(input, atMost: pieceBytes, of: path)
            if piece.isEmpty { return (size, hash.finish()) }
            hash.update(piece)
            size += piece.count
        }
    }

    /// Returns when the names in a folder would survive a power cut.
    static func synchronise(folder: String) throws(NodeProblem) {
        let handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else { throw fault(folder) }
        defer { close(handle) }
        guard Flush.all(handle) else { throw fault(folder) }
    }

    private static func read(
        _ file: Int32, atMost count: Int, of path: String
    ) throws(NodeProblem) -> [UInt8] {
        var piece = [UInt8](repeating: 0, count: count)
        while true {
            let found = SystemCalls.read(file, &piece, count)
            if found < 0, errno == EINTR { continue }
            guard found >= 0 else { throw fault(path) }
            return Array(piece.prefix(found))
        }
    }

    private static func write(
        _ bytes: [UInt8], to file: Int32, of path: String
    ) throws(NodeProblem) {
        var done = 0
        while done < bytes.count {
            // SAFETY: the slice lies within the array, which outlives the call.
            let count = bytes.withUnsafeBytes {
                SystemCalls.write(file, $0.baseAddress! + done, bytes.count - done)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw fault(path) }
            done += count
        }
    }

    private static func fault(_ path: String) -> NodeProblem {
        .fileOfBackup(path, String(cString: strerror(errno)))
    }
}
