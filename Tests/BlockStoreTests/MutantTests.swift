import Mutants
import Testing

/// A test of this room that fails once its guard is gone, for each broken variant.
private let catches: [(mutant: Mutant, run: @Sendable () throws -> Void)] = [
    (.registerForgets, { try `Signer register`().`goes forward only`() }),
    (
        .registerTakesConflict,
        {
            try `Signer register`()
                .`refuses another message at the same place, and returns the stored signature`()
        }
    ),
    (.registerTakesBehind, { try `Signer register`().`goes forward only`() }),
    (
        .registerNotSynced,
        { try `Fault loops`().`no seat signs twice across any failure`(mode: .powerCut, seed: 0) }
    ),
    (
        .olderRegisterTaken,
        { try `Reopening`().`register that was exchanged for an older one is refused`() }
    ),
    (
        .logNotSynced,
        { try `Fault loops`().`no vote that was let out is forgotten`(mode: .powerCut, seed: 0) }
    ),
    (.reserveIgnored, { try `Vote log`().`stops before the disk is full`() }),
    (
        .brokenLogWritten,
        { try `Reopening`().`vote log forgets nothing that was written, and takes votes again`() }
    ),
    (.tornVoteKept, { try `Vote log`().`a torn record leaves nothing behind a shorter one`() }),
    (
        .damageTakenForTorn,
        { try `Vote log`().`one flipped bit between whole records is no torn end`() }
    ),
    (
        .frameChecksumUnread,
        { try `Vote log`().`one flipped bit between whole records is no torn end`() }
    ),
    (
        .storeNotSynced,
        {
            try `Fault loops`()
                .`no committed block is lost and no half block is seen`(mode: .powerCut, seed: 0)
        }
    ),
    (
        .brokenStoreWritten,
        { try `Reopening`().`refuses a folder from which an acknowledged block is gone`() }
    ),
    (.tornTailKept, { try `Damaged blocks`().`a torn tail is cut, whatever its length`() }),
    (.foreignBlockStored, { try `Chain store`().`takes only the block that follows`() }),
    (.wrongHeightStored, { try `Chain store`().`takes only the block that follows`() }),
    (.brokenLinkTaken, { try `Chain store`().`takes only the block that follows`() }),
    (
        .replacedUnlinked,
        { try `Damaged blocks`().`a damaged block is replaced, and the store is whole again`() }
    ),
    (
        .lostBlocksOverlooked,
        { try `Reopening`().`refuses a folder from which an acknowledged block is gone`() }
    ),
]

@Suite struct `Broken variants of the store` {
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
        #expect(catches.map(\.mutant) == Mutant.ofBlockStore)
    }
}
