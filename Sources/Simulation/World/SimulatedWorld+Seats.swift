import BlockStore
import LedgerTypes
import Replica
import SeatFiles

/// Nodes whose disks fail stop before harm is done, and go on: what their seats ask for is done.
extension SimulatedWorld {
    /// What was not made durable is not sent: with little space the node goes on without its seat,
    /// and after any other fault it stands still.
    func interrupt(_ node: SimulatedNode, _ fault: SeatFault) {
        // The note that says so may be among what is dropped.
        if let machine = node.machine, machine.isSilenced {
            tell(node, .silenced(node.durableHeight.next, machine.round))
        }
        tell(node, .fault(fault))
    }

    /// Tells a node's seat what happened, and does what it asks for.
    func tell(_ node: SimulatedNode, _ event: SeatEvent) {
        guard let before = node.seat?.standing else { return }
        let tasks = node.on(event)
        if let standing = node.seat?.standing { say(node, standing, after: before) }
        for task in tasks { perform(task, node) }
    }

    private func say(
        _ node: SimulatedNode, _ standing: SeatStanding, after before: SeatStanding
    ) {
        if let halt = standing.halt {
            guard before.halt != halt else { return }
            node.timers = [:]
            halted(node, Transcript.text(halt))
        } else if standing.isShort, !before.isShort {
            hash.take(.ended, time: now, node: node.index)
            transcript?.tell(node, "has too little space to vote, and follows", at: now)
        }
        if standing.halt == nil, before.halt != nil {
            transcript?.tell(node, "opens its files again and goes on", at: now)
        }
    }

    func halted(_ node: SimulatedNode, _ why: String) {
        notes.append("\(now) node \(node.index) halts: \(why)")
        hash.take(.ended, time: now, node: node.index)
        transcript?.tell(node, "halts: \(why)", at: now)
    }

    private func perform(_ task: OwnSeat.Task, _ node: SimulatedNode) {
        switch task {
        case .openBlocks:
            do throws(SeatFault) {
                if let block = try node.openBlocks(consortium) {
                    acknowledge(block, node.durable.ledger, node)
                }
            } catch {
                tell(node, .fault(error))
                return
            }
            tell(node, .blocksOpened)
        case .begin(let recovered):
            node.begin(recovered, consortium)
            hash.take(.started, time: now, node: node.index)
            step(node.index, .start)
            for other in others(of: node.index) {
                step(node.index, .peerConnected(nodes[other].member))
            }
        case .considerPast:
            tell(node, .considered(node.past(consortium, now: clock(node.index))))
        case .warnOfRegister(let fault):
            notes.append("\(now) node \(node.index): its register stays: \(fault)")
        case .warn(let warning):
            notes.append("\(now) node \(node.index): its votes were put right: \(warning)")
        }
    }

    /// Looks at a node once a second.
    func watch(_ index: Int) {
        let node = nodes[index]
        queue.push(.watch(node: index, life: node.life), at: now + Limits.watchMilliseconds)
        guard !node.isPaused else { return }
        tell(node, .looked(room: node.room, next: node.durableHeight.next))
    }
}
