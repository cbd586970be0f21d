import Foundation
import SystemCalls

/// One node under trial: a process of `tally run` that can be killed, held still and started again.
package final class NodeProcess {
    /// The node's folder.
    package let home: String
    /// Where it answers calls.
    package let api: Int
    private let executable: String
    private let passphraseFile: String
    /// `zh` or `en`.
    private let language: String
    private var process: Process?

    package init(
        home: String, api: Int, executable: String, passphraseFile: String, language: String
    ) {
        self.home = home
        self.api = api
        self.executable = executable
        self.passphraseFile = passphraseFile
        self.language = language
    }

    package var isRunning: Bool { process?.isRunning ?? false }
    package var pid: Int32? { isRunning ? process?.processIdentifier : nil }
    package var logPath: String { home + ".log" }
    package var address: URL { URL(string: "http://127.0.0.1:\(api)")! }

    /// Starts the node; its log goes to a file beside its folder.
    ///
    /// - Parameter descriptors: how many files and sockets it may have open, at most; nil as this
    ///   process may.
    package func start(descriptors: Int? = nil) throws {
        let process = Process()
        let arguments = [
            "run", "--home", home, "--passphrase-file", passphraseFile, "--lang", language,
        ]
        if let descriptors {
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments =
                ["-c", "ulimit -n \(descriptors) && exec \"$0\" \"$@\"", executable] + arguments
        } else {
            process.executableURL = URL(fileURLWithPath: executable)
            process.arguments = arguments
        }
        let descriptor = NewFile.open(logPath, flags: O_WRONLY | O_APPEND)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
        let log = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        process.standardOutput = log
        process.standardError = log
        process.standardInput = FileHandle.nullDevice
        try process.run()
        self.process = process
        // The child has its own descriptor: two hundred starts must not use up this process's.
        try log.close()
    }

    /// Ends it at once, as a power cut would.
    package func kill() {
        guard let process, process.isRunning else { return }
        SystemCalls.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Ends it in order; after ten seconds at once.
    package func stop() {
        guard let process, process.isRunning else { return }
        resume()
        process.terminate()
        let deadline = Date().addingTimeInterval(10)
        while process.isRunning, Date() < deadline { usleep(20_000) }
        kill()
    }

    /// Holds the process still: for the others it is cut off.
    package func pause() { pid.map { _ = SystemCalls.kill($0, SIGSTOP) } }
    package func resume() { pid.map { _ = SystemCalls.kill($0, SIGCONT) } }

    /// Waits for the process to end by itself; its exit code, or nil.
    package func waitForExit(seconds: Double) -> Int32? {
        guard let process else { return nil }
        let deadline = Date().addingTimeInterval(seconds)
        while process.isRunning, Date() < deadline { usleep(20_000) }
        return process.isRunning ? nil : process.terminationStatus
    }

    /// A field of the process's status in MiB, such as `VmRSS` or `VmHWM`; nil where the system
    /// does not say.
    package func mebibytes(of field: String) -> Double? {
        pid.flatMap { ProcessFigures.mebibytes(of: field, process: $0) }
    }

    /// How long the log is at this moment, in bytes: what is said later lies behind it.
    package var logSize: UInt64 {
        // There is none before the first start; then all of it is said later.
        let attributes = try? FileManager.default.attributesOfItem(atPath: logPath)
        return (attributes?[.size] as? NSNumber)?.uint64Value ?? 0
    }

    /// The lines of the log from a byte on.
    package func log(from offset: UInt64 = 0) -> [String] {
        guard let handle = FileHandle(forReadingAtPath: logPath) else { return [] }
        defer { try? handle.close() }
        // A log is looked at for what it says: lines that cannot be read are not there to be found.
        guard (try? handle.seek(toOffset: offset)) != nil,
            let data = try? handle.readToEnd()
        else { return [] }
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// The last lines of the node's log.
    package func logTail(_ count: Int) -> [String] { log().suffix(count) }
}
