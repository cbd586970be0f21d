import ArgumentParser
import Foundation
import SystemCalls

/// Where a trial finds its program and puts its network.
struct TrialOptions: ParsableArguments {
    @Option(help: "The program under trial; left out: `tally` beside this one.")
    var tool: String?

    @Option(help: "Where the example consortium lies.")
    var example = "genesis"

    @Option(help: "Folder for the network, kept; left out: a new temporary one.")
    var folder: String?

    var root: String { folder ?? "/tmp/tally-trial-\(getpid())" }

    func network(wired: Bool) throws -> TrialNetwork {
        try TrialNetwork(
            folder: root, example: example, tool: tool ?? Self.besideThis, wired: wired)
    }

    /// Removes a temporary folder when all went well.
    func tidy() {
        if folder == nil { try? FileManager.default.removeItem(atPath: root) }
    }

    private static var besideThis: String {
        URL(fileURLWithPath: Bundle.main.executablePath ?? CommandLine.arguments[0])
            .resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("tally")
            .path
    }
}
