import Foundation

/// The program under trial, for its other commands.
struct TrialTool {
    let path: String

    init(_ path: String) { self.path = path }

    /// Whether a program of the system ends well.
    func call(_ arguments: [String]) throws -> Bool { try end(arguments).code == 0 }

    /// Runs a command of `tally` to its end.
    func run(_ arguments: [String]) throws -> (code: Int32, text: String) {
        try end(arguments + ["--lang", "en"])
    }

    private func end(_ arguments: [String]) throws -> (code: Int32, text: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
}
