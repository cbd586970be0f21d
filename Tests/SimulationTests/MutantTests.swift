import Mutants
import Testing

@testable import Simulation

/// Where the simulation sees what is wrong with a mutant.
private struct Row: Sendable {
    let mutant: Mutant
    /// An enumeration, the generated adversary, or a campaign.
    let harness: String
    /// The scenario's number, or the seed.
    let number: UInt64
    /// Sizes of a campaign; empty leaves them to the seed.
    let seats: [Int]

    init(_ mutant: Mutant, _ harness: String, _ number: UInt64, seats: [Int] = []) {
        self.mutant = mutant
        self.harness = harness
        self.number = number
        self.seats = seats
    }

    /// What the harness finds there.
    func isCorrect(_ mutant: Mutant?) throws -> Bool {
        if let family = RoundFamily.all.first(where: { $0.name == harness }) {
            return family.outcome(Int(number), of: mutant).isCorrect
        }
        if harness == MutantHunt.adversary {
            let sizes = seats.isEmpty ? MutantHunt.sizes : seats
            return AdversaryRecipe.generated(seed: number, sizes: sizes).run(of: mutant).isCorrect
        }
        let kind = try #require(CampaignKind(rawValue: harness))
        var scenario = kind.scenario(seed: number, seats: seats)
        scenario.mutant = mutant
        return SimulatedWorld(scenario).run().isCorrect
    }
}

/// The first scenario that `tally-sim mutants` finds.
private let catches: [Row] = [
    Row(.missingLock, "forged-decisions", 0),
    Row(.missingVoteLog, "first-round", 2_561),
    Row(.quorumMinusOne, "forged-decisions", 0),
    Row(.precommitWaitSkipped, "forged-decisions", 297),
    Row(.resendLastRoundOnly, "lone-jumps", 0),
    Row(.roundInHash, "shown-to-some", 1_028),
    Row(.ownVotesNotReinjected, "first-round", 1_026),
    Row(.polkaNotRelayed, "forged-decisions", 0),
    Row(.jumpOnOneSeat, "lone-jumps", 0),
    Row(.unlockOnNil, "shown-to-some", 1_542),
    Row(.certificateCheckStopsEarly, "forged-decisions", 196),
    Row(.decisionUnchecked, "forged-decisions", 0),
    Row(.lockNotLogged, "hidden-locks", 7_702),
    Row(.bodyNotLogged, "first-round", 1_026),
    Row(.latePolkaLocks, "shown-to-some", 1_028),
    Row(.waitsDouble, "forged-decisions", 297),
    Row(.repeatsJudgedByTime, "hidden-locks", 6_409),
    Row(.mixedValidRounds, "two-valid-rounds", 1_305),
    Row(.roundVotesOnly, "lone-jumps", 0),
    Row(.decidesUnjudged, "first-round", 1_034),
    Row(.intervalUnheeded, "forged-decisions", 0),
    Row(.opensUnwanted, "random", 1),
    Row(.proposesOutOfTurn, "forged-decisions", 0),
    Row(.proposesWithWrongClock, "random", 4),
    Row(.judgesProposalsOnly, "shown-to-some", 1_028),
    Row(.repeatUnverified, "repeated-proposals", 28_763),
    Row(.lockWithoutBody, "first-round", 3_587),
    Row(.r4AnyRound, "shown-to-some", 1_028),
    Row(.nilQuorumMinusOne, "forged-decisions", 297),
    Row(.prevotesNotAwaited, "lone-jumps", 0),
    Row(.precommitsNotAwaited, "forged-decisions", 297),
    Row(.latePolkaIgnored, "shown-to-some", 1_028),
    Row(.latePolkaWithoutBody, "shown-to-some", 1_028),
    Row(.timeNeverJudged, "generated", 1),
    Row(.r1IgnoresLock, "shown-to-some", 1_028),
    Row(.lockNeverYields, "repeated-proposals", 40_269),
    Row(.prevoteNamesNoRound, "shown-to-some", 1_028),
    Row(.lockWithoutPromise, "shown-to-some", 1_542),
    Row(.lockedNotValid, "forged-decisions", 0),
    Row(.prevoteWaitSkipped, "lone-jumps", 0),
    Row(.secondVoteUnreported, "shown-to-some", 1_028),
    Row(.secondProposalUnreported, "generated", 1),
    Row(.opensForOneSeat, "random", 1),
    Row(.voteUnverified, "new-proposals", 1_684),
    Row(.polkaUnread, "repeated-proposals", 28_763),
    Row(.polkaForAnything, "repeated-proposals", 23_012),
    Row(.anybodyProposes, "recovery", 7),
    Row(.proposerFieldUnread, "two-valid-rounds", 1_281),
    Row(.seatCountsTwice, "forged-decisions", 297),
    Row(.quorumUncounted, "forged-decisions", 0),
    Row(.secondVoteCounts, "adversary", 8),
    Row(.mixedBlocks, "new-proposals", 842),
    Row(.lastRoundHeard, "random", 7),
    Row(.futureTimesTaken, "random", 4),
    Row(.oldTimesTaken, "generated", 1),
    Row(.waitsNeverGrow, "forged-decisions", 297),
    Row(.staleTimersHeeded, "shown-to-some", 1_542),
    Row(.suspendedPropose, "seat-changes", 3),
    Row(.rotationIgnoresRound, "forged-decisions", 297),
    Row(.oldRoundsRecovered, "recovery", 3),
    Row(.recalledUnjudged, "first-round", 1_026),
    Row(.recalledPolkaForgotten, "first-round", 3_587),
    Row(.ownVoteUncounted, "forged-decisions", 0),
    Row(.ownProposalUnnoted, "forged-decisions", 0),
    Row(.resendOnce, "first-round", 0),
    Row(.seatChangeAtOnce, "random", 1),
    Row(.seatChangeLate, "random", 1),
    Row(.silentSourceKept, "recovery", 8),
    Row(.spentPooled, "random", 5),
    Row(.evidenceUnexecuted, "seat-changes", 3),
    Row(.sendBeforePersist, "random", 173, seats: [4]),
    Row(.commitBeforePersist, "random", 2, seats: [4]),
    Row(.noVoteFiles, "random", 18, seats: [4]),
]

/// Caught by unit tests of their rooms, and not seen by the simulation so far: bounds, courtesy
/// among peers, second walls, and what needs files or proposers that no scenario has.
private let unseen: [Mutant] = [
    .answersOfOne,
    .signsWhileHeld,
    .toldVoteUnheeded,
    .foreignVoteUnheeded,
    .heldSeatMovesOn,
    .jumpToHighest, .wrongClockNeverProposes, .r2WithoutPolka, .r4AnyValidRound, .r2IgnoresLock,
    .lockNewerIgnored, .ownLockUnrepeated, .invalidBlockPrevoted, .roundsBeforeRecoveryTaken,
    .validRoundsBeforeRecovery, .foreignProposalUnheeded, .foreignCertificateUnheeded,
    .amnesiaUnnoticed, .namedProposalIgnored, .othersBodyRefuses, .roomForAllAlike,
    .othersBodyStays, .refusalUnheeded, .proposalSignatureUnread, .otherHeightsRecovered,
    .logFaultUnheeded, .logSeatUnread, .logProposalUnread, .logOrderUnread, .logPolkaUnmatched,
    .logPromiseUnread, .logLockUnread, .logBodyUnread, .proposesLate, .staleBuildProposed,
    .silencedSeatSigns, .blocksNotFetched, .pastVotesUntold, .parentCertificateUnread,
    .parentCertificateAbsent, .blockSizeUnread, .epochUnread, .loggedBlocksOfAnyRound,
    .decidedByOtherSeats, .expiredBuilt, .contentsAskedOfOne, .syncBlocksUnordered,
    .anyAnswerAmple, .lateVotesUnanswered, .evidenceUnchecked, .evidenceKept, .evidenceNotBuilt,
    .evidenceUnbounded, .lateAmnesiaUnnoticed, .otherSeatsAccused, .ownVotesUnasked,
    .ownVotesUntold, .tipNotWaitedFor, .answersUnheeded, .answersOfAnyKey, .ordersUnchecked,
    .adoptsUncertifiedRecovery, .adoptsWithoutOwnVotes, .recoveredInAnyRound, .clockNeverWrong,
    .clockOfOnePeer, .clockJumpUnread, .tipOfOne, .poolUnbounded, .floodDrivesOut,
    .executedHeaderUnread, .parentUnread, .parentCertificateOfOther, .wrongHeightExecuted,
    .blockTimeNotRising, .blockTimeUnbounded, .transactionsUnadmitted, .expiredExecuted,
    .costUnbounded, .stateUseUncounted, .recoveryNotAlone, .recoveryOfAnyParent,
    .refusedRecoveryTaken, .dueInRecovery, .registerNotAsked, .logNotWritten, .otherSignatureSent,
    .begunUnraised, .recoveredNotRegistered, .anyRecordRegistered, .signsFromIgnored,
    .aheadLogIgnored, .barrierIgnored, .lostWordIgnored, .registerForgets, .registerTakesConflict,
    .registerTakesBehind, .registerNotSynced, .olderRegisterTaken, .logNotSynced, .reserveIgnored,
    .brokenLogWritten, .tornVoteKept, .damageTakenForTorn, .frameChecksumUnread, .storeNotSynced,
    .brokenStoreWritten, .tornTailKept, .foreignBlockStored, .wrongHeightStored, .brokenLinkTaken,
    .replacedUnlinked, .lostBlocksOverlooked,
]

@Suite struct `Broken variants` {
    @Test(arguments: catches)
    fileprivate func `are caught where the rules are not`(row: Row) throws {
        #expect(try !row.isCorrect(row.mutant))
        #expect(try row.isCorrect(nil))
    }

    @Test func `are all seen, or named as unseen`() {
        #expect(Set(catches.map(\.mutant)).isDisjoint(with: unseen))
        #expect(Set(catches.map(\.mutant)).union(unseen) == Set(Mutant.allCases))
    }

    // Not only seen in the logs: it ends in two decisions.
    @Test(arguments: [("missing-lock", 237), ("unlock-on-nil", 411)])
    func `without a lock decide two blocks`(mutant: String, number: Int) throws {
        let broken = try #require(Mutant(rawValue: mutant))
        #expect(HiddenLocks.family.outcome(number, of: broken).isForked)
    }
}
