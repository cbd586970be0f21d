import Mutants
import Testing

@testable import Simulation

private let catches = rulesRows + replicaRows + executionRows + filesRows + dutyRows
/// Rows of one scenario stand together: without a mutant it runs once.
private let scenes = Dictionary(grouping: catches) { "\($0.harness) \($0.number) \($0.seats)" }
    .sorted { $0.key < $1.key }.map(\.value)
private let unseen = rulesUnseen.merging(replicaUnseen) { first, _ in first }
    .merging(executionUnseen) { first, _ in first }
    .merging(filesUnseen) { first, _ in first }
    .merging(dutiesUnseen) { first, _ in first }

@Suite struct `Broken variants` {
    @Test(arguments: scenes)
    func `are caught where the rules are not`(rows: [MutantRow]) throws {
        #expect(try rows[0].isCorrect(nil))
        for row in rows { #expect(try !row.isCorrect(row.mutant), "\(row.mutant)") }
    }

    @Test func `are all seen, or named as unseen`() {
        let seen = catches.map(\.mutant.rawValue)
        let named = seen + unseen.keys.map(\.rawValue)
        #expect(named.filter { name in named.count { $0 == name } > 1 } == [])
        #expect(Set(Mutant.allCases.map(\.rawValue)).subtracting(named) == [])
    }

    // Not only seen in the logs: it ends in two decisions.
    @Test(arguments: [("missing-lock", 237), ("unlock-on-nil", 411)])
    func `without a lock decide two blocks`(mutant: String, number: Int) throws {
        let broken = try #require(Mutant(rawValue: mutant))
        #expect(HiddenLocks.family.outcome(number, of: broken).isForked)
    }
}
