import BlockStore
import CanonicalCoding
import Duties
import Governance
import LedgerTypes
import Outbox
import Replica
import Sealing
import Synchronization

/// Numbers for one gateway that nobody else draws.
private final class SeededDraw: Sendable {
    private let random: Mutex<SeededRandom>

    init(_ random: SeededRandom) { self.random = Mutex(random) }

    func draw(_ count: Int) -> [UInt8] {
        random.withLock { random in (0..<count).map { _ in UInt8(random.below(256)) } }
    }
}

/// The production desks, driven by the world's clock, network and disks.
extension SimulatedWorld {
    /// Gives each honest node what it needs for duties, before the first start.
    func giveDuties() {
        for node in nodes where !isFaulty(node.index) {
            let member = node.member
            let draw = SeededDraw(
                SeededRandom(seed: scenario.seed, for: "gateway \(node.index)"))
            node.gateway = Gateway(
                member: member, chain: consortium.state.chain, suite: Consortium.suite,
                key: Consortium.key("gateway/\(member)"), box: DutyRules.box(of: member),
                pseudonyms: DutyRules.seed("pseudonym/\(member)"), files: node.disk,
                draw: draw.draw)
            // The records were there before the node.
            let (held, mixed) = DutyRules.patients(of: member)
            for (patient, record) in [
                (held, DutyRules.record(of: held)), (mixed, DutyRules.mixedRecord(of: mixed)),
            ] {
                try? node.disk.replaceFile(
                    "\(Gateway.Folder.records)/\(patient).json", with: record)
            }
        }
    }

    func beginDuties() {
        guard let load = scenario.duties else { return }
        areDutiesDone = false
        for node in nodes where node.gateway != nil {
            queue.push(.register(holder: node.index), at: 100)
        }
        for (number, planned) in load.acts.enumerated() {
            queue.push(.person(planned.act, number: number), at: planned.time)
        }
    }

    static func pseudonym(_ patient: String, at member: MemberID) -> Pseudonym {
        name(patient, at: member).pseudonym(suite: Consortium.suite)
    }

    static func name(_ patient: String, at member: MemberID) -> SubjectName {
        LocalPseudonym.name(
            of: LocalNumber(known: patient), at: member, key: DutyRules.seed("pseudonym/\(member)"))
    }

    // MARK: turns

    private func scene(_ node: SimulatedNode) -> DutyScene? {
        guard let ledger = node.machine?.ledger else { return nil }
        return DutyScene(
            ledger: ledger, clock: clock(node.index), isCutOff: isCutOff(node.index),
            isCurrent: node.machine?.isAtTip(now: clock(node.index), within: ReplicaMachine.tipAge)
                == true)
    }

    /// Fewer seats than a quorum can be reached, this one included.
    func isCutOff(_ index: Int) -> Bool {
        guard let seats = nodes[index].machine?.ledger.nextSeats else { return true }
        let reached = seats.seats.count { seat in
            nodes.contains { other in
                other.member == seat.member
                    && (other.index == index
                        || other.isRunning && network.isOpen(from: index, to: other.index)
                            && network.isOpen(from: other.index, to: index))
            }
        }
        return reached < seats.quorum
    }

    func takeDutyTurn(_ index: Int, isTimed: Bool) {
        let node = nodes[index]
        if isTimed {
            queue.push(
                .duty(node: index, life: node.life, isTimed: true),
                at: now + Limits.dutyMilliseconds)
        }
        guard !node.isPaused, let scene = scene(node) else { return }
        let effects = node.desk?.turn(scene, node.chain, now: now) ?? []
        perform(effects, node)
        judgeQuiet(node, scene.ledger)
    }

    /// Done is where nothing is left to do anywhere, and nothing came for a while.
    ///
    /// Only the node that had its turn is asked whether it has blocks to search: others have theirs in
    /// a moment.
    private func judgeQuiet(_ node: SimulatedNode, _ ledger: LedgerState) {
        let isBusy = isAnswerable(node) && node.desk?.isBehind(ledger) == true
        if isBusy || !openDuties.isEmpty { lastDuty = now }
        areDutiesDone =
            isHealed && now > scenario.healsAt + Limits.quietMilliseconds
            && now >= lastDuty + Limits.quietMilliseconds
    }

    func receiveParcel(_ bytes: [UInt8], from sender: Int, at receiver: Int) {
        let node = nodes[receiver]
        guard !node.isPaused, let scene = scene(node) else { return }
        let effects =
            node.desk?.receive(
                bytes, from: nodes[sender].member, scene, node.chain, now: now) ?? []
        perform(effects, node)
    }

    func take(_ verdict: CharterVerdict, at index: Int) {
        nodes[index].desk?.noteVerdict(verdict)
        takeDutyTurn(index, isTimed: false)
    }

    private func perform(_ effects: [DutyEffect], _ node: SimulatedNode) {
        let life = node.life
        for effect in effects {
            if node.cutBefore == node.effects {
                node.cutBefore = nil
                strike(.powerCut(node.index))
            }
            guard node.life == life else { return }
            node.effects += 1
            switch effect {
            case .submit(_, let signed):
                // A node that stands still takes nothing; the desk hands it in again.
                guard node.isUp else { break }
                auditor.submitted(signed.id)
                hash.take(.submitted, time: now, node: node.index, signed.id.canonicalBytes)
                step(node.index, .submit(signed))
            case .send(let id, let member):
                judgeSending(id, node)
                guard let parcel = node.desk?.parcel(of: id, to: member) else { break }
                for other in nodes where other.member == member {
                    let delays =
                        other.index == node.index
                        ? [1] : network.routeParcel(from: node.index, to: other.index)
                    for delay in delays {
                        queue.push(
                            .parcel(to: other.index, from: node.index, bytes: parcel),
                            at: now + delay)
                    }
                }
            case .judge(let task):
                queue.push(
                    .verdict(
                        node: node.index, life: life,
                        CharterVerdict(task, suite: Consortium.suite)),
                    at: now + Limits.verdictMilliseconds)
            case .note(let note): notes.append("\(now) node \(node.index): \(note)")
            }
        }
    }

    /// Work that is left at honest nodes.
    var openDuties: [(node: Int, work: Work)] {
        nodes.filter { isAnswerable($0) }.flatMap { node -> [(node: Int, work: Work)] in
            (node.desk?.book?.open ?? [])
                .filter { !waitsForFaulty($0) && node.desk?.runsOut($0.id) != true }
                .map { (node.index, $0) }
        }
    }

    /// True if the node is to come to the end of all that it began: it kept its disk.
    func isAnswerable(_ node: SimulatedNode) -> Bool {
        node.gateway != nil && !node.hasLostDisk && !node.isGone
    }

    /// True for what is to be given to a member that never takes it.
    private func waitsForFaulty(_ work: Work) -> Bool {
        guard work.id.kind == .release, case .committed = work.stage else { return false }
        return nodes.contains { node in
            guard
                let permit = node.machine?.ledger.get(
                    Tables.permits, RecordID(work.id.subject))
            else { return false }
            return nodes.contains { $0.member == permit.actor.principal && !isAnswerable($0) }
        }
    }
}
