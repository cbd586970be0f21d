import Mutants
import Testing

@testable import Consensus

/// A test of this room, and a mutant under which it fails.
private struct Catch: Sendable {
    let mutant: Mutant
    let run: @Sendable () throws -> Void

    init(_ mutant: Mutant, _ run: @escaping @Sendable () throws -> Void) {
        self.mutant = mutant
        self.run = run
    }
}

/// Named before there was a mutant for each guard.
private let ofRules: [Catch] = [
    Catch(.missingLock) {
        `Rules of a round`().`R4: locks, logs the block, precommits and passes the polka on`()
    },
    Catch(.missingVoteLog) { `Restarts`().`continue in the round and step that the log names`() },
    Catch(.quorumMinusOne) {
        `Rules of a round`().`R6: a quorum of mixed precommits waits before the next round`()
    },
    Catch(.precommitWaitSkipped) {
        `Rules of a round`().`R6: a quorum of mixed precommits waits before the next round`()
    },
    Catch(.resendLastRoundOnly) { `What is said again`().`is of all rounds`() },
    Catch(.roundInHash) {
        `Rules of a round`()
            .`R10: a late polka makes its block the next proposal, and locks nothing`()
    },
    Catch(.ownVotesNotReinjected) {
        `Restarts`().`continue in the round and step that the log names`()
    },
    Catch(.polkaNotRelayed) {
        `Rules of a round`().`R4: locks, logs the block, precommits and passes the polka on`()
    },
    Catch(.jumpOnOneSeat) {
        `Rules of a round`()
            .`R8: jumps to the round that the second seat has reached, not the first`()
    },
    Catch(.unlockOnNil) {
        `Rules of a round`()
            .`R5: a quorum for nothing is precommitted at once and unlocks nothing`()
    },
    Catch(.certificateCheckStopsEarly) {
        `What faulty seats try`()
            .`a certificate with a flaw is refused`(corruption: "bad-last-signature")
    },
    Catch(.decisionUnchecked) {
        `What faulty seats try`().`a certificate with a flaw is refused`(corruption: "below-quorum")
    },
    Catch(.lockNotLogged) { `Restarts`().`keep the lock and its block`() },
    Catch(.bodyNotLogged) { `Restarts`().`keep the lock and its block`() },
    Catch(.latePolkaLocks) {
        `Blocks that quorums name`().`R10: are valid only once they are here`()
    },
    Catch(.waitsDouble) { `Waiting times`().`grow by the same step and stop at the cap`() },
    Catch(.repeatsJudgedByTime) {
        `Rules of a round`()
            .`R2: a repeated block is not judged by time, and its prevote names the round`()
    },
    Catch(.mixedValidRounds) {
        `Rules of a round`().`R4: prevotes that name another valid round do not add up`()
    },
    Catch(.roundVotesOnly) {
        `Rules of a round`().`R3, R6: a seat that went on to a later round is not waited for`()
    },
]

/// When a rule fits, and what it does.
private let ofGuards: [Catch] = [
    Catch(.decidesUnjudged) {
        `Blocks that quorums name`().`R7: are judged before they are decided`()
    },
    Catch(.jumpToHighest) {
        `Rules of a round`()
            .`R8: jumps to the round that the second seat has reached, not the first`()
    },
    Catch(.intervalUnheeded) {
        `Fault-free heights`().`wait for the least interval even when transactions wait`()
    },
    Catch(.opensUnwanted) {
        `Fault-free heights`()
            .`do not begin while there is nothing to decide, until the empty interval`()
    },
    Catch(.proposesOutOfTurn) { `Turns to propose`().`are of one seat in each round`() },
    Catch(.proposesWithWrongClock) {
        `Turns to propose`().`are left out while the own clock is wrong`()
    },
    Catch(.wrongClockNeverProposes) {
        `Turns to propose`()
            .`come back to a seat with a wrong clock after all others had theirs in vain`()
    },
    Catch(.judgesProposalsOnly) {
        `Blocks that quorums name`().`R7: are judged whether or not a proposal names them too`()
    },
    Catch(.heldSeatMovesOn) {
        `What the vote log says`().`a seat that may not sign yet leaves no vote out`()
    },
    Catch(.r2WithoutPolka) { `A polka that was not verified`().`is not there for R2 either`() },
    Catch(.repeatUnverified) {
        `A polka that was not verified`().`never moves a locked seat to another block`()
    },
    Catch(.lockWithoutBody) {
        `What faulty seats try`()
            .`a block with other contents under the same name is replaced by the right one`()
    },
    Catch(.r4AnyRound) { `Locks`().`come with a polka of the same round only`() },
    Catch(.r4AnyValidRound) {
        `Valid rounds in prevotes`().`a polka is counted for each pair of block and valid round`()
    },
    Catch(.nilQuorumMinusOne) { `Locks`().`do not come with one prevote for nothing too few`() },
    Catch(.prevotesNotAwaited) {
        `Rules of a round`().`R3: waits once for more prevotes when a quorum disagrees`()
    },
    Catch(.precommitsNotAwaited) {
        `Rules of a round`().`R6: a quorum of mixed precommits waits before the next round`()
    },
    Catch(.latePolkaIgnored) {
        `Blocks that quorums name`().`R10: are valid only once they are here`()
    },
    Catch(.latePolkaWithoutBody) {
        `Blocks that quorums name`().`R10: are valid only once they are here`()
    },
    Catch(.timeNeverJudged) {
        `Rules of a round`()
            .`R1: judges the proposer's time by the own clock`(offset: 501, isTimely: false)
    },
    Catch(.r1IgnoresLock) { `Locks`().`hold against a new block`() },
    Catch(.r2IgnoresLock) {
        `Rules of a round`()
            .`R2: a lock on another block holds against an older polka and yields to a newer`()
    },
    Catch(.lockNewerIgnored) {
        `Rules of a round`()
            .`R2: a lock on another block holds against an older polka and yields to a newer`()
    },
    Catch(.lockNeverYields) {
        `Rules of a round`()
            .`R2: a lock on another block holds against an older polka and yields to a newer`()
    },
    Catch(.ownLockUnrepeated) {
        `Locks`().`do not hold against their own block, however old the polka that repeats it`()
    },
    Catch(.prevoteNamesNoRound) {
        `Rules of a round`()
            .`R2: a repeated block is not judged by time, and its prevote names the round`()
    },
    Catch(.invalidBlockPrevoted) {
        `Rules of a round`()
            .`R1: prevotes nothing for an invalid block, and never waits for its roots`()
    },
    Catch(.lockWithoutPromise) { `Locks`().`come with a precommit for a block only`() },
    Catch(.lockedNotValid) {
        `Rules of a round`().`R4: locks, logs the block, precommits and passes the polka on`()
    },
    Catch(.prevoteWaitSkipped) {
        `Rules of a round`().`R3: waits once for more prevotes when a quorum disagrees`()
    },
]

/// What is taken from others; time and turns.
private let ofChecks: [Catch] = [
    Catch(.roundsBeforeRecoveryTaken) {
        `A height above its first round`().`counts no vote of an earlier round`()
    },
    Catch(.validRoundsBeforeRecovery) {
        `A height above its first round`().`counts no vote that names an earlier round`()
    },
    Catch(.foreignVoteUnheeded) {
        `Restarts`().`a vote of the own seat that the log does not know ends all signing`()
    },
    Catch(.foreignProposalUnheeded) {
        `The own key in other hands`().`is noticed by a proposal that the seat did not make`()
    },
    Catch(.foreignCertificateUnheeded) {
        `What the vote log says`()
            .`a certificate with the own vote in it that nobody logged ends all signing`()
    },
    Catch(.toldVoteUnheeded) {
        `The own key in other hands`().`is noticed by a vote that another seat remembers`()
    },
    Catch(.secondVoteUnreported) {
        try `What faulty seats try`().`a second vote is evidence and does not count`()
    },
    Catch(.secondProposalUnreported) {
        `What faulty seats try`().`a third block of one round is not kept`()
    },
    Catch(.amnesiaUnnoticed) {
        try `Valid rounds in prevotes`()
            .`a prevote against a certificate shows who forgot its lock`()
    },
    Catch(.namedProposalIgnored) {
        `What is kept of others`().`R11: a third block of one round is kept if a quorum names it`()
    },
    Catch(.othersBodyRefuses) {
        `Rules of a round`()
            .`R1: another's body under the proposer's signature is not the proposer's`()
    },
    Catch(.othersBodyStays) {
        `Blocks that quorums name`().`are taken from their proposer before all others`()
    },
    Catch(.refusalUnheeded) {
        `Rules of a round`()
            .`R1: prevotes nothing for an invalid block, and never waits for its roots`()
    },
    Catch(.opensForOneSeat) {
        `Fault-free heights`().`do not begin early for one seat's vote, but for those of two`()
    },
    Catch(.opensForAnyProposal) {
        `Fault-free heights`().`do not begin early for a proposal of a later turn`()
    },
    Catch(.voteUnverified) {
        `What faulty seats try`().`a vote signed by another seat is refused`()
    },
    Catch(.polkaUnread) {
        `A polka that was not verified`().`is reported once a second, and refused each time`()
    },
    Catch(.polkaForAnything) { `What a proposal must be`().`with a polka of its own block`() },
    Catch(.anybodyProposes) {
        `What faulty seats try`().`only the seat whose turn it is can propose`()
    },
    Catch(.proposerFieldUnread) {
        `What a proposal must be`().`a new block of the seat that its header names`()
    },
    Catch(.proposalSignatureUnread) { `What a proposal must be`().`signed by its seat`() },
    Catch(.seatCountsTwice) {
        `What faulty seats try`().`a certificate with a flaw is refused`(corruption: "seat-twice")
    },
    Catch(.quorumUncounted) {
        `What faulty seats try`().`a certificate with a flaw is refused`(corruption: "below-quorum")
    },
    Catch(.secondVoteCounts) { `Vote tally`().`keeps to the first vote of a seat`() },
    Catch(.mixedBlocks) { `Vote tally`().`agrees with a naive count`(seed: 0) },
    Catch(.lastRoundHeard) { `Locks`().`R8: an old vote that comes late takes no seat back`() },
    Catch(.futureTimesTaken) {
        `Rules of a round`()
            .`R1: judges the proposer's time by the own clock`(offset: 501, isTimely: false)
    },
    Catch(.oldTimesTaken) {
        `Rules of a round`()
            .`R1: judges the proposer's time by the own clock`(offset: -5_501, isTimely: false)
    },
    Catch(.waitsNeverGrow) { `Waiting times`().`grow by the same step and stop at the cap`() },
    Catch(.staleTimersHeeded) {
        `Rules of a round`().`R9: timers of other rounds and steps change nothing`()
    },
    Catch(.suspendedPropose) {
        `Proposer rotation`().`passes over suspended seats, unless all are`()
    },
    Catch(.rotationIgnoresRound) {
        `Proposer rotation`().`gives every seat its turn, in rounds and in heights`()
    },
]

/// What the own log says; signing and sending.
private let ofLogs: [Catch] = [
    Catch(.otherHeightsRecovered) {
        `Restarts`().`take nothing from the records of another height`()
    },
    Catch(.oldRoundsRecovered) {
        `A height above its first round`().`is not bound by what was signed in an earlier one`()
    },
    Catch(.logFaultUnheeded) {
        `What the vote log says`()
            .`is checked before anything is signed on top of it`(
                corruption: "foreign-seat", fault: .foreignSeat)
    },
    Catch(.logSeatUnread) {
        `What the vote log says`()
            .`is checked before anything is signed on top of it`(
                corruption: "foreign-seat", fault: .foreignSeat)
    },
    Catch(.logProposalUnread) {
        `What the vote log says`()
            .`is checked before anything is signed on top of it`(
                corruption: "proposal-signed-by-another", fault: .signatureWrong)
    },
    Catch(.logOrderUnread) {
        `What the vote log says`()
            .`is checked before anything is signed on top of it`(
                corruption: "same-place-twice", fault: .notInOrder)
    },
    Catch(.logPolkaUnmatched) {
        `What the vote log says`()
            .`is checked before anything is signed on top of it`(
                corruption: "polka-of-another-block", fault: .polkaWrong)
    },
    Catch(.logPromiseUnread) {
        `What the vote log says`()
            .`is checked before anything is signed on top of it`(
                corruption: "precommit-without-polka", fault: .polkaWrong)
    },
    Catch(.logLockUnread) {
        `What the vote log says`()
            .`is checked before anything is signed on top of it`(
                corruption: "no-lock", fault: .lockWrong)
    },
    Catch(.logBodyUnread) {
        `What the vote log says`()
            .`is checked before anything is signed on top of it`(
                corruption: "other-body", fault: .bodyWrong)
    },
    Catch(.recalledUnjudged) {
        `What the vote log says`()
            .`of a block is executed again, and another body is fetched if it fails`()
    },
    Catch(.recalledPolkaForgotten) { `Restarts`().`keep the polka behind the lock`() },
    Catch(.proposesLate) { `Turns to propose`().`end with the seat's own answer`() },
    Catch(.staleBuildProposed) { `Turns to propose`().`end with their round`() },
    Catch(.signsWhileHeld) {
        `What the vote log says`().`a seat that may not sign yet leaves no vote out`()
    },
    Catch(.silencedSeatSigns) {
        `Restarts`().`a vote of the own seat that the log does not know ends all signing`()
    },
    Catch(.ownVoteUncounted) {
        `Rules of a round`().`R4: locks, logs the block, precommits and passes the polka on`()
    },
    Catch(.ownProposalUnnoted) {
        `Turns to propose`().`make a proposal that the seat answers itself`()
    },
    Catch(.blocksNotFetched) {
        `What faulty seats try`()
            .`a block with other contents under the same name is replaced by the right one`()
    },
    Catch(.roomForAllAlike) {
        `A full room of blocks`().`has a place for the block that a quorum decided`()
    },
    Catch(.resendOnce) { `What is said again`().`is said until there is a decision`() },
    Catch(.pastVotesUntold) {
        `The own key in other hands`().`is told of after the height is over`()
    },
]

private let catches = ofRules + ofGuards + ofChecks + ofLogs

/// Every guard is held by a test of its own room, without any simulation.
@Suite(.enabled(if: Mutant.areBuilt)) struct `Broken rules` {
    @Test(arguments: catches)
    fileprivate func `fail a test of theirs`(caught: Catch) throws {
        // It fails for the mutant's sake alone; and no failure would be one: the mutant survived.
        try caught.run()
        Mutant.with(caught.mutant) {
            withKnownIssue { try caught.run() }
        }
    }

    @Test func `are all in the table`() {
        #expect(Set(catches.map(\.mutant)) == Set(Mutant.ofConsensus))
        #expect(catches.count == Mutant.ofConsensus.count)
    }
}
