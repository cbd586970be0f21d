import Foundation

/// A tool of this build, run as people run it.
package struct ToolRun: Sendable {
    package let code: Int32
    package let output: String
    package let complaint: String

    /// The folder of the built tools: that of the tests themselves.
    private static let folder = URL(
        fileURLWithPath: Bundle.main.executablePath ?? CommandLine.arguments[0]
    ).resolvingSymlinksInPath().deletingLastPathComponent()

    package static func path(of tool: String) -> String { folder.appendingPathComponent(tool).path }

    /// Whether the tools are built; a narrowed package has none, which is said aloud.
    package static let areBuilt: Bool = {
        let isThere = FileManager.default.isExecutableFile(atPath: path(of: "tally"))
        if !isThere {
            FileHandle.standardError.write(
                Data("NOT CHECKED: the tools are not built, so nothing runs them\n".utf8))
        }
        return isThere
    }()

    /// Runs a tool in a folder, without a terminal.
    package init(_ tool: String, _ arguments: [String], in folder: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.path(of: tool))
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = ["TALLY_PASSPHRASE": "correct horse", "LANG": "en_US.UTF-8"]
        process.standardInput = FileHandle.nullDevice
        let (output, complaint) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = complaint
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        let complained = complaint.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        code = process.terminationReason == .exit ? process.terminationStatus : -1
        self.output = String(decoding: said, as: UTF8.self)
        self.complaint = String(decoding: complained, as: UTF8.self)
    }
}

/// A folder of its own for one test, removed afterwards.
package final class ToolFolder: Sendable {
    package let path: String

    package init() throws {
        path =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("tally-tools-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    package func put(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name))
    }

    package func read(_ name: String) -> Data? {
        FileManager.default.contents(atPath: path + "/" + name)
    }

    package var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }
}
