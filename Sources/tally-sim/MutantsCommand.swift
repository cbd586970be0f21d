import ArgumentParser
import Foundation
import Mutants
import Simulation

/// Shows what catches each broken variant.
struct MutantsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mutants",
        abstract: "Break the rules one by one and show what catches each. 逐一破坏规则并检验能否发现。")

    @Option(help: "At most so many scenarios of each harness. 每类最多场景数。")
    var limit = 20_000

    @Option(help: "Mutants at a time. 并行数。")
    var jobs = 2

    @Option(help: "Only this one. 仅此变异体。")
    var only: Mutant?

    @Option(help: "Only the scenarios of this family. 仅此类场景。")
    var family: String?

    private var chosen: RoundFamily? { RoundFamily.all.first { $0.name == family } }

    func validate() throws {
        try Mutant.check(only ?? .missingLock)
        if let family, chosen == nil { throw ValidationError("no family \(family)") }
        guard (1...1_000_000).contains(limit), (1...64).contains(jobs) else {
            throw ValidationError("--limit: 1 to 1000000, --jobs: 1 to 64")
        }
    }

    func run() async throws {
        Interruption.watch()
        let mutants = only.map { [$0] } ?? Mutant.allCases
        let hunt = MutantHunt(limit: limit, family: chosen)
        let width = mutants.map(\.rawValue.count).max() ?? 0
        var caught = 0
        var missed = 0
        var bar = ProgressBar(total: mutants.count)
        _ = await Workers.run(mutants.count, jobs: jobs) { index in
            (mutants[index].rawValue, hunt.hunt(mutants[index]))
        } take: { result, done in
            let (name, found) = result
            if found == nil { missed += 1 } else { caught += 1 }
            let text =
                found.map {
                    "\($0.harness) \($0.number), after \($0.tried): \($0.violation)"
                } ?? "NOT CAUGHT 未发现"
            bar.end()
            print(name + String(repeating: " ", count: width + 2 - name.count) + text)
            fflush(nil)
            bar.show(done, findings: caught)
        }
        bar.end()
        print("\(caught) of \(mutants.count) caught 已发现")
        if caught + missed < mutants.count {
            print("stopped after \(caught + missed) 已停止")
            throw Interruption.exitCode
        }
        if missed > 0 { throw ExitCode(1) }
    }
}
