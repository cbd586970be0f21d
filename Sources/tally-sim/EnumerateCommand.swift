import ArgumentParser
import Mutants
import Simulation

/// Goes through the enumerated scenarios.
struct EnumerateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enumerate",
        abstract: "Go through every enumerated scenario. 逐一运行枚举场景。")

    @Option(help: "Only this family. 仅此类别。")
    var family: String?

    @Option(help: "Only this scenario of the family, line by line. 仅此场景，逐行记录。")
    var scenario: Int?

    @Option(help: "At most so many of each family, spread over it; 0 is all. 每类最多数量。")
    var atMost = 0

    @Option(help: "Runs at a time. 并行数。")
    var jobs = 2

    @Option(help: "A broken variant; see `mutants`. 变异体。")
    var mutant: Mutant?

    func validate() throws {
        try Mutant.check(mutant)
        let names = RoundFamily.all.map(\.name)
        if let family, !names.contains(family) {
            throw ValidationError("--family: \(names.joined(separator: ", "))")
        }
        guard (1...64).contains(jobs), atMost >= 0 else { throw ValidationError("--jobs: 1 to 64") }
        if let scenario {
            guard let count = chosen.first?.count, family != nil, (0..<count).contains(scenario)
            else { throw ValidationError("--scenario: a number of --family") }
        }
    }

    private var chosen: [RoundFamily] {
        RoundFamily.all.filter { family == nil || $0.name == family }
    }

    func run() async throws {
        if let scenario, let family = chosen.first {
            let outcome = family.outcome(scenario, of: mutant, isTold: true)
            for line in outcome.transcript { print(line) }
            for violation in outcome.violations { print("VIOLATION \(violation)") }
            if !outcome.isCorrect { throw ExitCode(1) }
            return
        }
        Interruption.watch()
        var findings = 0
        for family in chosen where !Interruption.isAsked {
            findings += await enumerate(family)
        }
        if Interruption.isAsked {
            print("stopped; not all scenarios were run 已停止，未运行全部场景")
        }
        if findings > 0 { throw ExitCode(1) }
        if Interruption.isAsked { throw Interruption.exitCode }
    }

    private func enumerate(_ family: RoundFamily) async -> Int {
        let numbers = family.spread(atMost == 0 ? family.count : atMost)
        var bar = ProgressBar(total: numbers.count)
        var findings: [(number: Int, violation: RoundViolation)] = []
        // For lookup only.
        var kinds: [RoundViolation.Kind: Int] = [:]
        var rounds: UInt64 = 0
        var longest: UInt64 = 0
        let mutant = mutant
        let done = await Workers.run(numbers.count, jobs: jobs) { index in
            (numbers[index], family.outcome(numbers[index], of: mutant))
        } take: { result, done in
            let (number, outcome) = result
            rounds = max(rounds, outcome.rounds)
            longest = max(longest, outcome.decidedAfter)
            if let violation = outcome.violations.first { findings.append((number, violation)) }
            for violation in outcome.violations { kinds[violation.kind, default: 0] += 1 }
            bar.show(done, findings: findings.count)
        }
        bar.end()
        print(
            "\(family.name): \(done) of \(family.count) scenarios, \(findings.count) violations,"
                + " highest round \(rounds), \(longest) virtual ms at most, \(Int(bar.seconds)) s")
        print("    \(family.summary)")
        for kind in RoundViolation.Kind.allCases {
            if let count = kinds[kind] { print("    \(kind.rawValue) in \(count) scenarios") }
        }
        for (number, violation) in findings.sorted(by: { $0.number < $1.number }).prefix(10) {
            print("    VIOLATION in \(number): \(violation)")
        }
        return findings.count
    }
}
