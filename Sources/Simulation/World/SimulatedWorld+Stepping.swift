import BlockStore
import CanonicalCoding
import Consensus
import Governance
import LedgerTypes
import Replica
import Sealing
import SeatFiles

extension SimulatedWorld {
    /// Gives a node an input and does what it says, in order; a crash or a full disk ends that.
    func step(_ index: Int, _ input: ReplicaInput) {
        let node = nodes[index]
        guard node.isUp else { return }
        if node.isPaused {
            if node.held.count < Limits.heldInputs { node.held.append(input) }
            return
        }
        guard !isPutOff(input, node) else { return }
        let life = node.life
        do { try node.storeLate() } catch { interrupt(node, .blocks(error)) }
        guard let effects = node.machine?.step(input, now: clock(index)) else { return }
        charge(input, node)
        // Two copies of one seat are what is wrong with a faulty one: the rules say nothing of it.
        let judged = node.judgeRounds()
        for text in isFaulty(index) ? [] : judged {
            auditor.report(.reference, now, index, node.machine?.height.next, text)
        }
        watch(node, input, effects)
        for effect in node.ordered(effects) {
            if node.cutBefore == node.effects {
                node.cutBefore = nil
                strike(.powerCut(index))
            }
            guard node.life == life, node.halt == nil else { return }
            node.effects += 1
            guard perform(effect, node) else { return }
            transcript?.note(effect, of: node, cause: input, at: now)
        }
        guard node.life == life, node.halt == nil, effects.contains(where: isCommit) else { return }
        tell(node, .advanced(next: node.durableHeight.next))
    }

    private func isCommit(_ effect: ReplicaEffect) -> Bool {
        if case .commit = effect { true } else { false }
    }

    /// False if the rest of the step must not be done.
    private func perform(_ effect: ReplicaEffect, _ node: SimulatedNode) -> Bool {
        let index = node.index
        switch effect {
        case .persistVote(let record): return persist(record, node)
        case .send(let message, let member):
            send(message, from: index, to: nodes.indices.filter { nodes[$0].member == member })
        case .broadcast(let message): send(message, from: index, to: others(of: index))
        case .startTimer(let timer, let wait):
            node.timerNumber += 1
            node.timers[timer] = node.timerNumber
            queue.push(
                .timer(node: index, life: node.life, timer, number: node.timerNumber),
                at: now + lag(node) + wait.value)
        case .commit(let block): return commit(block, node)
        case .serveBlocks(let request, let member): serve(request, to: member, node)
        case .note(let note):
            notes.append("\(now) node \(index): \(note)")
            switch note {
            case .silenced(let height, let round): tell(node, .silenced(height, round))
            case .voteLogRefused(let height, let fault): tell(node, .logRefused(height, fault))
            default: break
            }
        case .peerFault(let member, let fault):
            notes.append("\(now) node \(index): \(member) broke rule \(fault.code)")
        // Answers to who submitted.
        default: break
        }
        return true
    }

    func others(of index: Int) -> [Int] {
        nodes.indices.filter { nodes[$0].isRunning && nodes[$0].member != nodes[index].member }
    }

    private func persist(_ record: VoteLogRecord, _ node: SimulatedNode) -> Bool {
        do throws(SeatFault) {
            try node.seat?.persist(record)
        } catch {
            precondition(
                error != .withoutFiles, "node \(node.index) observes and signed at \(record.height)"
            )
            interrupt(node, error)
            return false
        }
        hash.take(.persisted, time: now, node: node.index, record.canonicalBytes)
        auditor.signed(record.signed, by: node.member)
        return true
    }

    private func commit(_ block: StoredBlock, _ node: SimulatedNode) -> Bool {
        do {
            try node.append(block)
        } catch {
            interrupt(node, .blocks(error))
            return false
        }
        guard let ledger = node.machine?.ledger else { return false }
        node.noteDurable(ledger, block.committed)
        acknowledge(block, ledger, node)
        do throws(SeatFault) {
            try node.seat?.forget()
        } catch {
            interrupt(node, error)
            return false
        }
        return true
    }

    func acknowledge(_ block: StoredBlock, _ ledger: LedgerState, _ node: SimulatedNode) {
        hash.take(.committed, time: now, node: node.index, block.canonicalBytes)
        auditor.committed(
            block, root: ledger.stateRoot, by: node.index, isHonest: !isFaulty(node.index),
            time: now)
        noteCommitted(block, at: node)
        guard node.gateway != nil else { return }
        node.chain.take(block.entries, at: block.height)
        node.lastCommit = now
        queue.push(.duty(node: node.index, life: node.life, isTimed: false), at: now)
    }

    private func serve(_ request: BlockRequest, to member: MemberID, _ node: SimulatedNode) {
        do {
            let blocks = try node.blocks(request)
            guard !blocks.isEmpty else { return }
            send(
                .answer(blocks), from: node.index,
                to: nodes.indices.filter { nodes[$0].member == member })
        } catch {
            notes.append("\(now) node \(node.index): blocks cannot be read: \(error)")
        }
    }

    // MARK: messages

    /// Hands a message to the network, through the hands of a faulty seat if it is one.
    private func send(_ message: PeerMessage, from index: Int, to receivers: [Int]) {
        guard nodes[index].faulty != nil else {
            put(message, from: index, to: receivers)
            return
        }
        act(index) { seat, hand in seat.send(message, to: receivers, &hand) }
    }

    /// Lets a faulty seat do something, and sends what it wants sent.
    func act(
        _ index: Int, _ body: (inout any FaultySeat, inout SeatHand) -> [Sending]
    ) {
        let node = nodes[index]
        guard var seat = node.faulty, let key = node.seatKey, let machine = node.machine else {
            return
        }
        var hand = SeatHand(
            node: index, key: key, chain: consortium.state.chain, suite: Consortium.suite,
            seats: machine.ledger.nextSeats, height: machine.height.next, round: machine.round,
            now: clock(index), parentTime: machine.ledger.time, others: others(of: index),
            random: faultRandom)
        let sendings = body(&seat, &hand)
        node.faulty = seat
        faultRandom = hand.random
        for sending in sendings {
            put(sending.message, from: index, to: [sending.receiver], delay: sending.delay)
        }
    }

    func takeTurn(_ index: Int) {
        queue.push(.turn(node: index), at: now + Limits.turnMilliseconds)
        guard nodes[index].isUp, !nodes[index].isPaused else { return }
        act(index) { seat, hand in seat.turn(&hand) }
    }

    private func put(
        _ message: PeerMessage, from index: Int, to receivers: [Int], delay: UInt64 = 0
    ) {
        let bytes = message.canonicalBytes
        let traits = MessageTraits(message)
        let lag = lag(nodes[index])
        hash.take(.sent, time: now, node: index, bytes)
        auditor.sent(message, time: now)
        for receiver in receivers where receiver != index {
            messageCounts[traits.kind.rawValue.trailingZeroBitCount] += 1
            let delays = network.route(traits, bytes, from: index, to: receiver, at: now)
            if delays.isEmpty { hash.take(.lost, time: now, node: index, other: receiver) }
            for way in delays {
                queue.push(
                    .deliver(to: receiver, from: index, bytes: bytes), at: now + lag + way + delay)
            }
        }
    }

    func deliver(_ bytes: [UInt8], from sender: Int, to receiver: Int) {
        network.arrived(from: sender, to: receiver)
        // Connections of a node that is gone are gone with it.
        guard nodes[receiver].isUp, !nodes[sender].isGone else { return }
        hash.take(.delivered, time: now, node: receiver, other: sender)
        let message: PeerMessage
        do {
            message = try PeerMessage(canonical: bytes)
        } catch {
            if !isFaulty(sender) {
                auditor.report(.encoding, now, sender, nil, "a message cannot be read: \(error)")
            }
            return
        }
        step(receiver, .received(message, from: nodes[sender].member))
        if nodes[receiver].faulty != nil, nodes[receiver].isUp, !nodes[receiver].isPaused {
            act(receiver) { seat, hand in seat.hear(message, &hand) }
        }
    }
}
