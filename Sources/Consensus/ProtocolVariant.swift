import LedgerTypes

/// Broken variants of the rules, each of which the harnesses must catch.
///
/// Only tests and the simulation set one; a node runs `correct`.
/// Source: docs/internals/simulation.md, "Mutants"; docs/internals/consensus.md, "The pitfalls".
package enum ProtocolVariant: String, Hashable, Sendable, CaseIterable {
    case correct = "correct"
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
    /// A certificate holds as soon as one of its signatures does.
    case certificateCheckStopsEarly = "certificate-check-stops-early"
    /// A block in catch-up is taken with its certificate unread.
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
}

extension ProtocolVariant {
    /// Comparing votes mends what these leave out; without it they show what they lead to.
    var comparesVotes: Bool {
        switch self {
        case .resendLastRoundOnly, .polkaNotRelayed, .ownVotesNotReinjected, .roundVotesOnly: false
        default: true
        }
    }

    /// Counting seats that went on mends what these leave out.
    var countsLaterVotes: Bool {
        switch self {
        case .roundVotesOnly, .resendLastRoundOnly: false
        default: true
        }
    }

    /// The logs of these hold quorums that are none.
    var checksLog: Bool {
        switch self {
        case .quorumMinusOne, .certificateCheckStopsEarly, .decisionUnchecked, .mixedValidRounds:
            false
        default: true
        }
    }
}

extension RoundMachine {
    /// True only of `ProtocolVariant.certificateCheckStopsEarly`: reads one signature that holds,
    /// and counts the rest.
    func stopsEarly(
        _ signatures: [SeatSignature], over bytes: [UInt8], _ state: HeightState
    ) -> Bool {
        variant == .certificateCheckStopsEarly
            && signatures.count >= state.context.seats.quorum
            && signatures.contains { item in
                state.context.seats[item.seat].map {
                    $0.key.verifiesAdmitted(item.signature, over: bytes)
                } ?? false
            }
    }
}
