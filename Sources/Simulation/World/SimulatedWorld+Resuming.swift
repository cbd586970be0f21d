import BlockStore
import LedgerTypes
import Replica

extension SimulatedWorld {
    /// What was not made durable is not sent: with little space the node goes on without its seat,
    /// and after any other fault it stands still.
    func interrupt(_ node: SimulatedNode, _ fault: SignerFault) {
        switch fault {
        case .store(.reserveReached):
            node.isDiskLow = true
            hash.take(.ended, time: now, node: node.index)
            transcript?.tell(node, "has too little space to vote, and follows", at: now)
            take(node.beginAgain(consortium), node)
        case .store(let fault): halt(node, .store(fault))
        case .behind, .conflicting: halt(node, .signer(fault))
        }
    }

    func halt(_ node: SimulatedNode, _ reason: SimulatedNode.Halt) {
        node.halt = reason
        node.timers = [:]
        notes.append("\(now) node \(node.index) halts: \(reason)")
        hash.take(.ended, time: now, node: node.index)
        transcript?.halted(node, reason, at: now)
    }

    /// Looks at a node once a second.
    func watch(_ index: Int) {
        let node = nodes[index]
        queue.push(.watch(node: index, life: node.life), at: now + Limits.watchMilliseconds)
        guard !node.isPaused else { return }
        let wasHalted = node.halt != nil
        let resumption = node.resume(consortium, now: clock(index))
        if wasHalted, node.halt == nil {
            transcript?.tell(node, "opens its files again and goes on", at: now)
        }
        take(resumption, node)
    }

    /// Starts a machine that was built anew, and links it with all that run.
    func take(_ resumption: SimulatedNode.Resumption, _ node: SimulatedNode) {
        switch resumption {
        case .nothing: return
        case .failed(let fault):
            interrupt(node, fault)
            return
        case .begunAgain: break
        case .found(let block): acknowledge(block, node.durable.ledger, node)
        }
        hash.take(.started, time: now, node: node.index)
        step(node.index, .start)
        for other in others(of: node.index) {
            step(node.index, .peerConnected(nodes[other].member))
        }
    }
}
