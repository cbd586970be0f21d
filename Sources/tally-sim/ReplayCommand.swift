import ArgumentParser
import Foundation
import Simulation

/// Runs a scenario from a file.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Run a scenario file, as `shrink` prints it. 运行场景文件。")

    @Argument(help: "The file. 文件。")
    var file: String

    @Flag(help: "Tell the run line by line. 逐行记录。")
    var transcript = false

    func run() throws {
        // Told with the file's name at once.
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            Console.error("\(file) cannot be read 无法读取")
            throw ExitCode(66)
        }
        let scenario: Scenario
        do throws(ScenarioText.Fault) {
            scenario = try ScenarioText.scenario(from: text)
        } catch {
            throw ValidationError("\(file): \(error)")
        }
        try ReportText.finish(SimulatedWorld(scenario, transcribes: transcript).run())
    }
}
