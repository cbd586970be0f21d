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
        let difference = try Golden.difference(told, at: "simulation/\(name).txt")
        #expect(difference == nil, "\(name)")
    }
}
