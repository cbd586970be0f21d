import ArgumentParser
import Foundation
import Mutants
import Simulation

/// Runs many seeds.
struct CampaignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "campaign",
        abstract: "Run many seeds and count what they show. 批量运行种子。",
        discussion: """
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

    @Option(help: "Kind of scenario: \(CampaignKind.names). 场景类别。")
    var kind: CampaignKind = .random

    @Option(help: "A broken variant; see `mutants`. 变异体。")
    var mutant: Mutant?

    private var sizes: [Int] {
        (seats ?? "").split(separator: ",").compactMap { Int($0) }
    }

    func validate() throws {
        try Mutant.check(mutant)
        try SeedRange.check(from, runs)
        guard (1...10_000_000).contains(runs) else {
            throw ValidationError("--runs: 1 to 10000000")
        }
        guard (1...64).contains(jobs) else { throw ValidationError("--jobs: 1 to 64") }
        if let seats, sizes.count != seats.split(separator: ",").count || sizes.isEmpty {
            throw ValidationError("--seats: numbers with commas between them")
        }
        for size in sizes { try ScenarioChoice.check(seats: size) }
    }

    func run() async throws {
        Interruption.watch()
        var tally = CampaignTally()
        var bar = ProgressBar(total: runs)
        let (kind, sizes, mutant, from) = (kind, sizes, mutant, from)
        let done = await Workers.run(runs, jobs: jobs) { index in
            let scenario = kind.scenario(seed: from + UInt64(index), seats: sizes)
            return SimulatedWorld(mutant.map { scenario.with($0) } ?? scenario).run()
        } take: { report, done in
            tally.take(report)
            if let violation = report.violations.first {
                print("VIOLATION 违规 \(report.scenario.seats) seats, \(violation)")
                print(
                    "    replay 重放: tally-sim run \(report.scenario.seed) --kind \(kind.rawValue)"
                        + " --seats \(report.scenario.seats)\(Mutant.option(mutant)) --transcript")
                fflush(nil)
            }
            bar.show(done, findings: tally.failures.count)
        }
        bar.end()
        tell(tally, seconds: bar.seconds)
        if done < runs {
            print(
                "stopped; go on with 已停止，可继续: tally-sim campaign --kind \(kind.rawValue)"
                    + " --from \(from + UInt64(done)) --runs \(runs - done)"
                    + (seats.map { " --seats \($0)" } ?? "") + Mutant.option(mutant))
        }
        if !tally.failures.isEmpty { throw ExitCode(1) }
        if done < runs { throw Interruption.exitCode }
    }

    private func tell(_ tally: CampaignTally, seconds: Double) {
        let sizes = tally.runsBySeats.map { "\($0.runs) × \($0.seats)" }.joined(separator: ", ")
        print("runs 运行          \(tally.runs) (\(sizes) seats)")
        print("seeds 种子         \(from)…\(from + UInt64(max(tally.runs, 1)) - 1), \(kind.rawValue)")
        print("violations 违规    \(tally.failures.count)")
        print("not judged 未判活性 \(tally.unjudged.count)")
        for gap in LivenessGap.allCases {
            let seeds = tally.unjudged.filter { $0.gap == gap }.map(\.seed).sorted()
            guard !seeds.isEmpty else { continue }
            let few = seeds.prefix(10).map { " \($0)" }.joined()
            print(
                "    \(seeds.count) × \(gap.rawValue), seeds:\(few)\(seeds.count > 10 ? " …" : "")")
        }
        if tally.toChangeSeats > 0 {
            print(
                "seat changes 席位变更 in \(tally.changedSeats) of \(tally.toChangeSeats) runs,"
                    + " \(tally.seatChanges) in all")
        }
        if tally.toRecover > 0 {
            print("recovered 恢复      \(tally.recovered) of \(tally.toRecover) runs")
        }
        if kind == .duties { tell(tally.duties) }
        print("blocks 区块        \(tally.blocks), highest round 最高轮次 \(tally.highestRound)")
        print("longest 最长恢复   \(tally.longestHealing) virtual ms after healing")
        print("virtual time 虚拟时间 \(tally.virtualTime / 1_000) s, \(tally.events) events")
        let rate = String(format: "%.1f", Double(tally.runs) / max(seconds, 0.001))
        print("took 用时          \(Int(seconds)) s, \(rate) runs/s")
    }

    private func tell(_ duties: DutyTally) {
        print(
            "permits 许可       \(duties.permits): \(duties.delivered) delivered 已送达, "
                + "\(duties.heldBack) held back 已拦截, \(duties.withheld) withheld 放行后收回")
        print("emergencies 离线应急 \(duties.opened) opened, \(duties.anchored) on the chain 已上链")
        print(
            "notices 通知       \(duties.notices) told; transactions expired 过期 "
                + "\(duties.expirations), refused 被拒 \(duties.refusals)")
    }
}
