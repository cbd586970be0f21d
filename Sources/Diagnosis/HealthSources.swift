import Duties
import Governance
import LedgerTypes
import Links
import NodeFiles
import Replica
import Sealing

/// What a node's health is made of: copies and boards, so that whoever makes it waits for nobody.
package struct HealthSources {
    private let board: NodeStatusBoard.Content
    private let network: LinkBoard
    private let ledger: LedgerState
    private let age: Milliseconds
    /// True if the last block was committed while the node ran.
    private let isLive: Bool
    private let configuration: NodeConfiguration
    private let keys: NodeKeys
    /// Transactions that wait at this node.
    package var waitingTransactions = 0
    /// Times that a peer was refused because it broke the protocol.
    package var peersRefused: UInt64 = 0
    /// Where all duties stand; nil until the outbox was read.
    package var duties: [WorkStanding]?

    /// - Parameters:
    ///   - ledger: the last committed state.
    ///   - age: how old it is by the node's monotonic clock.
    package init(
        _ status: NodeStatusBoard, _ network: LinkBoard, ledger: LedgerState, age: Milliseconds,
        isLive: Bool, configuration: NodeConfiguration, keys: NodeKeys
    ) {
        board = status.current
        self.network = network
        self.ledger = ledger
        self.age = age
        self.isLive = isLive
        self.configuration = configuration
        self.keys = keys
    }

    private var member: MemberID { configuration.member }

    /// How the node does, with its problems.
    ///
    /// - Parameter clock: the machine's clock, for the dates of certificates.
    package func health(at now: ContinuousClock.Instant, clock: BlockTime) -> NodeHealth {
        let seat = ownSeat
        let own = seat?.key == keys.seat.verifyingKey
        let linked = linkedSeats
        var health = figures(at: now, own: own)
        health.links = network.standings
        health.certificateDays = certificateDays(health.links, at: clock)
        health.duties = duties
        health.dutySilence = board.dutyBeat.map { (now - $0).milliseconds }
        health.connections = board.connections
        let queries = GovernanceQueries(ledger)
        health.quotas = [.gateway(member), .governance(member)].map { queries.quota(of: $0) }
        health.isCrowded = board.connections.crowded.map { now - $0 < .seconds(60) } ?? false
        var facts = HealthFacts(
            health, hasSeat: own, linkedSeats: linked, age: age,
            patience: ledger.parameters.emptyBlockInterval,
            proposeTimeout: ledger.parameters.proposeTimeout, halt: board.halt,
            observing: board.observing, warnings: board.said + board.ofDuties)
        facts.uptime = clock.since(board.started)
        facts.own = enrolment(seat?.key)
        facts.terms = OfficeTerms(of: member, on: ledger, at: clock)
        facts.isCopied = network.isCopied
        facts.copiedPeers = network.copiedPeers
        facts.copyAt = network.ownCertificateAt
        facts.duties = (duties ?? []).filter { $0.concern(on: ledger) != nil }
            .map { WorkAccount($0, on: ledger) }
        let recovered = ledger.get(Tables.recovery).map {
            NodeProblem.recovered(epoch: $0.epoch, height: $0.height)
        }
        health.problems =
            (HealthRules.problems(facts) + [recovered].compactMap(\.self))
            .sorted { ($0.severity, $1.code) > ($1.severity, $0.code) }
        return health
    }

    private var ownSeat: Seat? {
        let seats = ledger.nextSeats
        return seats.index(of: member).flatMap { seats[$0] }
    }

    /// Seats that can be reached, the own one included.
    private var linkedSeats: Int {
        let silent = silentSeats
        let others = ledger.nextSeats.seats.count {
            board.linked.contains($0.member) && !silent.contains($0.member)
        }
        return others + (ownSeat?.key == keys.seat.verifyingKey ? 1 : 0)
    }

    /// True if a quorum of seats can be reached. Like `isAtTip` it reads neither people nor duties:
    /// it is asked at every turn of the work for others.
    package var reachesQuorum: Bool { linkedSeats >= ledger.nextSeats.quorum }

    private func figures(at now: ContinuousClock.Instant, own: Bool) -> NodeHealth {
        let seats = ledger.nextSeats
        let report = board.report
        let sign = report?.signing ?? .observes
        let role: NodeHealth.Role =
            board.halt != nil
            ? .halted
            : own && board.observing == nil && !configuration.observes
                && (report == nil || sign == .signs) ? .voting : .observing
        return NodeHealth(
            member: member, chain: ledger.chain, role: role, height: ledger.height,
            round: board.round, step: report?.step ?? .propose, isOpen: report?.isOpen ?? false,
            proposer: report?.proposer, suspended: report?.suspended ?? [],
            seatReports: seatReports(at: now),
            missing: board.halt == nil ? report?.missing : nil, signing: sign,
            next: board.nextTimer.map {
                NodeHealth.Timeout(kind: $0.kind, left: ($0.at - now).milliseconds)
            },
            blockTime: ledger.time, entryCount: ledger.entryCount,
            sinceLastBlock: isLive ? age : nil,
            heartbeat: (now - board.beat).milliseconds, work: board.work,
            linked: board.linked.sorted(), seats: seats.count, quorum: seats.quorum,
            waitingTransactions: waitingTransactions, waitingBytes: report?.waitingBytes ?? 0,
            highestClaim: report?.highestClaim, clock: report?.clock ?? .agrees,
            freeBytes: board.freeBytes, leastFreeBytes: configuration.leastFreeBytes,
            diskSilence: (now - board.diskAnswered).milliseconds,
            voteLogBytes: board.files.logBytes, voteLogRecords: board.files.logRecords,
            signedAt: board.files.position, scrub: board.scrub, counters: board.counters,
            peersRefused: peersRefused, syncFailures: board.syncFailures,
            started: board.started, reachesQuorum: reachesQuorum,
            isAtTip: isAtTip(at: now))
    }

    /// Seats that are linked as far as the system knows, and say nothing any more: each says where it
    /// is every two seconds.
    private var silentSeats: Set<MemberID> {
        guard let report = board.report else { return [] }
        let silent = report.seats.filter { seat in
            !seat.isOwn && seat.heard.map { report.now.since($0) > .seconds(15) } ?? false
        }
        return Set(silent.map(\.member))
    }

    /// True if a quorum is reached, and the replica is level with it as it last reported; a report of
    /// long ago says nothing.
    package func isAtTip(at now: ContinuousClock.Instant) -> Bool {
        guard reachesQuorum, let report = board.report else { return false }
        return report.isAtTip && (now - board.reported).milliseconds <= ReplicaMachine.tipAge
    }

    /// What the ledger says of this member beside the keys that the node has.
    private func enrolment(_ seatKey: VerifyingKey?) -> OwnEnrolment {
        let waiting = board.waitingKeys
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

    private func certificateDays(
        _ links: [LinkStanding], at clock: BlockTime
    ) -> [MemberID: Int64] {
        var ends = [member: BlockTime(keys.node.certificate.notAfter)]
        for link in links {
            if let end = link.certificateEnds { ends[link.member] = end }
        }
        return ends.mapValues { OfficeTerms.days(until: $0, from: clock) }
    }

    private func seatReports(at now: ContinuousClock.Instant) -> [NodeHealth.Seat] {
        guard let report = board.report else { return [] }
        let since = (now - board.reported).milliseconds
        return report.seats.map { seat in
            NodeHealth.Seat(
                member: seat.member, isOwn: seat.isOwn,
                isLinked: seat.isOwn || board.linked.contains(seat.member),
                silence: seat.heard.map {
                    Milliseconds(report.now.since($0).value + (seat.isOwn ? 0 : since.value))
                },
                lastVote: seat.lastVote, tip: seat.tip, claim: seat.claim,
                round: seat.round, version: seat.version,
                clockOffset: seat.clockOffset, observes: seat.observes)
        }
    }
}
