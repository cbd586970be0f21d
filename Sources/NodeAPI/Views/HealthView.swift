import Diagnosis
import Governance
import Links
import TallyClient

extension HealthView.Problem {
    package init(_ problem: NodeProblem) {
        self.init(
            code: problem.code,
            severity: problem.severity.rawValue,
            zh: problem.chinese,
            en: problem.english,
            remedy: Remedy.of(problem.code).map { TextView(zh: $0.chinese, en: $0.english) })
    }
}

extension HealthView.Link {
    init(_ standing: LinkStanding) {
        self.init(
            member: standing.member.text,
            access: standing.access?.rawValue,
            reason: standing.reason?.rawValue,
            words: standing.reason.map { TextView(zh: $0.words.chinese, en: $0.words.english) },
            saidByPeer: standing.isPeers,
            address: standing.address)
    }
}

extension HealthView {
    init(_ health: NodeHealth) {
        self.init(
            member: health.member.text,
            role: health.role.rawValue,
            verdict: health.verdict,
            height: health.height.value,
            round: health.round.value,
            blockTime: health.blockTime.value,
            entryCount: health.entryCount,
            sinceLastBlockMilliseconds: health.sinceLastBlock?.value,
            linked: health.linked.map(\.text),
            seats: health.seats,
            quorum: health.quorum,
            reachesQuorum: health.reachesQuorum,
            waitingTransactions: health.waitingTransactions,
            freeBytes: health.freeBytes,
            consensus: ConsensusView(health),
            disk: DiskView(health),
            problems: health.problems.map(Problem.init),
            links: health.links.map(Link.init),
            connections: ConnectionsView(
                open: health.connections.open, most: health.connections.most,
                mostOfOneAddress: health.connections.mostOfOneHost,
                turnedAway: health.connections.turnedAway),
            quotas: health.quotas.map(QuotaView.init))
    }
}

extension QuotaView {
    init(_ standing: QuotaStanding) {
        self.init(
            key: standing.account.kind, entries: standing.entries,
            entriesLimit: standing.entriesLimit, bytes: standing.bytes,
            bytesLimit: standing.bytesLimit, freed: standing.freed.value)
    }
}

extension ConsensusView {
    init(_ health: NodeHealth) {
        self.init(
            step: health.step.name,
            open: health.isOpen,
            signing: health.signing.rawValue,
            proposer: health.proposer?.text,
            suspended: health.suspended.map(\.text),
            seats: health.seatReports.map(Seat.init),
            missing: health.missing.map {
                Missing(
                    step: $0.step.name, have: $0.have, need: $0.need,
                    members: $0.members.map(\.text), awaitsProposal: $0.awaitsProposal)
            },
            next: health.next.map { Timeout(kind: $0.kind.name, milliseconds: $0.left.value) },
            heartbeatMilliseconds: health.heartbeat.value,
            work: health.work)
    }
}

extension ConsensusView.Seat {
    init(_ seat: NodeHealth.Seat) {
        self.init(
            member: seat.member.text, linked: seat.isLinked,
            silenceMilliseconds: seat.silence?.value,
            lastVote: seat.lastVote.map {
                ConsensusView.Vote(
                    height: $0.height.value, round: $0.round.value, step: $0.step.name,
                    block: $0.block?.description)
            },
            tip: seat.tip?.value, round: seat.round?.value, version: seat.version,
            clockOffsetMilliseconds: seat.clockOffset, observes: seat.observes)
    }
}

extension DiskView {
    init(_ health: NodeHealth) {
        self.init(
            freeBytes: health.freeBytes,
            leastFreeBytes: health.leastFreeBytes,
            silenceMilliseconds: health.diskSilence.value,
            voteLogBytes: health.voteLogBytes,
            voteLogRecords: health.voteLogRecords,
            signedHeight: health.signedAt?.height.value,
            signedRound: health.signedAt?.round.value,
            scrubHeight: health.scrub.height.value,
            scrubPasses: health.scrub.passes,
            damagedBlocks: health.scrub.damaged.map(\.value),
            repairedBlocks: health.counters.repairedBlocks)
    }
}

extension NodeHealth {
    /// True if neither the node nor the chain stands still and a quorum can be reached.
    var isWell: Bool { verdict < 2 && role != .halted && reachesQuorum }
}
