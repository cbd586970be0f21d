import ArgumentParser
import Simulation

/// What is printed of a run.
enum ReportText {
    /// Prints a run; exits with 1 if something was found.
    static func finish(_ report: RunReport) throws {
        for line in report.transcript { print(line) }
        let scenario = report.scenario
        print(
            "seed \(scenario.seed): \(scenario.seats) seats, heights \(list(report.heights)),"
                + " \(report.duration) virtual ms, \(report.events) events")
        print("rounds \(list(report.decidedRounds)), auditor hash \(report.auditorHash)")
        for (node, why) in report.unavailable.sorted(by: { $0.key < $1.key }) {
            print("node \(node) cannot vote: \(why)")
        }
        if !report.culprits.isEmpty {
            print("seats that contradict themselves: \(report.culprits)")
        }
        if report.seatChanges > 0 { print("seats changed \(report.seatChanges) times") }
        if report.recoveries > 0 { print("recovered \(report.recoveries) times") }
        if let gap = report.gap {
            print("too few seats can vote (\(gap.rawValue)): liveness is not judged")
        }
        for violation in report.violations { print("VIOLATION \(violation)") }
        if !report.isCorrect { throw ExitCode(1) }
        print("nothing found 未发现违规")
    }

    private static func list(_ numbers: [UInt64]) -> String {
        numbers.map(String.init).joined(separator: " ")
    }
}
