import ArgumentParser
import Foundation
import Simulation

/// Makes a failing seed small.
struct ShrinkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shrink",
        abstract: "Reduce a failing seed to a small scenario file. 缩小失败的种子。",
        discussion: "Prints the file; `tally-sim replay` runs it. 输出文件供 replay 运行。")

    @OptionGroup var choice: ScenarioChoice

    @Option(help: "Most runs that it may take. 最多运行次数。")
    var runs = 400

    func validate() throws {
        guard (1...100_000).contains(runs) else { throw ValidationError("--runs: 1 to 100000") }
    }

    func run() throws {
        guard let result = Shrinker.shrink(try choice.scenario(), atMost: runs) else {
            Console.error("seed \(choice.seed) does not fail 该种子未失败")
            return
        }
        print(ScenarioText.text(of: result.scenario), terminator: "")
        for violation in result.report.violations { print("# \(violation)") }
        Console.error("shrunk in \(result.runs) runs 共运行 \(result.runs) 次")
        throw ExitCode(1)
    }
}
