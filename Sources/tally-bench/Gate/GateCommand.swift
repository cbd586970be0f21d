import ArgumentParser
import DataProtection
import WrittenText

/// `tally-bench gate`: how much of what identifies the egress gate finds, what it stops that is
/// harmless, and how long it takes.
struct GateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gate",
        abstract: "Measure the egress gate: recall, false alarms, time. 测量出口闸门的检出率、误拦率与用时。",
        discussion: """
            Tables have tabs and a heading; the first cell of a line is its group, the first JSON \
            string its text. What was missed, and what was stopped without need, is told line by \
            line. Exit code 1 where an optimised build takes longer than 2 s over 8 MiB.
            """)

    @Option(help: "A table of identifiers, all of which should be held back.")
    var identifiers: String?

    @Option(help: "A table of texts that identify nobody.")
    var innocent: String?

    @OptionGroup var options: MeasuringOptions

    func run() throws {
        var report = BenchReport("gate", runs: options.runs)
        if let identifiers { try measureRecall(GateTable(identifiers), &report) }
        if let innocent { try measureAlarms(GateTable(innocent), &report) }
        let slow = measureTime(&report)
        try report.show(options)
        guard slow.isEmpty || !report.isOptimised else {
            tell("FAIL  longer than \(GateLoad.limit) s: " + slow.joined(separator: "; "))
            throw ExitCode(1)
        }
    }

    /// The share of each group that is held back, in the order in which groups come.
    private func measureRecall(_ table: GateTable, _ report: inout BenchReport) {
        var groups: [String] = []
        for row in table.rows where !groups.contains(row.group) { groups.append(row.group) }
        for group in groups {
            let rows = table.rows.filter { $0.group == group }
            for release in GateRelease.allCases {
                let missed = rows.filter { !release.holds($0.text) }
                Self.add(
                    "held back, \(group), for \(release)", rows.count - missed.count, rows.count,
                    &report)
                for row in missed {
                    tell("MISSED  \(group) for \(release): \(Self.written(row.text))")
                }
            }
        }
    }

    /// Outside care a text does not leave whatever it says: false alarms are those of care.
    private func measureAlarms(_ table: GateTable, _ report: inout BenchReport) {
        let alarms = table.rows.filter { GateRelease.care.holds($0.text) }
        Self.add("false alarms for care", alarms.count, table.rows.count, &report)
        for row in alarms { tell("STOPPED  \(row.group): \(Self.written(row.text))") }
    }

    private static func add(_ name: String, _ part: Int, _ whole: Int, _ report: inout BenchReport)
    {
        guard whole > 0 else { return }
        report.add(name, 100 * Double(part) / Double(whole), "%", note: "\(part) of \(whole)")
    }

    /// A text on one line.
    private static func written(_ text: String) -> String {
        String(decoding: JSONWriter.write(.text(text)), as: UTF8.self)
    }

    /// Seconds for each load; the names of those that took too long.
    private func measureTime(_ report: inout BenchReport) -> [String] {
        var slow: [String] = []
        for load in GateLoad.all {
            var worst = 0.0
            var isRefused = false
            for _ in 0..<options.runs {
                let began = ContinuousClock.now
                let verdict = EgressGate(own: GateLoad.own).inspect(load.payload)
                worst = max(worst, (ContinuousClock.now - began) / .seconds(1))
                if case .blocked(let findings) = verdict {
                    isRefused = findings.contains { $0.kind == .tooMuchWork }
                }
            }
            let mebibytes = Double(load.payload.count) / Double(1 << 20)
            report.add(
                load.name, worst, "s",
                note: "\(BenchReport.figure(mebibytes)) MiB"
                    + (isRefused ? ", refused as too much" : ""))
            if worst > GateLoad.limit { slow.append(load.name) }
        }
        return slow
    }
}
