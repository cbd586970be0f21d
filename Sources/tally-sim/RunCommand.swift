import ArgumentParser
import Mutants
import Simulation

/// Runs one seed.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run one seed and tell what came of it. 运行一个种子。")

    @OptionGroup var choice: ScenarioChoice

    @Flag(help: "Tell the run line by line. 逐行记录。")
    var transcript = false

    @Flag(help: "Print the scenario as a file for `replay`. 输出场景文件。")
    var scenario = false

    func run() throws {
        let chosen = try choice.scenario()
        if scenario {
            print(ScenarioText.text(of: chosen), terminator: "")
            return
        }
        try ReportText.finish(SimulatedWorld(chosen, transcribes: transcript).run())
    }
}

/// A scenario by its seed, and what is to be different.
struct ScenarioChoice: ParsableArguments {
    @Argument(help: "The seed. 种子。")
    var seed: UInt64

    @Option(help: "Number of seats; the seed chooses without it. 席位数。")
    var seats: Int?

    @Option(help: "Kind of scenario: \(CampaignKind.names). 场景类别。")
    var kind: CampaignKind = .random

    @Option(
        name: .customLong("faulty"),
        help: ArgumentHelp(
            "Faulty seats instead of the seed's, as 1:doubleVoter. 故障席位。",
            valueName: "seat:kind"))
    var faulty: [String] = []

    @Option(help: "A broken variant; see `mutants`. 变异体。")
    var mutant: Mutant?

    func validate() throws {
        if let seats { try ScenarioChoice.check(seats: seats) }
        try Mutant.check(mutant)
    }

    static func check(seats: Int) throws {
        guard (2...30).contains(seats) else { throw ValidationError("--seats: 2 to 30") }
    }

    func scenario() throws -> Scenario {
        var scenario = kind.scenario(seed: seed, seats: seats.map { [$0] } ?? [])
        if !faulty.isEmpty {
            scenario.faultySeats = try faulty.map { word in
                let parts = word.split(separator: ":").map(String.init)
                guard parts.count == 2, let seat = Int(parts[0]),
                    (0..<scenario.seats).contains(seat),
                    let kind = FaultySeatKind(rawValue: parts[1])
                else {
                    let kinds = FaultySeatKind.allCases.map(\.rawValue).joined(separator: ", ")
                    throw ValidationError("--faulty \(word): seat:kind, the kinds are \(kinds)")
                }
                return FaultySeatPlan(seat: seat, kind)
            }
        }
        return mutant.map { scenario.with($0) } ?? scenario
    }
}

/// Seeds that are run one after the other.
enum SeedRange {
    /// Says that the numbers end before the last seed.
    static func check(_ first: UInt64, _ runs: Int) throws {
        guard !first.addingReportingOverflow(UInt64(max(0, runs))).overflow else {
            throw ValidationError("--from: at most \(UInt64.max - UInt64(max(0, runs))). 起始种子过大。")
        }
    }
}

extension CampaignKind: ExpressibleByArgument {
    /// All kinds in words.
    static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

extension Mutant: ExpressibleByArgument {
    @usableFromInline package static var allValueStrings: [String] { allCases.map(\.rawValue) }

    /// The words that ask for a mutant again; none for none.
    static func option(_ mutant: Mutant?) -> String {
        mutant.map { " --mutant \($0.rawValue)" } ?? ""
    }

    /// Says that a release build has no mutants.
    static func check(_ mutant: Mutant?) throws {
        guard mutant == nil || areBuilt else {
            throw ValidationError(
                "this build has no mutants: build it without `-c release`, or with "
                    + "`-Xswiftc -DTALLY_MUTANTS`. 此构建不含变异体。")
        }
    }
}
