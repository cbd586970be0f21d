import ArgumentParser
import Foundation
import Mutants
import Simulation

/// Runs round machines against an adversary that the seed generates.
struct AdversaryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adversary",
        abstract: "Let a generated adversary loose on the rules alone. 用生成的对手检验规则。",
        discussion: """
            Each seed makes its own adversary: what it sends, to whom and when. \
            每个种子生成各自的对手：发送什么、给谁、何时发送。
            Ctrl-C lets the runs under way end and says where to go on. \
            按 Ctrl-C 会完成进行中的运行，并提示从何处继续。
            """)

    @Option(help: "Number of runs. 运行次数。")
    var runs = 1_000

    @Option(help: "The first seed. 起始种子。")
    var from: UInt64 = 1

    @Option(help: "Sizes that take turns, as 4,5,7,10. 席位数，轮流使用。")
    var seats: String?

    @Option(help: "Runs at a time. 并行数。")
    var jobs = 2

    @Option(help: "Tell the run of this seed line by line. 逐行记录该种子的运行。")
    var replay: UInt64?

    @Option(help: "Reduce this failing seed and tell what is left. 缩小该失败种子。")
    var shrink: UInt64?

    @Option(help: "A broken variant; see `mutants`. 变异体。")
    var mutant: Mutant?

    private var sizes: [Int] {
        (seats ?? "").split(separator: ",").compactMap { Int($0) }
    }

    func validate() throws {
        try Mutant.check(mutant)
        try SeedRange.check(from, runs)
        guard (1...100_000_000).contains(runs) else {
            throw ValidationError("--runs: 1 to 100000000")
        }
        guard (1...64).contains(jobs) else { throw ValidationError("--jobs: 1 to 64") }
        if let seats, sizes.count != seats.split(separator: ",").count || sizes.isEmpty {
            throw ValidationError("--seats: numbers with commas between them")
        }
        guard sizes.allSatisfy((4...RoundSeats.maximum).contains) else {
            throw ValidationError("--seats: 4 to \(RoundSeats.maximum)")
        }
        guard replay == nil || shrink == nil else {
            throw ValidationError("--replay or --shrink, not both")
        }
    }

    func run() async throws {
        if let replay {
            let recipe = AdversaryRecipe.generated(seed: replay, sizes: sizes)
            return try tell(recipe.run(of: mutant, isTold: true))
        }
        if let shrink { return try reduce(shrink) }
        Interruption.watch()
        var tally = AdversaryTally()
        var bar = ProgressBar(total: runs)
        let (sizes, mutant, from) = (sizes, mutant, from)
        let done = await Workers.run(runs, jobs: jobs) { index in
            AdversaryRecipe.generated(seed: from + UInt64(index), sizes: sizes).run(of: mutant)
        } take: { outcome, done in
            tally.take(outcome)
            if !outcome.isCorrect {
                let found = outcome.violations.map(\.description).joined(separator: "; ")
                print(
                    "VIOLATION 违规 seed \(outcome.recipe.seed), \(outcome.recipe.seats) seats, \(found)"
                )
                print(
                    "    replay 重放: tally-sim adversary --replay \(outcome.recipe.seed)"
                        + " --seats \(outcome.recipe.seats)\(Mutant.option(mutant))")
                fflush(nil)
            }
            bar.show(done, findings: tally.failures.count)
        }
        bar.end()
        tell(tally, seconds: bar.seconds)
        if done < runs {
            print(
                "stopped; go on with 已停止，可继续: tally-sim adversary --from \(from + UInt64(done))"
                    + " --runs \(runs - done)" + (seats.map { " --seats \($0)" } ?? "")
                    + Mutant.option(mutant))
        }
        if !tally.failures.isEmpty { throw ExitCode(1) }
        if done < runs { throw Interruption.exitCode }
    }

    private func tell(_ outcome: AdversaryOutcome) throws {
        for line in AdversaryText.lines(of: outcome.recipe) { print(line) }
        for line in outcome.transcript { print(line) }
        for violation in outcome.violations { print("VIOLATION \(violation)") }
        if !outcome.isCorrect { throw ExitCode(1) }
        print("nothing found 未发现违规")
    }

    private func reduce(_ seed: UInt64) throws {
        let recipe = AdversaryRecipe.generated(seed: seed, sizes: sizes)
        guard let (outcome, runs) = AdversaryShrinker.shrink(recipe, of: mutant) else {
            Console.error("seed \(seed) does not fail 该种子未失败")
            throw ExitCode(1)
        }
        Console.error(
            "shrunk from \(recipe.size) to \(outcome.recipe.size) parts in \(runs) runs"
                + " 共运行 \(runs) 次")
        try tell(outcome)
    }

    private func tell(_ tally: AdversaryTally, seconds: Double) {
        print("runs that met each rule 覆盖规则的运行数")
        for (found, runs) in tally.met {
            let count = String(repeating: " ", count: max(0, 9 - "\(runs)".count)) + "\(runs)"
            print("\(count)  \(found.rawValue)")
        }
        print("runs 运行          \(tally.runs)")
        print("seeds 种子         \(from)…\(from + UInt64(max(tally.runs, 1)) - 1)")
        print("violations 违规    \(tally.failures.count)")
        print("highest round 最高轮次 \(tally.highestRound)")
        print("longest 最长恢复   \(tally.longestHealing) virtual ms after healing")
        let rate = String(format: "%.1f", Double(tally.runs) / max(seconds, 0.001))
        print("took 用时          \(Int(seconds)) s, \(rate) runs/s")
    }
}
