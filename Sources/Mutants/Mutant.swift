#if DEBUG || TALLY_MUTANTS
    /// Code that is broken on purpose, one guard at a time: what tests and simulation must catch.
    ///
    /// A release build has none of them, nor their names: `Mutant+Absent.swift`.
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
        // When a rule fits.
        /// R7 decides a block that was not judged.
        case decidesUnjudged = "decides-unjudged"
        /// R8 goes as far as the furthest seat says.
        case jumpToHighest = "jump-to-highest"
        /// R0 does not wait for the least time between two blocks.
        case intervalUnheeded = "interval-unheeded"
        /// R0 begins though there is nothing to decide.
        case opensUnwanted = "opens-unwanted"
        /// R0 proposes whether or not it is the seat's turn.
        case proposesOutOfTurn = "proposes-out-of-turn"
        /// R0 proposes while the own clock is wrong.
        case proposesWithWrongClock = "proposes-with-wrong-clock"
        /// R0 never proposes while the own clock is wrong, though no other seat gets a block through
        /// either.
        case wrongClockNeverProposes = "wrong-clock-never-proposes"
        /// A block that a quorum named is judged only if a proposal of this round names it too.
        case judgesProposalsOnly = "judges-proposals-only"
        /// A seat that waits until it may sign goes on without its vote.
        case heldSeatMovesOn = "held-seat-moves-on"
        /// R2 does not ask the tally for the polka: checking the proposal still has.
        case r2WithoutPolka = "r2-without-polka"
        /// A proposal's polka that is wrong and not reported counts as verified, and R2 does not ask
        /// for it.
        case repeatUnverified = "repeat-unverified"
        /// R4 locks a block that was not found valid.
        case lockWithoutBody = "lock-without-body"
        /// R4 locks on a polka of any round for the block.
        case r4AnyRound = "r4-any-round"
        /// R4 locks on prevotes that name another valid round than the proposal.
        case r4AnyValidRound = "r4-any-valid-round"
        /// R5 takes one prevote less than a quorum.
        case nilQuorumMinusOne = "nil-quorum-minus-one"
        /// R3 never ends a step of mixed prevotes.
        case prevotesNotAwaited = "prevotes-not-awaited"
        /// R6 never ends a round of mixed precommits.
        case precommitsNotAwaited = "precommits-not-awaited"
        /// R10 is left out.
        case latePolkaIgnored = "late-polka-ignored"
        /// R10 takes a block that is not held.
        case latePolkaWithoutBody = "late-polka-without-body"
        // What a rule does.
        /// R1 takes a block of any time.
        case timeNeverJudged = "time-never-judged"
        /// R1 prevotes for a new block in spite of a lock.
        case r1IgnoresLock = "r1-ignores-lock"
        /// R2 prevotes for a repeated block in spite of a lock.
        case r2IgnoresLock = "r2-ignores-lock"
        /// R2 yields to a polka one round older than the lock.
        case lockNewerIgnored = "lock-newer-ignored"
        /// R2 never yields to a newer polka.
        case lockNeverYields = "lock-never-yields"
        /// R2 does not prevote for the locked block if the polka in the proposal is older than the
        /// lock.
        case ownLockUnrepeated = "own-lock-unrepeated"
        /// R2 prevotes without naming the valid round.
        case prevoteNamesNoRound = "prevote-names-no-round"
        /// R1 and R2 prevote for a block that was found invalid.
        case invalidBlockPrevoted = "invalid-block-prevoted"
        /// R4 locks after a precommit for no block too.
        case lockWithoutPromise = "lock-without-promise"
        /// R4 does not remember the locked block as valid.
        case lockedNotValid = "locked-not-valid"
        /// R3 precommits nothing at once.
        case prevoteWaitSkipped = "prevote-wait-skipped"
        // What is taken from others.
        /// Messages of rounds before a recovery count.
        case roundsBeforeRecoveryTaken = "rounds-before-recovery-taken"
        /// Messages may name valid rounds before a recovery.
        case validRoundsBeforeRecovery = "valid-rounds-before-recovery"
        /// A vote under the own key that the log does not hold changes nothing.
        case foreignVoteUnheeded = "foreign-vote-unheeded"
        /// A proposal under the own key that the log does not hold changes nothing.
        case foreignProposalUnheeded = "foreign-proposal-unheeded"
        /// A certificate with an own vote that the log does not hold changes nothing.
        case foreignCertificateUnheeded = "foreign-certificate-unheeded"
        /// An own vote that another seat remembers, and the log does not, changes nothing.
        case toldVoteUnheeded = "told-vote-unheeded"
        /// Two votes of one seat for one place are no evidence.
        case secondVoteUnreported = "second-vote-unreported"
        /// Two proposals of one seat for one round are no evidence.
        case secondProposalUnreported = "second-proposal-unreported"
        /// A prevote against the own certificate is no evidence.
        case amnesiaUnnoticed = "amnesia-unnoticed"
        /// R11 keeps no third proposal, whatever a quorum names.
        case namedProposalIgnored = "named-proposal-ignored"
        /// A block is refused for a body that was not its proposer's.
        case othersBodyRefuses = "others-body-refuses"
        /// Blocks of later turns keep out the one that a quorum decided.
        case roomForAllAlike = "room-for-all-alike"
        /// The proposer's body does not take the place of one that another sent.
        case othersBodyStays = "others-body-stays"
        /// A block that was found invalid is kept as valid.
        case refusalUnheeded = "refusal-unheeded"
        /// One seat's vote begins a height.
        case opensForOneSeat = "opens-for-one-seat"
        /// A proposal of any later turn begins a height.
        case opensForAnyProposal = "opens-for-any-proposal"
        /// A vote counts whoever signed it.
        case voteUnverified = "vote-unverified"
        /// A polka counts whoever signed it.
        case polkaUnread = "polka-unread"
        /// A repeated block may bring the polka of another block or round, and R2 does not ask for
        /// its own.
        case polkaForAnything = "polka-for-anything"
        /// Any seat may propose in any round.
        case anybodyProposes = "anybody-proposes"
        /// The header of a new block may name another proposer than the one that signs.
        case proposerFieldUnread = "proposer-field-unread"
        /// A proposal counts whoever signed it.
        case proposalSignatureUnread = "proposal-signature-unread"
        /// A quorum may hold one seat's signature twice.
        case seatCountsTwice = "seat-counts-twice"
        /// A certificate or polka may hold fewer signatures than a quorum.
        case quorumUncounted = "quorum-uncounted"
        /// A seat's second vote for one place takes the place of its first.
        case secondVoteCounts = "second-vote-counts"
        /// Votes for different blocks add up.
        case mixedBlocks = "mixed-blocks"
        /// R8 goes by the last vote of a seat, which may be an old one that came late.
        case lastRoundHeard = "last-round-heard"
        // Time and turns.
        /// A block may be of a time to come.
        case futureTimesTaken = "future-times-taken"
        /// A new block may be of a time long past.
        case oldTimesTaken = "old-times-taken"
        /// All rounds wait equally long.
        case waitsNeverGrow = "waits-never-grow"
        /// The end of a wait of an earlier round ends the step of this one.
        case staleTimersHeeded = "stale-timers-heeded"
        /// Suspended seats propose.
        case suspendedPropose = "suspended-propose"
        /// One seat proposes in all rounds of a height.
        case rotationIgnoresRound = "rotation-ignores-round"
        // What the own log says.
        /// A start takes what the log holds of other heights for its own.
        case otherHeightsRecovered = "other-heights-recovered"
        /// What was signed before a recovery binds after it.
        case oldRoundsRecovered = "old-rounds-recovered"
        /// A seat whose log does not hold begins anew.
        case logFaultUnheeded = "log-fault-unheeded"
        /// The log may hold what another seat signed.
        case logSeatUnread = "log-seat-unread"
        /// A proposal in the log counts whoever signed it.
        case logProposalUnread = "log-proposal-unread"
        /// The log may hold two messages for one place.
        case logOrderUnread = "log-order-unread"
        /// A polka in the log may be of another block or round than the one it stands for.
        case logPolkaUnmatched = "log-polka-unmatched"
        /// The log may hold a precommit without the polka that allowed it.
        case logPromiseUnread = "log-promise-unread"
        /// The log may hold another lock than the last precommit says.
        case logLockUnread = "log-lock-unread"
        /// The log may hold another block than the record names.
        case logBodyUnread = "log-body-unread"
        /// A block of the log is not judged again.
        case recalledUnjudged = "recalled-unjudged"
        /// A start forgets the polka behind its lock.
        case recalledPolkaForgotten = "recalled-polka-forgotten"
        // Signing and sending.
        /// A block that was built too late is proposed after the seat has prevoted.
        case proposesLate = "proposes-late"
        /// A block that was built for an earlier round is proposed in this one.
        case staleBuildProposed = "stale-build-proposed"
        /// A seat signs before it knows what it signed before its start.
        case signsWhileHeld = "signs-while-held"
        /// A seat goes on signing though somebody else signs with its key.
        case silencedSeatSigns = "silenced-seat-signs"
        /// The own vote is sent and not counted.
        case ownVoteUncounted = "own-vote-uncounted"
        /// The own proposal is sent and not answered.
        case ownProposalUnnoted = "own-proposal-unnoted"
        /// A block that a quorum named is not asked for.
        case blocksNotFetched = "blocks-not-fetched"
        /// What was said is said again once only.
        case resendOnce = "resend-once"
        /// A seat that starts is not told what it signed at heights that are over.
        case pastVotesUntold = "past-votes-untold"

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
        case lateAmnesiaUnnoticed = "late-amnesia-unnoticed"
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

        // MARK: work with the outside
        /// A stage of work is not on disk before what follows from it.
        case stageUnwritten = "stage-unwritten"
        /// A release is made again while its first transaction may still come.
        case releaseMadeAgain = "release-made-again"
        /// Transactions end by the clock on the wall, and not by the chain's time.
        case expiredByWallClock = "expired-by-wall-clock"
        /// Blocks count as searched though what was found in them is not on disk.
        case searchedUnfound = "searched-unfound"
        /// The chain is not told of what it calls released and nobody may have any more.
        case withholdingOmitted = "withholding-omitted"
        /// What came is acknowledged though it could not be kept.
        case acknowledgedUnkept = "acknowledged-unkept"
        /// Data of an emergency are shown though its record could not be kept.
        case shownUnrecorded = "shown-unrecorded"

        // MARK: the node
        /// Messages leave before the votes in them are on disk.
        case sendBeforePersist = "send-before-persist"
        /// A block is acknowledged, and its votes forgotten, before it is on disk.
        case commitBeforePersist = "commit-before-persist"
        /// Neither the vote log nor the register outlives the process.
        case noVoteFiles = "no-vote-files"
    }
#endif
