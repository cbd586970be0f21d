import Mutants
import Testing

/// A test of this room that fails once its guard is gone, for each broken variant.
private let catches: [(mutant: Mutant, run: @Sendable () throws -> Void)] = [
    (
        .executedHeaderUnread,
        {
            try `Execution of blocks`()
                .`a proposal with any other header field is not what follows`()
        }
    ),
    (
        .parentUnread,
        {
            try `Execution of blocks`()
                .`a proposal that is right on another parent is not what follows`()
        }
    ),
    (
        .parentCertificateOfOther,
        { try `Evidence in blocks`().`a certificate of another block or height is refused`() }
    ),
    (
        .wrongHeightExecuted,
        {
            try `Execution of blocks`()
                .`refuses a wrong height, a time that does not rise and what is not admitted`()
        }
    ),
    (
        .blockTimeNotRising,
        {
            try `Execution of blocks`()
                .`refuses a wrong height, a time that does not rise and what is not admitted`()
        }
    ),
    (
        .blockTimeUnbounded,
        { try `Execution of blocks`().`a block may come at the last instant, and not after it`() }
    ),
    (
        .transactionsUnadmitted,
        {
            try `Execution of blocks`()
                .`refuses a wrong height, a time that does not rise and what is not admitted`()
        }
    ),
    (
        .expiredExecuted,
        { try `Execution of blocks`().`ids are forgotten once they have expired, and only then`() }
    ),
    (
        .evidenceUnexecuted,
        {
            try `Evidence in blocks`()
                .`is refused twice, above the tip, when it is wrong or out of order`()
        }
    ),
    (
        .costUnbounded,
        {
            try `Execution of blocks`()
                .`a block that goes on beyond what executing may cost is built by none, taken by none`()
        }
    ),
    (
        .stateUseUncounted,
        {
            try `Execution of blocks`()
                .`what a transaction reads and writes of the state is part of its cost`()
        }
    ),
    (
        .recoveryNotAlone,
        { try `Recovery blocks`().`hold their order alone, after the block that it names`() }
    ),
    (
        .recoveryOfAnyParent,
        { try `Recovery blocks`().`hold their order alone, after the block that it names`() }
    ),
    (
        .refusedRecoveryTaken,
        { try `Recovery blocks`().`with an order that the state refuses are none`() }
    ),
    (
        .dueInRecovery,
        {
            try `Recovery blocks`()
                .`what falls due during the outage takes effect in the block after`()
        }
    ),
]

@Suite struct `Broken variants of execution` {
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
        #expect(catches.map(\.mutant) == Mutant.ofExecution)
    }
}
