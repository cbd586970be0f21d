import ArgumentParser
import Foundation
import Simulation
import WrittenText

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
        let bytes: Data
        do {
            bytes = try Data(contentsOf: URL(fileURLWithPath: file))
        } catch {
            Console.error(
                "\(file) cannot be read 无法读取: \((error as NSError).localizedDescription)")
            throw ExitCode(66)
        }
        let scenario: Scenario
        do {
            scenario = try ScenarioText.scenario(from: WrittenPage(Array(bytes)))
        } catch let fault as WrittenTextFault {
            throw ValidationError("\(file): \(fault.english) · \(fault.chinese)")
        } catch {
            throw ValidationError("\(file): \(error)")
        }
        try ReportText.finish(SimulatedWorld(scenario, transcribes: transcript).run())
    }
}
