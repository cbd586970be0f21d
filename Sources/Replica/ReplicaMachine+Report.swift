import Consensus
import Governance
import LedgerTypes

extension ReplicaMachine {
    /// Where this replica stands. Complexity: O(seats).
    package var report: ReplicaReport {
        let seats = seatsInForce
        func member(_ seat: SeatIndex) -> MemberID? { seats[seat]?.member }
        return ReplicaReport(
            now: now, committed: ledger.height, committedTime: ledger.time, round: rounds.round,
            step: rounds.step, isOpen: rounds.isOpen,
            proposer: rounds.proposer.flatMap(member),
            suspended: rounds.suspended.compactMap(member),
            seats: seats.seats.indices.map { report(of: SeatIndex(UInt64($0)), seats) },
            missing: rounds.isOpen ? missing(seats) : nil, signing: signing,
            waitingTransactions: pool.count, waitingBytes: pool.bytes, syncSource: sync.source,
            highestClaim: highestPeerHeight,
            isAtTip: isAtTip(now: now, within: Self.tipAge), clock: clockStanding)
    }

    /// True once there was something to decide at the present height.
    package var isOpen: Bool { rounds.isOpen }

    /// True if the end of a wait could still change something.
    package func awaits(_ timer: RoundTimer) -> Bool { rounds.awaits(timer) }

    private var signing: ReplicaReport.Signing {
        if isSilenced { return .silenced }
        if inquiry.isOpen { return .asks }
        return rounds.hasSeat ? .signs : .observes
    }

    private func report(of index: SeatIndex, _ seats: SeatSet) -> ReplicaReport.Seat {
        let member = seats.seats[Int(index.value)].member
        let isOwn = member == configuration.member
        let peer = peers[member]
        let status = isOwn ? ownStatus : peer.status
        let vote = rounds.lastVote(of: index).map(ReplicaReport.SeenVote.init)
        return ReplicaReport.Seat(
            member: member, isOwn: isOwn, isConnected: isOwn || peer.isConnected,
            heard: isOwn ? now : peer.heard, lastVote: vote ?? lastVotes[member],
            tip: status?.height, claim: peer.isConnected ? peer.height : nil,
            round: status?.round, step: status?.step,
            version: status?.version, clockOffset: isOwn ? 0 : clocks.difference(of: member),
            observes: status?.observes)
    }

    private func missing(_ seats: SeatSet) -> ReplicaReport.Missing {
        let step: VoteStep = rounds.step == .precommit ? .precommit : .prevote
        let silent = seats.seats.indices.filter { !rounds.hasVoted(SeatIndex(UInt64($0)), step) }
        return ReplicaReport.Missing(
            step: step, have: seats.count - silent.count, need: seats.quorum,
            members: silent.map { seats.seats[$0].member },
            awaitsProposal: rounds.step == .propose && !rounds.hasProposal)
    }

    /// Remembers what the seats last said at a height that is decided.
    mutating func rememberVotes(_ certificate: CommitCertificate) {
        for (index, seat) in seatsInForce.seats.enumerated() {
            guard let vote = rounds.lastVote(of: SeatIndex(UInt64(index))) else { continue }
            lastVotes[seat.member] = ReplicaReport.SeenVote(vote)
        }
        for item in certificate.signatures {
            guard let member = seatsInForce[item.seat]?.member else { continue }
            lastVotes[member] = ReplicaReport.SeenVote(
                height: certificate.height, round: certificate.round, step: .precommit,
                block: certificate.block)
        }
    }
}

extension ReplicaReport.SeenVote {
    init(_ vote: Vote) {
        self.init(height: vote.height, round: vote.round, step: vote.step, block: vote.block)
    }
}
