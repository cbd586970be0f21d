/// Code that is broken on purpose, one guard at a time: what tests and simulation must catch.
///
/// A release build has none of them: there `isOn` is the constant `false`, and nothing sets it.
/// Source: docs/internals/simulation.md, "Mutants".
@usableFromInline
package enum Mutant: String, Hashable, Sendable, CaseIterable {
    // MARK: the rules
    /// R4 precommits without locking.
    case missingLock = "missing-lock"
    /// A restart forgets what was signed.
    case missingVoteLog = "missing-vote-log"
    case quorumMinusOne = "quorum-minus-one"
    /// R6 goes to the next round at once.
    case precommitWaitSkipped = "precommit-wait-skipped"
    case resendLastRoundOnly = "resend-last-round-only"
    /// A block proposed again is another block: nothing that was locked can be repeated.
    case roundInHash = "round-in-hash"
    case ownVotesNotReinjected = "own-votes-not-reinjected"
    case polkaNotRelayed = "polka-not-relayed"
    case jumpOnOneSeat = "jump-on-one-seat"
    /// R5 gives up the lock.
    case unlockOnNil = "unlock-on-nil"
    /// A quorum holds as soon as its first signature does.
    case certificateCheckStopsEarly = "certificate-check-stops-early"
    /// A certificate is taken unread.
    case decisionUnchecked = "decision-unchecked"
    /// The log holds the votes, and not the lock.
    case lockNotLogged = "lock-not-logged"
    /// The log holds the lock, and not its block.
    case bodyNotLogged = "body-not-logged"
    /// R10 moves the lock too.
    case latePolkaLocks = "late-polka-locks"
    /// Waits are twice as long in each round, and have no cap.
    case waitsDouble = "waits-double"
    /// R2 judges the time of a repeated block as R1 does that of a new one.
    case repeatsJudgedByTime = "repeats-judged-by-time"
    /// Prevotes that name different valid rounds add up to one polka.
    case mixedValidRounds = "mixed-valid-rounds"
    /// R3 and R6 wait for seats that have gone on to later rounds.
    case roundVotesOnly = "round-votes-only"

    // MARK: the replica
    /// The seats that a block brings are taken to have certified it.
    case seatChangeAtOnce = "seat-change-at-once"
    /// The seats that a block brings vote one height too late.
    case seatChangeLate = "seat-change-late"
    /// Nobody reads the signatures of the parent's certificate in a block.
    case parentCertificateUnread = "parent-certificate-unread"
    /// A block without its parent's certificate is taken at any height.
    case parentCertificateAbsent = "parent-certificate-absent"
    /// A block may be larger than the parameters allow.
    case blockSizeUnread = "block-size-unread"
    /// Blocks of the seats before a recovery and of those after it are valid for both.
    case epochUnread = "epoch-unread"
    /// A block that was logged before a recovery began is valid in it.
    case loggedBlocksOfAnyRound = "logged-blocks-of-any-round"
    /// A block is committed whoever certified it, in whatever round.
    case decidedByOtherSeats = "decided-by-other-seats"
    /// The proposer takes what waits without asking whether its time is over.
    case expiredBuilt = "expired-built"
    /// The contents of a block are asked for of the same peer again and again.
    case contentsAskedOfOne = "contents-asked-of-one"
    /// Blocks in an answer need not follow one another.
    case syncBlocksUnordered = "sync-blocks-unordered"
    /// A peer that was asked for blocks is waited for for ever.
    case silentSourceKept = "silent-source-kept"
    /// A peer that hands out block by block counts as one that gives plenty.
    case anyAnswerAmple = "any-answer-ample"
    /// Who still votes on a decided height is told nothing.
    case lateVotesUnanswered = "late-votes-unanswered"
    /// Evidence that shows nothing is kept, and its sender believed.
    case evidenceUnchecked = "evidence-unchecked"
    /// Evidence is not passed on.
    case evidenceKept = "evidence-kept"
    /// A proposer leaves evidence out.
    case evidenceNotBuilt = "evidence-not-built"
    /// Evidence waits in any number, of any size.
    case evidenceUnbounded = "evidence-unbounded"
    /// A late vote against what its seat precommitted is passed over.
    case amnesiaUnnoticed = "amnesia-unnoticed"
    /// Who passes on evidence of other seats than those known here is called a liar.
    case otherSeatsAccused = "other-seats-accused"
    /// A seat signs at its start before others have told it what it last said.
    case ownVotesUnasked = "own-votes-unasked"
    /// A seat that asks what it last said is told that it said nothing.
    case ownVotesUntold = "own-votes-untold"
    /// One answer to that question is enough.
    case answersOfOne = "answers-of-one"
    /// A seat signs once it has answers, also on heights that are long decided.
    case tipNotWaitedFor = "tip-not-waited-for"
    /// A vote in an answer that the log does not hold is passed over.
    case answersUnheeded = "answers-unheeded"
    /// Any vote in an answer counts as the own one.
    case answersOfAnyKey = "answers-of-any-key"
    /// An installed order of recovery is followed that the state refuses.
    case ordersUnchecked = "orders-unchecked"
    /// A recovery is followed before its certificate is checked.
    case adoptsUncertifiedRecovery = "adopts-uncertified-recovery"
    /// Who follows a recovery forgets what it signed in it.
    case adoptsWithoutOwnVotes = "adopts-without-own-votes"
    /// A recovery's block may be certified in rounds before it began.
    case recoveredInAnyRound = "recovered-in-any-round"
    /// A seat whose clock is wrong goes on proposing.
    case clockNeverWrong = "clock-never-wrong"
    /// The peer that is most ahead says what the time is.
    case clockOfOnePeer = "clock-of-one-peer"
    /// What was measured before the own clock jumped still counts.
    case clockJumpUnread = "clock-jump-unread"
    /// One seat that is not ahead is enough to be at the tip.
    case tipOfOne = "tip-of-one"
    /// The pool takes whatever comes.
    case poolUnbounded = "pool-unbounded"
    /// A large share of the pool drives out what smaller ones hold.
    case floodDrivesOut = "flood-drives-out"
    /// A transaction that is on the chain waits for a block again.
    case spentPooled = "spent-pooled"

    // MARK: execution
    /// A block is valid whatever roots its header names.
    case executedHeaderUnread = "executed-header-unread"
    /// A block is valid whatever parent it names.
    case parentUnread = "parent-unread"
    /// The certificate in a block may be of another block than its parent.
    case parentCertificateOfOther = "parent-certificate-of-other"
    /// A block of any height is executed on any state.
    case wrongHeightExecuted = "wrong-height-executed"
    /// Block time may stand still or go back.
    case blockTimeNotRising = "block-time-not-rising"
    /// Block time may go beyond its last instant.
    case blockTimeUnbounded = "block-time-unbounded"
    /// A transaction that is not admitted is passed over, and its block taken.
    case transactionsUnadmitted = "transactions-unadmitted"
    /// Transactions are executed after their time, when their ids are forgotten.
    case expiredExecuted = "expired-executed"
    /// Evidence in a block is neither checked nor recorded.
    case evidenceUnexecuted = "evidence-unexecuted"
    /// A block may cost whatever its proposer likes.
    case costUnbounded = "cost-unbounded"
    /// What a transaction reads and writes costs nothing.
    case stateUseUncounted = "state-use-uncounted"
    /// A recovery may stand beside evidence.
    case recoveryNotAlone = "recovery-not-alone"
    /// A recovery may stand after another block than the one that it names.
    case recoveryOfAnyParent = "recovery-of-any-parent"
    /// A block with a recovery that the state refuses is valid.
    case refusedRecoveryTaken = "refused-recovery-taken"
    /// What is due is done before an order of recovery is judged.
    case dueInRecovery = "due-in-recovery"

    // MARK: a seat's files
    /// A vote leaves without the register.
    case registerNotAsked = "register-not-asked"
    /// A vote leaves without a record in the log.
    case logNotWritten = "log-not-written"
    /// Another signature leaves than the register holds for the same words.
    case otherSignatureSent = "other-signature-sent"
    /// The register of a new key forbids nothing.
    case begunUnraised = "begun-unraised"
    /// What only the log holds after a power cut stays unknown to the register.
    case recoveredNotRegistered = "recovered-not-registered"
    /// The register takes from the log what the seat's key did not sign.
    case anyRecordRegistered = "any-record-registered"
    /// A seat signs at the next height whatever its register knows.
    case signsFromIgnored = "signs-from-ignored"
    /// A log that is ahead of the blocks holds nobody back.
    case aheadLogIgnored = "ahead-log-ignored"
    /// A register that was raised holds nobody back.
    case barrierIgnored = "barrier-ignored"
    /// A seat signs at a height of which its log lost the last word.
    case lostWordIgnored = "lost-word-ignored"

    // MARK: the store
    /// The register compares with nothing that it let out before.
    case registerForgets = "register-forgets"
    /// The register lets a second message out for one place.
    case registerTakesConflict = "register-takes-conflict"
    /// The register lets messages out for earlier places.
    case registerTakesBehind = "register-takes-behind"
    /// The register's records are not flushed.
    case registerNotSynced = "register-not-synced"
    /// A register that knows less than before is read again without a word.
    case olderRegisterTaken = "older-register-taken"
    /// The vote log's records are not flushed.
    case logNotSynced = "log-not-synced"
    /// Votes are written until the disk is full.
    case reserveIgnored = "reserve-ignored"
    /// A vote log that failed is written to before it is read again.
    case brokenLogWritten = "broken-log-written"
    /// Half a record stays at the end of the vote log.
    case tornVoteKept = "torn-vote-kept"
    /// Damage in the middle of a file is cut off like a torn end.
    case damageTakenForTorn = "damage-taken-for-torn"
    /// Nobody reads the checksums of frames.
    case frameChecksumUnread = "frame-checksum-unread"
    /// Blocks are not flushed.
    case storeNotSynced = "store-not-synced"
    /// A store that failed is written to before it is read again.
    case brokenStoreWritten = "broken-store-written"
    /// Half a block stays at the end of the store.
    case tornTailKept = "torn-tail-kept"
    /// A block of another chain is stored.
    case foreignBlockStored = "foreign-block-stored"
    /// A block of another height is stored.
    case wrongHeightStored = "wrong-height-stored"
    /// A block is stored that does not name the one below it.
    case brokenLinkTaken = "broken-link-taken"
    /// A damaged block is replaced by any other.
    case replacedUnlinked = "replaced-unlinked"
    /// A store from which blocks are gone is read again without a word.
    case lostBlocksOverlooked = "lost-blocks-overlooked"

    // MARK: the node
    /// Messages leave before the votes in them are on disk.
    case sendBeforePersist = "send-before-persist"
    /// A block is acknowledged, and its votes forgotten, before it is on disk.
    case commitBeforePersist = "commit-before-persist"
    /// Neither the vote log nor the register outlives the process.
    case noVoteFiles = "no-vote-files"
}

#if DEBUG || TALLY_MUTANTS
    import Glibc

    extension Mutant {
        /// The mutant that the code run here is; nil is the code as it should be.
        ///
        /// `TALLY_MUTANT=name` sets one for a whole process, to see what a test suite says to it.
        @TaskLocal package static var active: Mutant? = getenv("TALLY_MUTANT").flatMap {
            Mutant(rawValue: String(cString: $0))
        }

        /// True in builds that have mutants.
        package static let areBuilt = true

        /// True where this mutant is what runs.
        package var isOn: Bool { Mutant.active == self }

        /// Runs code as a mutant, or as it should be.
        package static func with<Result>(
            _ mutant: Mutant?, _ body: () throws -> Result
        ) rethrows -> Result {
            try $active.withValue(mutant, operation: body)
        }
    }
#else
    extension Mutant {
        /// True in builds that have mutants.
        package static let areBuilt = false

        /// True where this mutant is what runs.
        @inlinable package var isOn: Bool { false }

        /// Runs code as it should be: a build without mutants has nothing else.
        package static func with<Result>(
            _ mutant: Mutant?, _ body: () throws -> Result
        ) rethrows -> Result {
            precondition(mutant == nil, "this build has no mutants")
            return try body()
        }
    }
#endif
