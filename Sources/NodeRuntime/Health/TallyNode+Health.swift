import Consensus
import Duties
import EvidenceTree
import Governance
import LedgerTypes
import Links
import NodeFiles
import Replica
import Sealing

extension TallyNode {
    /// How the node does: a copy of the board, the last committed state and the system's clock.
    ///
    /// Asks neither the loop of consensus nor the disk, so that it answers when either hangs.
    public func health() -> NodeHealth {
        let board = status.current
        let snapshot = view.current
        let ledger = snapshot.ledger
        let seats = ledger.nextSeats
        let now = ContinuousClock.now
        let seat = seats.index(of: member).flatMap { seats[$0] }
        let own = seat?.key == keys.seat.verifyingKey
        let linked = seats.seats.count { board.linked.contains($0.member) } + (own ? 1 : 0)
        let report = board.report
        let sign = report?.signing ?? .observes
        let role: NodeHealth.Role =
            board.halt != nil
            ? .halted
            : own && board.observing == nil && !configuration.observes
                && (report == nil || sign == .signs) ? .voting : .observing
        var health = NodeHealth(
            member: member, chain: chain, role: role, height: ledger.height, round: board.round,
            step: report?.step ?? .propose, isOpen: report?.isOpen ?? false,
            proposer: report?.proposer, suspended: report?.suspended ?? [],
            seatReports: Self.seats(board, now),
            missing: board.halt == nil ? report?.missing : nil, signing: sign,
            next: board.nextTimer.map {
                NodeHealth.Timeout(kind: $0.kind, left: ($0.at - now).milliseconds)
            },
            blockTime: ledger.time, entryCount: ledger.entryCount,
            sinceLastBlock: snapshot.isLive ? snapshot.age : nil,
            heartbeat: (now - board.beat).milliseconds, work: board.work,
            linked: board.linked.sorted(), seats: seats.count, quorum: seats.quorum,
            waitingTransactions: desk.pendingCount, waitingBytes: report?.waitingBytes ?? 0,
            highestClaim: report?.highestClaim, clock: report?.clock ?? .agrees,
            freeBytes: board.freeBytes, leastFreeBytes: configuration.leastFreeBytes,
            diskSilence: (now - board.diskAnswered).milliseconds,
            voteLogBytes: board.files.logBytes, voteLogRecords: board.files.logRecords,
            signedAt: board.files.position, scrub: board.scrub, counters: board.counters,
            peersRefused: network.refusals.value, syncFailures: board.syncFailures,
            started: board.started,
            reachesQuorum: linked >= seats.quorum)
        health.links = network.board.standings
        health.certificateDays = certificateDays(health.links)
        var facts = HealthFacts(
            health, hasSeat: own, linkedSeats: linked, age: snapshot.age,
            patience: ledger.parameters.emptyBlockInterval,
            proposeTimeout: ledger.parameters.proposeTimeout, halt: board.halt,
            observing: board.observing, warnings: board.warnings)
        facts.own = enrolment(ledger, seat?.key, board.waitingKeys)
        facts.isCopied = network.board.isCopied
        facts.copiedPeers = network.board.copiedPeers
        facts.copyAt = network.board.ownCertificateAt
        health.duties = works.all
        facts.duties = (health.duties ?? []).filter { $0.concern(on: ledger) != nil }
            .map { WorkAccount($0, on: ledger) }
        let recovered = ledger.get(Tables.recovery).map {
            NodeProblem.recovered(epoch: $0.epoch, height: $0.height)
        }
        health.problems =
            (HealthRules.problems(facts) + [recovered].compactMap(\.self))
            .sorted { ($0.severity, $1.code) > ($1.severity, $0.code) }
        return health
    }

    /// What the ledger says of this member beside the keys that the node has.
    private func enrolment(
        _ ledger: LedgerState, _ seatKey: VerifyingKey?, _ waiting: [KeyPurpose: [UInt8]]
    ) -> OwnEnrolment {
        var found = OwnEnrolment()
        // The seat was given another key: the node that runs has the old one.
        if let seatKey, !configuration.observes, seatKey != keys.seat.verifyingKey {
            found.otherSeatKey = true
            if waiting[.seat] == seatKey.bytes { found.waiting.insert(.seat) }
        }
        guard let own = ledger.get(Tables.members, member) else { return found }
        found.isSuspended = own.state == .suspended
        if own.gatewayKey != keys.gateway.verifyingKey {
            found.otherGatewayKey = true
            if waiting[.gateway] == own.gatewayKey.bytes { found.waiting.insert(.gateway) }
        }
        let fingerprint = keys.node.certificate.keyFingerprint
        if own.certificateDigest != fingerprint {
            found.unknownCertificate = fingerprint.description
        }
        return found
    }

    private func certificateDays(_ links: [LinkStanding]) -> [MemberID: Int64] {
        let now = Int64(clamping: WallClock.now().value)
        let day = Int64(Milliseconds.days(1).value)
        var days = [member: Int64(clamping: keys.node.certificate.notAfter)]
        for link in links {
            if let end = link.certificateEnds { days[link.member] = Int64(clamping: end.value) }
        }
        return days.mapValues { end in
            let left = end - now
            return left >= 0 ? left / day : -((-left + day - 1) / day)
        }
    }

    private static func seats(
        _ board: NodeStatusBoard.Content, _ now: ContinuousClock.Instant
    ) -> [NodeHealth.Seat] {
        guard let report = board.report else { return [] }
        let since = (now - board.reported).milliseconds
        return report.seats.map { seat in
            NodeHealth.Seat(
                member: seat.member, isOwn: seat.isOwn,
                isLinked: seat.isOwn || board.linked.contains(seat.member),
                silence: seat.heard.map {
                    Milliseconds(report.now.since($0).value + (seat.isOwn ? 0 : since.value))
                },
                lastVote: seat.lastVote, tip: seat.tip, round: seat.round, version: seat.version,
                clockOffset: seat.clockOffset, observes: seat.observes)
        }
    }
}
