import Foundation
import TestSupport
import Testing

@testable import Mutants

@Suite struct `Mutants` {
    @Test func `are on only where they are asked for`() {
        let before = Mutant.active
        Mutant.with(.missingLock) {
            #expect(Mutant.missingLock.isOn)
            #expect(!Mutant.unlockOnNil.isOn)
            Mutant.with(nil) { #expect(!Mutant.missingLock.isOn) }
        }
        #expect(Mutant.active == before)
    }

    @Test func `have names of small letters, digits and hyphens`() {
        for mutant in Mutant.allCases {
            #expect(
                mutant.rawValue.utf8.allSatisfy {
                    (97...122).contains($0) || (48...57).contains($0) || $0 == 45
                })
        }
    }

    /// A release build has another type of this name: its guards name the same mutants, and nothing
    /// else of them is there.
    @Test func `stand in a release build by their names alone`() throws {
        func names(in file: String, _ pattern: Regex<(Substring, Substring)>) throws -> [String] {
            try Fixture.text("../../Sources/Mutants/" + file).matches(of: pattern)
                .map { String($0.output.1) }
        }
        let built = try names(in: "Mutant.swift", #/\n *case (\w+) = /#)
        let absent = try names(
            in: "Mutant+Absent.swift", #/static var (\w+): Mutant \{ Mutant\(\) \}/#)
        #expect(built.count == Mutant.allCases.count)
        #expect(absent == built)
        let text = try Fixture.text("../../Sources/Mutants/Mutant+Absent.swift")
        #expect(!Mutant.allCases.contains { text.contains("\"\($0.rawValue)\"") })
    }
}
