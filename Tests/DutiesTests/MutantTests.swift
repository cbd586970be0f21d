import Mutants
import Testing

@testable import Duties

/// A test of this room that fails once its guard is gone, for each broken variant.
private let catches: [(mutant: Mutant, run: @Sendable () throws -> Void)] = [
    (
        .stageUnwritten,
        { try `Giving what permits allow`().`goes on after a stop with what it had begun`() }
    ),
    (
        .releaseMadeAgain,
        {
            try `Giving what permits allow`()
                .`makes a release once while its transaction may still come`()
        }
    ),
    (
        .expiredByWallClock,
        {
            try `Giving what permits allow`()
                .`goes by the chain's time, and not by the clock on the wall`()
        }
    ),
    (
        .searchedUnfound,
        { try `Giving what permits allow`().`finds again what it could not write down`() }
    ),
    (
        .withholdingOmitted,
        {
            try `Withholding what was released`()
                .`is told to the chain where the right ended before the delivery`()
        }
    ),
    (
        .acknowledgedUnkept,
        { try `Receiving what others release`().`acknowledges only what is on its disk`() }
    ),
    (
        .shownUnrecorded,
        { try `Emergencies decided alone`().`show nothing where the record cannot be kept`() }
    ),
]

@Suite struct `Broken variants of duties` {
    @Test(arguments: catches.map(\.mutant))
    func `are caught by a test of the room`(mutant: Mutant) throws {
        let found = try #require(catches.first { $0.mutant == mutant })
        // It fails for the mutant's sake alone; and no failure would be one: the mutant survived.
        try found.run()
        Mutant.with(mutant) {
            withKnownIssue { try found.run() }
        }
    }

    @Test func `are all in the table`() {
        #expect(catches.map(\.mutant) == Mutant.ofDuties)
    }
}
