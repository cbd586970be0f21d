#if !(DEBUG || TALLY_MUTANTS)
    /// What stands at each guard of a build without mutants: nothing, which is never on.
    ///
    /// The names below are those of `Mutant.swift`, so that the guards compile; inlined, they leave
    /// no trace in a stripped program. Source: docs/internals/simulation.md, "Mutants".
    @usableFromInline
    package struct Mutant: Hashable, Sendable, RawRepresentable, CaseIterable {
        @inlinable package init() {}

        /// No text names a mutant here.
        @inlinable package init?(rawValue: String) { return nil }
        @inlinable package var rawValue: String { "" }
        @inlinable package static var allCases: [Mutant] { [] }

        /// True in builds that have mutants.
        package static let areBuilt = false

        /// True where this mutant is what runs.
        @inlinable package var isOn: Bool { false }

        /// Runs code as it should be: there is nothing else.
        package static func with<Result>(
            _ mutant: Mutant?, _ body: () throws -> Result
        ) rethrows -> Result {
            precondition(mutant == nil, "this build has no mutants")
            return try body()
        }
    }

    extension Mutant {
        @inlinable package static var missingLock: Mutant { Mutant() }
        @inlinable package static var missingVoteLog: Mutant { Mutant() }
        @inlinable package static var quorumMinusOne: Mutant { Mutant() }
        @inlinable package static var precommitWaitSkipped: Mutant { Mutant() }
        @inlinable package static var resendLastRoundOnly: Mutant { Mutant() }
        @inlinable package static var roundInHash: Mutant { Mutant() }
        @inlinable package static var ownVotesNotReinjected: Mutant { Mutant() }
        @inlinable package static var polkaNotRelayed: Mutant { Mutant() }
        @inlinable package static var jumpOnOneSeat: Mutant { Mutant() }
        @inlinable package static var unlockOnNil: Mutant { Mutant() }
        @inlinable package static var certificateCheckStopsEarly: Mutant { Mutant() }
        @inlinable package static var decisionUnchecked: Mutant { Mutant() }
        @inlinable package static var lockNotLogged: Mutant { Mutant() }
        @inlinable package static var bodyNotLogged: Mutant { Mutant() }
        @inlinable package static var latePolkaLocks: Mutant { Mutant() }
        @inlinable package static var waitsDouble: Mutant { Mutant() }
        @inlinable package static var repeatsJudgedByTime: Mutant { Mutant() }
        @inlinable package static var mixedValidRounds: Mutant { Mutant() }
        @inlinable package static var roundVotesOnly: Mutant { Mutant() }
        @inlinable package static var decidesUnjudged: Mutant { Mutant() }
        @inlinable package static var jumpToHighest: Mutant { Mutant() }
        @inlinable package static var intervalUnheeded: Mutant { Mutant() }
        @inlinable package static var opensUnwanted: Mutant { Mutant() }
        @inlinable package static var proposesOutOfTurn: Mutant { Mutant() }
        @inlinable package static var proposesWithWrongClock: Mutant { Mutant() }
        @inlinable package static var wrongClockNeverProposes: Mutant { Mutant() }
        @inlinable package static var judgesProposalsOnly: Mutant { Mutant() }
        @inlinable package static var heldSeatMovesOn: Mutant { Mutant() }
        @inlinable package static var r2WithoutPolka: Mutant { Mutant() }
        @inlinable package static var repeatUnverified: Mutant { Mutant() }
        @inlinable package static var lockWithoutBody: Mutant { Mutant() }
        @inlinable package static var r4AnyRound: Mutant { Mutant() }
        @inlinable package static var r4AnyValidRound: Mutant { Mutant() }
        @inlinable package static var nilQuorumMinusOne: Mutant { Mutant() }
        @inlinable package static var prevotesNotAwaited: Mutant { Mutant() }
        @inlinable package static var precommitsNotAwaited: Mutant { Mutant() }
        @inlinable package static var latePolkaIgnored: Mutant { Mutant() }
        @inlinable package static var latePolkaWithoutBody: Mutant { Mutant() }
        @inlinable package static var timeNeverJudged: Mutant { Mutant() }
        @inlinable package static var r1IgnoresLock: Mutant { Mutant() }
        @inlinable package static var r2IgnoresLock: Mutant { Mutant() }
        @inlinable package static var lockNewerIgnored: Mutant { Mutant() }
        @inlinable package static var lockNeverYields: Mutant { Mutant() }
        @inlinable package static var ownLockUnrepeated: Mutant { Mutant() }
        @inlinable package static var prevoteNamesNoRound: Mutant { Mutant() }
        @inlinable package static var invalidBlockPrevoted: Mutant { Mutant() }
        @inlinable package static var lockWithoutPromise: Mutant { Mutant() }
        @inlinable package static var lockedNotValid: Mutant { Mutant() }
        @inlinable package static var prevoteWaitSkipped: Mutant { Mutant() }
        @inlinable package static var roundsBeforeRecoveryTaken: Mutant { Mutant() }
        @inlinable package static var validRoundsBeforeRecovery: Mutant { Mutant() }
        @inlinable package static var foreignVoteUnheeded: Mutant { Mutant() }
        @inlinable package static var foreignProposalUnheeded: Mutant { Mutant() }
        @inlinable package static var foreignCertificateUnheeded: Mutant { Mutant() }
        @inlinable package static var toldVoteUnheeded: Mutant { Mutant() }
        @inlinable package static var secondVoteUnreported: Mutant { Mutant() }
        @inlinable package static var secondProposalUnreported: Mutant { Mutant() }
        @inlinable package static var amnesiaUnnoticed: Mutant { Mutant() }
        @inlinable package static var namedProposalIgnored: Mutant { Mutant() }
        @inlinable package static var othersBodyRefuses: Mutant { Mutant() }
        @inlinable package static var roomForAllAlike: Mutant { Mutant() }
        @inlinable package static var othersBodyStays: Mutant { Mutant() }
        @inlinable package static var refusalUnheeded: Mutant { Mutant() }
        @inlinable package static var opensForOneSeat: Mutant { Mutant() }
        @inlinable package static var opensForAnyProposal: Mutant { Mutant() }
        @inlinable package static var voteUnverified: Mutant { Mutant() }
        @inlinable package static var polkaUnread: Mutant { Mutant() }
        @inlinable package static var polkaForAnything: Mutant { Mutant() }
        @inlinable package static var anybodyProposes: Mutant { Mutant() }
        @inlinable package static var proposerFieldUnread: Mutant { Mutant() }
        @inlinable package static var proposalSignatureUnread: Mutant { Mutant() }
        @inlinable package static var seatCountsTwice: Mutant { Mutant() }
        @inlinable package static var quorumUncounted: Mutant { Mutant() }
        @inlinable package static var secondVoteCounts: Mutant { Mutant() }
        @inlinable package static var mixedBlocks: Mutant { Mutant() }
        @inlinable package static var lastRoundHeard: Mutant { Mutant() }
        @inlinable package static var futureTimesTaken: Mutant { Mutant() }
        @inlinable package static var oldTimesTaken: Mutant { Mutant() }
        @inlinable package static var waitsNeverGrow: Mutant { Mutant() }
        @inlinable package static var staleTimersHeeded: Mutant { Mutant() }
        @inlinable package static var suspendedPropose: Mutant { Mutant() }
        @inlinable package static var rotationIgnoresRound: Mutant { Mutant() }
        @inlinable package static var otherHeightsRecovered: Mutant { Mutant() }
        @inlinable package static var oldRoundsRecovered: Mutant { Mutant() }
        @inlinable package static var logFaultUnheeded: Mutant { Mutant() }
        @inlinable package static var logSeatUnread: Mutant { Mutant() }
        @inlinable package static var logProposalUnread: Mutant { Mutant() }
        @inlinable package static var logOrderUnread: Mutant { Mutant() }
        @inlinable package static var logPolkaUnmatched: Mutant { Mutant() }
        @inlinable package static var logPromiseUnread: Mutant { Mutant() }
        @inlinable package static var logLockUnread: Mutant { Mutant() }
        @inlinable package static var logBodyUnread: Mutant { Mutant() }
        @inlinable package static var recalledUnjudged: Mutant { Mutant() }
        @inlinable package static var recalledPolkaForgotten: Mutant { Mutant() }
        @inlinable package static var proposesLate: Mutant { Mutant() }
        @inlinable package static var staleBuildProposed: Mutant { Mutant() }
        @inlinable package static var signsWhileHeld: Mutant { Mutant() }
        @inlinable package static var silencedSeatSigns: Mutant { Mutant() }
        @inlinable package static var ownVoteUncounted: Mutant { Mutant() }
        @inlinable package static var ownProposalUnnoted: Mutant { Mutant() }
        @inlinable package static var blocksNotFetched: Mutant { Mutant() }
        @inlinable package static var resendOnce: Mutant { Mutant() }
        @inlinable package static var pastVotesUntold: Mutant { Mutant() }
        @inlinable package static var seatChangeAtOnce: Mutant { Mutant() }
        @inlinable package static var seatChangeLate: Mutant { Mutant() }
        @inlinable package static var parentCertificateUnread: Mutant { Mutant() }
        @inlinable package static var parentCertificateAbsent: Mutant { Mutant() }
        @inlinable package static var blockSizeUnread: Mutant { Mutant() }
        @inlinable package static var epochUnread: Mutant { Mutant() }
        @inlinable package static var loggedBlocksOfAnyRound: Mutant { Mutant() }
        @inlinable package static var decidedByOtherSeats: Mutant { Mutant() }
        @inlinable package static var expiredBuilt: Mutant { Mutant() }
        @inlinable package static var contentsAskedOfOne: Mutant { Mutant() }
        @inlinable package static var syncBlocksUnordered: Mutant { Mutant() }
        @inlinable package static var silentSourceKept: Mutant { Mutant() }
        @inlinable package static var anyAnswerAmple: Mutant { Mutant() }
        @inlinable package static var lateVotesUnanswered: Mutant { Mutant() }
        @inlinable package static var evidenceUnchecked: Mutant { Mutant() }
        @inlinable package static var evidenceKept: Mutant { Mutant() }
        @inlinable package static var evidenceNotBuilt: Mutant { Mutant() }
        @inlinable package static var evidenceUnbounded: Mutant { Mutant() }
        @inlinable package static var lateAmnesiaUnnoticed: Mutant { Mutant() }
        @inlinable package static var otherSeatsAccused: Mutant { Mutant() }
        @inlinable package static var ownVotesUnasked: Mutant { Mutant() }
        @inlinable package static var ownVotesUntold: Mutant { Mutant() }
        @inlinable package static var answersOfOne: Mutant { Mutant() }
        @inlinable package static var tipNotWaitedFor: Mutant { Mutant() }
        @inlinable package static var answersUnheeded: Mutant { Mutant() }
        @inlinable package static var answersOfAnyKey: Mutant { Mutant() }
        @inlinable package static var ordersUnchecked: Mutant { Mutant() }
        @inlinable package static var adoptsUncertifiedRecovery: Mutant { Mutant() }
        @inlinable package static var adoptsWithoutOwnVotes: Mutant { Mutant() }
        @inlinable package static var recoveredInAnyRound: Mutant { Mutant() }
        @inlinable package static var clockNeverWrong: Mutant { Mutant() }
        @inlinable package static var clockOfOnePeer: Mutant { Mutant() }
        @inlinable package static var clockJumpUnread: Mutant { Mutant() }
        @inlinable package static var tipOfOne: Mutant { Mutant() }
        @inlinable package static var poolUnbounded: Mutant { Mutant() }
        @inlinable package static var floodDrivesOut: Mutant { Mutant() }
        @inlinable package static var spentPooled: Mutant { Mutant() }
        @inlinable package static var executedHeaderUnread: Mutant { Mutant() }
        @inlinable package static var parentUnread: Mutant { Mutant() }
        @inlinable package static var parentCertificateOfOther: Mutant { Mutant() }
        @inlinable package static var wrongHeightExecuted: Mutant { Mutant() }
        @inlinable package static var blockTimeNotRising: Mutant { Mutant() }
        @inlinable package static var blockTimeUnbounded: Mutant { Mutant() }
        @inlinable package static var transactionsUnadmitted: Mutant { Mutant() }
        @inlinable package static var expiredExecuted: Mutant { Mutant() }
        @inlinable package static var evidenceUnexecuted: Mutant { Mutant() }
        @inlinable package static var costUnbounded: Mutant { Mutant() }
        @inlinable package static var stateUseUncounted: Mutant { Mutant() }
        @inlinable package static var recoveryNotAlone: Mutant { Mutant() }
        @inlinable package static var recoveryOfAnyParent: Mutant { Mutant() }
        @inlinable package static var refusedRecoveryTaken: Mutant { Mutant() }
        @inlinable package static var dueInRecovery: Mutant { Mutant() }
        @inlinable package static var registerNotAsked: Mutant { Mutant() }
        @inlinable package static var logNotWritten: Mutant { Mutant() }
        @inlinable package static var otherSignatureSent: Mutant { Mutant() }
        @inlinable package static var begunUnraised: Mutant { Mutant() }
        @inlinable package static var recoveredNotRegistered: Mutant { Mutant() }
        @inlinable package static var anyRecordRegistered: Mutant { Mutant() }
        @inlinable package static var signsFromIgnored: Mutant { Mutant() }
        @inlinable package static var aheadLogIgnored: Mutant { Mutant() }
        @inlinable package static var barrierIgnored: Mutant { Mutant() }
        @inlinable package static var lostWordIgnored: Mutant { Mutant() }
        @inlinable package static var registerForgets: Mutant { Mutant() }
        @inlinable package static var registerTakesConflict: Mutant { Mutant() }
        @inlinable package static var registerTakesBehind: Mutant { Mutant() }
        @inlinable package static var registerNotSynced: Mutant { Mutant() }
        @inlinable package static var olderRegisterTaken: Mutant { Mutant() }
        @inlinable package static var logNotSynced: Mutant { Mutant() }
        @inlinable package static var reserveIgnored: Mutant { Mutant() }
        @inlinable package static var brokenLogWritten: Mutant { Mutant() }
        @inlinable package static var tornVoteKept: Mutant { Mutant() }
        @inlinable package static var damageTakenForTorn: Mutant { Mutant() }
        @inlinable package static var frameChecksumUnread: Mutant { Mutant() }
        @inlinable package static var storeNotSynced: Mutant { Mutant() }
        @inlinable package static var brokenStoreWritten: Mutant { Mutant() }
        @inlinable package static var tornTailKept: Mutant { Mutant() }
        @inlinable package static var foreignBlockStored: Mutant { Mutant() }
        @inlinable package static var wrongHeightStored: Mutant { Mutant() }
        @inlinable package static var brokenLinkTaken: Mutant { Mutant() }
        @inlinable package static var replacedUnlinked: Mutant { Mutant() }
        @inlinable package static var lostBlocksOverlooked: Mutant { Mutant() }
        @inlinable package static var stageUnwritten: Mutant { Mutant() }
        @inlinable package static var releaseMadeAgain: Mutant { Mutant() }
        @inlinable package static var expiredByWallClock: Mutant { Mutant() }
        @inlinable package static var searchedUnfound: Mutant { Mutant() }
        @inlinable package static var withholdingOmitted: Mutant { Mutant() }
        @inlinable package static var acknowledgedUnkept: Mutant { Mutant() }
        @inlinable package static var shownUnrecorded: Mutant { Mutant() }
        @inlinable package static var sendBeforePersist: Mutant { Mutant() }
        @inlinable package static var commitBeforePersist: Mutant { Mutant() }
        @inlinable package static var noVoteFiles: Mutant { Mutant() }
    }
#endif
