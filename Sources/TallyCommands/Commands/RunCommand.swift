import ArgumentParser
import Foundation
import LedgerTypes
import Logging
import NodeAPI
import NodeFiles
import NodeRuntime
import ServiceLifecycle
import SystemCalls
import TallyClient
import UnixSignals
import Upkeep
import Versioning

/// `tally run`: runs the node of a folder until it is told to stop.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run the node of a folder; SIGTERM stops it in order. 运行节点（SIGTERM 停止）。",
        discussion: """
            SIGHUP, as a closed terminal sends it, changes nothing: config.json is read at a start \
            only. Logs go to standard error. When calls are answered, one line `ready PORT` is printed to \
            standard output. On a damaged folder nothing is started: the message names the block \
            and the command that mends it.
            """)

    @Option(help: "The node's folder.")
    var home: String

    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await output.run {
            // A node outlives the terminal that started it, also while it reads its chain.
            signal(SIGHUP, SIG_IGN)
            // Before anything is opened: callers' connections are counted by what the process may open.
            DescriptorLimit.raise()
            LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
            let folder = NodeFolder(home)
            var logger = Logger(label: "tally")
            let opening = try NodeOpening.open(
                folder, passphrase: try passphrase.read(output.language), logger: logger)
            logger.logLevel = Logger.Level(rawValue: opening.configuration.logLevel) ?? .info
            let node = try await TallyNode.prepare(
                opening, version: TallyVersion.text, logger: logger)
            let server = NodeServer(node: node, version: TallyVersion.text, logger: logger) {
                port in
                // Both addresses are taken: only now peers hear of the seat.
                await node.join()
                Console.print("ready \(port)")
            }
            let services = ServiceGroup(
                configuration: .init(
                    services: [node, server, HangupWatch(logger: logger)],
                    gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
            try await services.run()
        }
    }
}

/// Says in the log that SIGHUP changes nothing, for whoever expects it to read config.json again.
private struct HangupWatch: Service {
    let logger: Logger

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            logger.notice("SIGHUP changes nothing: config.json is read at a start only")
        }
    }
}
