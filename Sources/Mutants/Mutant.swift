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
    /// The proposer's body does not take the place of one that another sent.
    case othersBodyStays = "others-body-stays"
    /// A block that was found invalid is kept as valid.
    case refusalUnheeded = "refusal-unheeded"
    /// One seat's vote begins a height.
    case opensForOneSeat = "opens-for-one-seat"
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
