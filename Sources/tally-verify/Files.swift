import SystemCalls
import TallyEvidence

/// Whole files, no larger than an evidence file may be.
enum InputFile {
    static func read(_ path: String) throws(UsageFault) -> [UInt8] {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw errno == ENOENT || errno == ENOTDIR ? .missing(path) : .unreadable(path)
        }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw .isFolder(path) }
        guard let stream = fopen(path, "rb") else { throw .unreadable(path) }
        defer { fclose(stream) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = fread(&buffer, 1, buffer.count, stream)
            bytes.append(contentsOf: buffer[..<count])
            // One byte more than the limit is enough for the verifier to refuse the file.
            guard bytes.count <= Verification.maximumFileBytes else { return bytes }
            guard count == buffer.count else {
                guard ferror(stream) == 0 else { throw .unreadable(path) }
                return bytes
            }
        }
    }
}

/// Where the report goes: checked before anything is read, so that no evidence is written over.
struct ReportPlace {
    private let path: String
    private let mayReplace: Bool

    /// Nil where no report is asked for.
    init?(_ options: Options) throws(UsageFault) {
        guard let path = options.reportPath else { return nil }
        self.path = path
        mayReplace = options.mayReplace
        var own = stat()
        guard lstat(path, &own) == 0 else { return }
        // Under whatever name: a link to the evidence is the evidence.
        var target = own
        _ = stat(path, &target)
        for input in options.inputs {
            var other = stat()
            guard stat(input, &other) == 0 else { continue }
            if other.st_ino == target.st_ino, other.st_dev == target.st_dev {
                throw .reportIsInput(path, input: input)
            }
        }
        guard mayReplace, target.st_mode & S_IFMT == S_IFREG else { throw .reportExists(path) }
    }

    /// Writes the whole page beside its place, then moves it there; a file that came meanwhile stays.
    func write(_ text: String) throws(UsageFault) {
        let draft = "\(path).\(getpid()).new"
        let descriptor = NewFile.make(draft)
        guard descriptor >= 0 else { throw .unwritable(path) }
        defer { unlink(draft) }
        let isWhole = Output.write(text, descriptor: descriptor)
        guard close(descriptor) == 0, isWhole else { throw .unwritable(path) }
        if mayReplace {
            guard rename(draft, path) == 0 else { throw .unwritable(path) }
        } else {
            guard link(draft, path) == 0 else {
                throw errno == EEXIST ? .reportExists(path) : .unwritable(path)
            }
        }
    }
}

enum Output {
    static func write(_ text: String) { write(text, descriptor: STDOUT_FILENO) }

    static func complain(_ text: String) { write(text, descriptor: STDERR_FILENO) }

    /// True if the whole text was written.
    @discardableResult
    static func write(_ text: String, descriptor: Int32) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                SystemCalls.write(descriptor, $0.baseAddress, $0.count)
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
