import Foundation

/// What was measured, with the state of the machine.
struct BenchReport: Codable {
    /// One measurement: durations, or one figure with its unit.
    struct Line: Codable {
        var name: String
        var milliseconds: Quantiles?
        var value: Double?
        var unit: String?
        var note: String?
    }

    var what: String
    var processors = ProcessInfo.processInfo.activeProcessorCount
    var isOptimised = BenchReport.wasOptimised
    var loadBefore = BenchReport.load
    var loadAfter: Double?
    var runs: Int
    var lines: [Line] = []

    init(_ what: String, runs: Int) {
        self.what = what
        self.runs = runs
    }

    mutating func add(_ name: String, _ runs: [Timings], note: String? = nil) {
        guard let quantiles = Quantiles(runs: runs.compactMap(\.quantiles)) else { return }
        lines.append(Line(name: name, milliseconds: quantiles, note: note))
    }

    mutating func add(_ name: String, _ value: Double, _ unit: String, note: String? = nil) {
        lines.append(Line(name: name, value: value, unit: unit, note: note))
    }

    /// Prints the report as a table or as JSON.
    mutating func show(_ options: MeasuringOptions) throws {
        loadAfter = Self.load
        if options.json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            print(String(decoding: try encoder.encode(self), as: UTF8.self))
            return
        }
        print(
            "\(what): \(processors) processors, \(isOptimised ? "release" : "debug") build, "
                + "load \(Self.text(loadBefore)) -> \(Self.text(loadAfter)), "
                + "medians of \(runs) runs")
        print(Self.row("", ["p50 ms", "p99 ms", "max ms", "count"]))
        for line in lines {
            if let found = line.milliseconds {
                print(
                    Self.row(
                        line.name,
                        [found.p50, found.p99, found.max].map(Self.figure) + ["\(found.count)"],
                        line.note))
            } else if let value = line.value {
                print(Self.row(line.name, [Self.figure(value), line.unit ?? ""], line.note))
            }
        }
    }

    private static func row(_ name: String, _ cells: [String], _ note: String? = nil) -> String {
        let padded = cells.map { String(repeating: " ", count: max(1, 10 - $0.count)) + $0 }
        let space = String(repeating: " ", count: max(1, 44 - name.count))
        return "  " + name + space + padded.joined() + (note.map { "  \($0)" } ?? "")
    }

    private static func text(_ load: Double?) -> String { load.map(figure) ?? "not known" }

    static func figure(_ value: Double) -> String {
        String(format: value < 1 ? "%.4f" : value < 100 ? "%.2f" : "%.0f", value)
    }

    /// The load average of the last minute.
    private static var load: Double? {
        var figure = 0.0
        // Nil where the system does not say; the report then says so.
        return getloadavg(&figure, 1) == 1 ? figure : nil
    }

    private static var wasOptimised: Bool {
        var isDebug = false
        assert(
            {
                isDebug = true
                return true
            }())
        return !isDebug
    }
}
