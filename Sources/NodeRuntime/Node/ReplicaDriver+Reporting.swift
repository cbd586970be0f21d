import Consensus
import Diagnosis
import Governance
import LedgerTypes
import Replica
import SeatFiles

/// What the driver tells the board.
extension ReplicaDriver {
    /// Publishes where the replica stands; at most a few times a second, since each costs a walk
    /// over the seats.
    func publish(force: Bool = false) {
        let now = ContinuousClock.now
        parts.status.moved(height: replica.height, round: replica.round)
        if replica.isOpen, opened == nil { opened = now }
        guard force || now - published >= .milliseconds(200) else { return }
        published = now
        let files = seat.files.map { votes in
            NodeStatusBoard.VoteFilesState(
                logBytes: UInt64(votes.log.extent.bytes),
                logRecords: UInt64(votes.log.extent.records), position: votes.register.last)
        }
        parts.status.publish(
            replica.report, next: nextTimer(), files: files ?? NodeStatusBoard.VoteFilesState(),
            counts: replica.counts)
    }

    /// The wait whose end comes first and still matters.
    private func nextTimer() -> (RoundTimer.Kind, ContinuousClock.Instant)? {
        var found: (RoundTimer.Kind, ContinuousClock.Instant)?
        for (timer, end) in deadlines {
            guard case .round(let wait) = timer, wait.kind != .resend, replica.awaits(wait),
                found.map({ end < $0.1 }) ?? true
            else { continue }
            found = (wait.kind, end)
        }
        return found
    }

    /// Counts what the effects of a step say has happened.
    func count(_ note: ReplicaNote) {
        switch note {
        case .enteredRound(_, let round):
            if round > .first { parts.status.count { $0.laterRounds += 1 } }
        case .misbehaviour(let evidence): count(evidence)
        case .silenced: parts.status.count { $0.silenced += 1 }
        case .certifiedBlockRefused, .blockOfOtherSeats:
            parts.status.count { $0.certifiedBlocksRefused += 1 }
        default: break
        }
    }

    /// A broken lock is an offence too, and no double signature.
    private func count(_ evidence: MisbehaviourEvidence) {
        let ledger = replica.ledger
        let seats = ledger.seats(at: evidence.height) ?? ledger.nextSeats
        guard evidence.subject.offence != .amnesia, let member = seats[evidence.seat]?.member
        else { return }
        parts.status.count { $0.equivocations[member, default: 0] += 1 }
    }

    /// Says how the clock compares with those of the other seats, when that changes.
    func say(_ standing: ClockStanding) {
        switch standing {
        case .agrees: parts.logger.notice("the clock agrees with those of the other seats")
        case .differs(let offset):
            parts.status.count { $0.clockAlarms += 1 }
            parts.logger.warning("the clock differs by \(offset) ms from those of the other seats")
        case .wrong(let offset):
            parts.status.count { $0.clockAlarms += 1 }
            parts.logger.error(
                "the clock is off by \(offset) ms: this seat votes, and proposes nothing until it is right"
            )
        }
    }
}
