import Evidence
import Glibc

/// Whole files, no larger than an evidence file may be.
enum InputFile {
    static func read(_ path: String) -> [UInt8]? {
        guard let stream = fopen(path, "rb") else { return nil }
        defer { fclose(stream) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = fread(&buffer, 1, buffer.count, stream)
            bytes.append(contentsOf: buffer[..<count])
            // One byte more than the limit is enough for the verifier to refuse the file.
            guard bytes.count <= Limits.maximumFileBytes else { return bytes }
            guard count == buffer.count else { return ferror(stream) == 0 ? bytes : nil }
        }
    }
}

enum Output {
    static func write(_ text: String) { write(text, descriptor: STDOUT_FILENO) }

    static func complain(_ text: String) { write(text, descriptor: STDERR_FILENO) }

    /// True if the whole text was written.
    static func write(_ text: String, to path: String) -> Bool {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        guard descriptor >= 0 else { return false }
        let isWhole = write(text, descriptor: descriptor)
        return close(descriptor) == 0 && isWhole
    }

    @discardableResult
    private static func write(_ text: String, descriptor: Int32) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
