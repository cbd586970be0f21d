import Mutants
import Testing

@testable import SeatFiles

/// A test of this room that fails once its guard is gone, for each broken variant.
private let catches: [(mutant: Mutant, run: @Sendable () throws -> Void)] = [
    (
        .registerNotAsked,
        { try `A seat's files`().`let no second vote out for a place, whatever the log takes`() }
    ),
    (
        .logNotWritten,
        {
            try `A seat's files`()
                .`hold what was signed over a power cut, in the order in which it was said`()
        }
    ),
    (
        .otherSignatureSent,
        { try `A seat's files`().`take another signature under the same words for another vote`() }
    ),
    (
        .begunUnraised,
        { try `A seat's files`().`of a key that never signed let nothing out below their height`() }
    ),
    (
        .recoveredNotRegistered,
        { try `A seat's files`().`make known to the register what only the log holds`() }
    ),
    (
        .anyRecordRegistered,
        { try `A seat's files`().`register nothing that the seat's key did not sign`() }
    ),
    (
        .signsFromIgnored,
        {
            try `A seat that comes back`()
                .`waits until the chain has passed what it signed on blocks that are lost`()
        }
    ),
    (
        .aheadLogIgnored,
        {
            try `A seat that comes back`()
                .`waits until the chain has passed what it signed on blocks that are lost`()
        }
    ),
    (
        .barrierIgnored,
        { try `A seat that comes back`().`waits for the height to which its register was raised`() }
    ),
    (
        .lostWordIgnored,
        {
            try `A seat that comes back`()
                .`skips the height of which its log lost the last word`(kept: 1)
        }
    ),
]

@Suite struct `Broken variants of a seat's files` {
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
        #expect(catches.map(\.mutant) == Mutant.ofSeatFiles)
    }
}
