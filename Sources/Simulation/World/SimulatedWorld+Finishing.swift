import BlockStore
import Consensus
import Governance
import LedgerTypes
import Replica
import Sealing

/// The end of a run: when it is over, and what came of it.
extension SimulatedWorld {
    var isDone: Bool {
        !actStates.contains(.open) && revivals == 0 && areDutiesDone
            && nodes.allSatisfy { !isAwaited($0) || ($0.machine?.height.value ?? 0) >= goal }
    }

    /// True if the node is to commit everything.
    private func isAwaited(_ node: SimulatedNode) -> Bool {
        !isFaulty(node.index) && !node.isGone
    }

    /// Honest nodes with a seat that cannot vote now, and why.
    private var unavailable: [Int: (why: String, gap: LivenessGap)] {
        var found: [Int: (why: String, gap: LivenessGap)] = [:]
        for node in nodes where !isFaulty(node.index) && node.seatKey != nil {
            if let fault = node.unopened {
                found[node.index] = ("\(fault)", .halted)
            } else if let halt = node.halt {
                found[node.index] = (Transcript.text(halt), .halted)
            } else if let machine = node.machine {
                let ledger = machine.ledger
                guard ledger.nextSeats.index(of: node.member) != nil else { continue }
                switch node.seat?.standing {
                case .signing, .distrusted:
                    guard machine.isSilenced else { continue }
                    found[node.index] = ("is silenced", .silenced)
                case .short(_, .signing): found[node.index] = ("has too little space", .halted)
                default: found[node.index] = ("observes", .observing)
                }
            } else {
                found[node.index] = ("is down", .down)
            }
        }
        return found
    }

    func finish() -> RunReport {
        let unavailable = unavailable
        let gap = isHealed ? gap(unavailable.mapValues(\.gap)) : .unhealed
        if gap == nil {
            judgeLiveness()
            judgeDuties()
        }
        let culprits = auditor.judgeSignatures(time: now)
        for violation in auditor.violations {
            hash.take(.violation, time: violation.time, node: violation.node ?? -1)
        }
        return RunReport(
            scenario: scenario, violations: auditor.violations, auditorHash: hash.finish(),
            heights: nodes.map { $0.machine?.height.value ?? 0 },
            decidedRounds: auditor.decidedRounds, decidedAt: auditor.decidedAt, duration: now,
            events: handled,
            messages: messageCounts.enumerated().filter { $0.element > 0 }.map {
                MessageCount(
                    kind: MessageKinds(rawValue: 1 << UInt16($0.offset)), count: $0.element)
            },
            effects: nodes.map(\.effects), notes: notes,
            unavailable: unavailable.mapValues(\.why), gap: gap, seatChanges: auditor.seatChanges,
            recoveries: auditor.recoveries, duties: dutyTally,
            waits: CommitWaits(waits: commitWaits.sorted(), unanswered: handedIn.count),
            culprits: culprits.compactMap { consortium.members.firstIndex(of: $0) },
            transcript: transcript?.lines ?? [])
    }

    /// Why nothing can be asked of the run, if so many seats of the set in force cannot vote.
    private func gap(_ unavailable: [Int: LivenessGap]) -> LivenessGap? {
        let seats = auditor.seatsNow
        var reasons: [MemberID: LivenessGap] = [:]
        for node in nodes where seats.index(of: node.member) != nil {
            if isFaulty(node.index) {
                reasons[node.member] = .faulty
            } else if let gap = unavailable[node.index] {
                reasons[node.member] = gap
            }
        }
        guard reasons.count > (seats.count - 1) / 3 else { return nil }
        let isOrderDue = scenario.acts.indices.contains { number in
            guard case .recover = scenario.acts[number].act else { return false }
            return actStates[number] != .done && orders[number] == nil
        }
        if isOrderDue { return auditor.tip == .genesis ? .nothingToRecover : .noOrder }
        let members = seats.seats.map(\.member)
        let counts = LivenessGap.allCases.map { gap in members.count { reasons[$0] == gap } }
        let most = counts.max() ?? 0
        return zip(LivenessGap.allCases, counts).first { $0.1 == most }?.0
    }

    private func judgeLiveness() {
        for node in nodes where isAwaited(node) {
            let height = node.machine?.height.value ?? 0
            guard height < goal else { continue }
            let state = node.machine.map { "round \($0.round), step \($0.step)" } ?? "down"
            auditor.report(
                .liveness, now, node.index, Height(height),
                "\(goal) was due by \(scenario.healsAt + scenario.livenessBound) ms; \(state)")
        }
    }
}
