import Foundation
import LedgerTypes
import Outbox
import TestSupport
import Testing

@testable import Diagnosis

@Suite struct `Metrics` {
    private func page(_ name: String) throws -> String {
        let file = Fixture.root.deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("docs/operating/\(name).md")
        return try String(contentsOf: file, encoding: .utf8)
    }

    private var text: String { MetricsText.render(HealthSample().facts.health) }

    @Test func `are those of the operators' page, with kind and unit`() throws {
        let rows = try page("metrics").split(separator: "\n").filter { $0.hasPrefix("| `tally_") }
        let listed = rows.map { row in
            row.split(separator: "|").prefix(3).map {
                $0.trimmingCharacters(in: [" ", "`"])
            }
        }
        #expect(listed == Metric.all.map { [$0.name, $0.kind.rawValue, $0.unit] })
    }

    @Test func `give every figure with its kind, and alarms as nought before they happen`() {
        let lines = text.split(separator: "\n")
        for metric in Metric.all {
            #expect(lines.contains("# TYPE \(metric.name) \(metric.kind.rawValue)"))
            if metric.kind == .counter {
                let samples = lines.filter {
                    $0.hasPrefix("\(metric.name) ") || $0.hasPrefix("\(metric.name){")
                }
                #expect(!samples.isEmpty, "\(metric.name)")
                #expect(samples.allSatisfy { $0.hasSuffix(" 0") }, "\(samples)")
            }
        }
        #expect(lines.contains("tally_equivocations_total{seat=\"m1\"} 0"))
        #expect(lines.contains("tally_heartbeat_age_seconds 0.2"))
        let names = Set(Metric.all.map(\.name))
        for line in lines where !line.hasPrefix("#") {
            let name = line.prefix { $0 != " " && $0 != "{" }
            let base = ["_bucket", "_sum", "_count"].reduce(String(name)) {
                $0.hasSuffix($1) && !names.contains($0) ? String($0.dropLast($1.count)) : $0
            }
            #expect(names.contains(base), "\(line)")
        }
    }

    @Test func `tell of duties by kind and stage, and of none that is not known`() {
        var health = HealthSample().facts.health
        #expect(!MetricsText.render(health).contains("\ntally_duties{"))
        health.duties = [
            HealthSample.duty(.release, .waits).standing,
            HealthSample.duty(.notice, .waits).standing,
        ]
        let lines = MetricsText.render(health).split(separator: "\n")
        #expect(lines.contains("tally_duties{kind=\"release\",stage=\"drafted\"} 1"))
        #expect(lines.contains("tally_duties{kind=\"release\",stage=\"done\"} 0"))
        #expect(lines.contains("tally_duty_oldest_seconds{kind=\"withholding\"} 0"))
        #expect(
            lines.count { $0.hasPrefix("tally_duties{") } == WorkKind.allCases.count
                * StageName.allCases.count)
    }

    @Test func `histogram counts what lies at or below each bound`() {
        var histogram = LatencyHistogram()
        for microseconds in [0, 1_000, 1_001, 70_000_000] {
            histogram.observe(.microseconds(microseconds))
        }
        #expect(histogram.counts.first == 2 && histogram.counts[1] == 1)
        #expect(histogram.counts.last == 1 && histogram.count == 4)
        #expect(histogram.sumMicroseconds == 70_002_001)
        #expect(MetricsText.decimal(70_002_001, places: 6) == "70.002001")
        #expect(MetricsText.decimal(2_500, places: 6) == "0.0025")
        #expect(MetricsText.decimal(5_000_000, places: 6) == "5")
    }

    @Test(arguments: ["why-halted", "why-halted.zh"])
    func `page on halts names every problem that has a remedy`(name: String) throws {
        let page = try page(name)
        for remedy in Remedy.all {
            #expect(page.contains("| \(remedy.code) |"), "\(remedy.code)")
        }
    }
}
