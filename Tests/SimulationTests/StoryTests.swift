import Foundation
import LedgerTypes
import TestSupport
import Testing

@testable import Simulation

/// Transcripts as they were when somebody last read them. After a change of the rules:
/// `TALLY_RECORD=1 swift test --filter SimulationTests`, then read the difference.
@Suite struct `Stories of the simulation` {
    @Test(arguments: Stories.names)
    func `are told as they were`(name: String) throws {
        let report = SimulatedWorld(Stories.scenario(name), transcribes: true).run()
        #expect(report.violations == [], "\(name)")
        let told = report.transcript.joined(separator: "\n") + "\n"
        let path = "simulation/\(name).txt"
        if ProcessInfo.processInfo.environment["TALLY_RECORD"] != nil {
            let file = Fixture.root.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try told.write(to: file, atomically: true, encoding: .utf8)
        }
        let known = (try? Fixture.text(path)) ?? "there is no Fixtures/\(path)\n"
        // Line by line: the first that differs says most.
        for (number, pair) in zip(lines(known), lines(told)).enumerated() where pair.0 != pair.1 {
            Issue.record("\(name), line \(number + 1): `\(pair.1)`, not `\(pair.0)`")
            return
        }
        #expect(lines(known).count == lines(told).count, "\(name)")
    }

    private func lines(_ text: String) -> [Substring] { text.split(separator: "\n") }
}
