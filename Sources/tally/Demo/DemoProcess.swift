import Foundation
import Glibc

/// One node of the demonstration: a process of its own.
final class DemoProcess {
    let home: String
    private let executable: String
    private let passphraseFile: String
    private var process: Process?
    /// Where it answers calls.
    let api: Int

    private let language: DisplayLanguage

    init(
        home: String, api: Int, executable: String, passphraseFile: String,
        language: DisplayLanguage
    ) {
        self.language = language
        self.home = home
        self.api = api
        self.executable = executable
        self.passphraseFile = passphraseFile
    }

    var isRunning: Bool { process?.isRunning ?? false }
    var pid: Int32? { isRunning ? process?.processIdentifier : nil }
    var logPath: String { home + "/node.log" }
    var address: URL { URL(string: "http://127.0.0.1:\(api)")! }

    /// Starts the node; its log goes to a file in its folder.
    func start() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = [
            "run", "--home", home, "--passphrase-file", passphraseFile,
            "--lang", language.rawValue,
        ]
        if !FileManager.default.fileExists(atPath: logPath) { try Files.write([], to: logPath) }
        let log = try FileHandle(forWritingTo: URL(fileURLWithPath: logPath))
        log.seekToEndOfFile()
        process.standardOutput = log
        process.standardError = log
        process.standardInput = FileHandle.nullDevice
        try process.run()
        self.process = process
    }

    /// Ends it at once, as a power cut would.
    func kill() {
        guard let process, process.isRunning else { return }
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Ends it in order; after ten seconds at once.
    func stop() {
        guard let process, process.isRunning else { return }
        resume()
        process.terminate()
        let deadline = Date().addingTimeInterval(10)
        while process.isRunning, Date() < deadline { usleep(20_000) }
        kill()
    }

    /// Holds the process still: for the others it is cut off.
    func pause() { process.map { _ = Glibc.kill($0.processIdentifier, SIGSTOP) } }
    func resume() { process.map { _ = Glibc.kill($0.processIdentifier, SIGCONT) } }

    /// Waits for the process to end by itself; its exit code, or nil.
    func waitForExit(seconds: Double) -> Int32? {
        guard let process else { return nil }
        let deadline = Date().addingTimeInterval(seconds)
        while process.isRunning, Date() < deadline { usleep(20_000) }
        return process.isRunning ? nil : process.terminationStatus
    }

    /// Resident memory in MiB; nil where the system does not say.
    var residentMebibytes: Int? {
        guard let process,
            let text = try? String(
                contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
        else { return nil }
        let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        let kibibytes = line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first
        return kibibytes.flatMap { Int($0) }.map { $0 / 1_024 }
    }

    /// The last lines of the node's log.
    func logTail(_ count: Int) -> [String] {
        let text = (try? String(contentsOfFile: logPath, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").suffix(count).map(String.init)
    }
}
