import Mutants
import Testing

@testable import Replica

/// A test of this room that fails once its guard is gone, for each broken variant.
private let catches: [(mutant: Mutant, run: @Sendable () throws -> Void)] = [
    (
        .seatChangeAtOnce,
        {
            try `Seats that change while the chain runs`()
                .`seats that come in at once, or a height too late, are noticed`()
        }
    ),
    (
        .seatChangeLate,
        {
            try `Seats that change while the chain runs`()
                .`seats that come in at once, or a height too late, are noticed`()
        }
    ),
    (
        .parentCertificateUnread,
        {
            try `Blocks that a faulty seat proposes`()
                .`are not voted for if one signature over the parent is false`()
        }
    ),
    (
        .parentCertificateAbsent,
        {
            try `Blocks that a faulty seat proposes`()
                .`are not voted for without the certificate of the parent`()
        }
    ),
    (
        .blockSizeUnread,
        {
            try `Blocks that a faulty seat proposes`()
                .`are not voted for beyond the bytes that the parameters allow`()
        }
    ),
    (
        .epochUnread,
        { try `Recovery from a lost quorum`().`makes the blocks of other seats invalid`() }
    ),
    (
        .loggedBlocksOfAnyRound,
        {
            try `Recovery from a lost quorum`()
                .`a block that was logged before it is not valid in it`()
        }
    ),
    (
        .decidedByOtherSeats,
        {
            try `Recovery from a lost quorum`()
                .`a block of other seats than those that decide is never committed`()
        }
    ),
    (
        .expiredBuilt,
        {
            try `Four replicas`()
                .`say that a submission's time is over, wherever it was submitted`()
        }
    ),
    (
        .contentsAskedOfOne,
        {
            try `Falling behind`()
                .`contents of a block are asked for of every peer, those first who voted for it`()
        }
    ),
    (
        .syncBlocksUnordered,
        {
            try `Falling behind`()
                .`forged blocks are refused, their sender is reported, others are asked`(
                    corruption: "gap")
        }
    ),
    (
        .silentSourceKept,
        { try `Falling behind`().`a peer that claims a height it does not have is passed over`() }
    ),
    (
        .anyAnswerAmple,
        {
            try `Falling behind`()
                .`a peer that hands out block by block does not hold a late node back`()
        }
    ),
    (
        .lateVotesUnanswered,
        {
            try `Falling behind`()
                .`a seat that still votes on a decided height is told, once in a while`()
        }
    ),
    (
        .evidenceUnchecked,
        {
            try `Evidence of misbehaviour`()
                .`that shows nothing is refused, and who passes it on is reported`()
        }
    ),
    (
        .evidenceKept,
        {
            try `Evidence of misbehaviour`()
                .`of the height that is being decided is kept, and built into the next block`()
        }
    ),
    (
        .evidenceNotBuilt,
        {
            try `Evidence of misbehaviour`()
                .`of the height that is being decided is kept, and built into the next block`()
        }
    ),
    (
        .evidenceUnbounded,
        {
            try `Evidence of misbehaviour`()
                .`waits in a bounded number of bytes, and of pieces for one seat`()
        }
    ),
    (
        .lateAmnesiaUnnoticed,
        {
            try `Evidence of misbehaviour`()
                .`of a lock that was forgotten is found in a late vote`()
        }
    ),
    (
        .otherSeatsAccused,
        {
            try `Evidence of misbehaviour`()
                .`that another seat signed is refused, and its sender is no liar`()
        }
    ),
    (
        .ownVotesUnasked,
        {
            try `A seat that starts`()
                .`signs nothing while fewer than a quorum can be asked, and follows`()
        }
    ),
    (
        .ownVotesUntold,
        {
            try `A seat that starts`()
                .`and has lost its log hears of its own votes and signs no more`()
        }
    ),
    (
        .answersOfOne,
        {
            try `A seat that starts`()
                .`signs nothing while fewer than a quorum can be asked, and follows`()
        }
    ),
    (
        .tipNotWaitedFor,
        {
            try `A seat that starts`()
                .`signs nothing below the height to which those that answered have come`()
        }
    ),
    (
        .answersUnheeded,
        {
            try `A seat that starts`()
                .`is silenced by a vote that it did not say, not by a copy under another number`(
                    isUnknown: true)
        }
    ),
    (
        .answersOfAnyKey,
        { try `A seat that starts`().`pays no heed to votes that it did not sign`() }
    ),
    (
        .ordersUnchecked,
        {
            try `Recovery from a lost quorum`()
                .`orders that do not fit are refused and nothing is decided`()
        }
    ),
    (
        .adoptsUncertifiedRecovery,
        { try `Recovery from a lost quorum`().`is followed by its certificate, and by no other`() }
    ),
    (
        .adoptsWithoutOwnVotes,
        {
            try `Recovery from a lost quorum`()
                .`is followed by a seat that signed for it, whatever order it has since`()
        }
    ),
    (
        .recoveredInAnyRound,
        { try `Recovery from a lost quorum`().`is followed by its certificate, and by no other`() }
    ),
    (
        .clockNeverWrong,
        {
            try `Clocks`()
                .`that are wrong keep a seat from proposing, not from voting, until they are right`()
        }
    ),
    (
        .clockOfOnePeer,
        {
            try `Clocks`()
                .`are judged by the median of the peers`(
                    offsets: [9_000_000, 0, 0], standing: .agrees)
        }
    ),
    (.clockJumpUnread, { try `Clocks`().`are measured anew after a jump of the own`() }),
    (
        .tipOfOne,
        { try `Report`().`knows the tip from a quorum of seats, whatever one liar claims`() }
    ),
    (
        .poolUnbounded,
        {
            try `Shares of the pool`()
                .`one that floods fills blocks and the pool only where others leave room`()
        }
    ),
    (.floodDrivesOut, { try `Shares of the pool`().`agree with a plain list`(seed: 0) }),
    (.spentPooled, { try `Admission to the pool`().`refuses what is on the chain`() }),
]

@Suite struct `Broken variants of the replica` {
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
        #expect(catches.map(\.mutant) == Mutant.ofReplica)
    }
}
