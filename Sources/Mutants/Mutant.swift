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
