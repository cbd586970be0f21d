import ArgumentParser
import Versioning

/// Measures what the project promises: decisions in process, and a running network from outside.
@main
struct TallyBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tally-bench",
        abstract: "Measure decisions and a running network. 测量裁决与运行中的网络。",
        discussion: """
            Figures of different runs compare only on one machine with little else to do: the \
            load average is printed with them.
            """,
        version: "tally-bench \(TallyVersion.text)",
        subcommands: [
            DecideCommand.self, CostsCommand.self, NetworkCommand.self, ChaosCommand.self,
            DegradedCommand.self, OutageCommand.self, FloodCommand.self, GateCommand.self,
        ])
}

/// What every measurement takes.
struct MeasuringOptions: ParsableArguments {
    @Option(help: "Runs of each measurement; the median of their figures is reported.")
    var runs = 5

    @Flag(help: "Print one JSON value instead of a table.")
    var json = false

    func validate() throws {
        guard (1...100).contains(runs) else { throw ValidationError("--runs: 1 to 100") }
    }
}
