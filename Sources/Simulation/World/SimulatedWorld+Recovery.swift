import BlockStore
import Governance
import LedgerTypes
import Replica

/// A recovery from a lost quorum, as docs/operating/recovery.md has it: statements of all that
/// survive, an order, and its installation node by node.
extension SimulatedWorld {
    /// Draws the order, and waits until its block is decided.
    func recover(_ number: Int, survivors: [Int]) {
        if let order = orders[number] {
            if auditor.tip >= order.height { settle(number) }
            return
        }
        let due = auditor.seatsDue
        let members = survivors.filter(consortium.members.indices.contains).map {
            consortium.members[$0]
        }
        let remaining = due.seats.filter { members.contains($0.member) }
        guard remaining.count < due.count, let seats = try? SeatSet(checking: remaining) else {
            actStates[number] = .givenUp
            return
        }
        let lost = due.seats.filter { !members.contains($0.member) }.map(\.member)
        let staying = nodes.filter { node in remaining.contains { $0.member == node.member } }
        guard nodes.allSatisfy({ !lost.contains($0.member) || $0.isGone }),
            let statements = statements(of: staying)
        else { return }
        draw(number, seats, due, statements, staying)
    }

    /// Stops the survivors and asks for their statements; nil if they do not agree on a last block,
    /// or somebody else holds more: then they go on, and catch up first.
    private func statements(of staying: [SimulatedNode]) -> [SimulatedNode.Statement]? {
        guard let height = staying.first?.machine?.height, height > .genesis,
            staying.allSatisfy({
                $0.isUp && !$0.isPaused && $0.voting != nil && $0.seat?.standing.isShort == false
                    && $0.durable.ledger.height == height
            }),
            nodes.allSatisfy({
                $0.isGone || !$0.isPaused && auditor.acknowledged(by: $0.index) <= height
            })
        else { return nil }
        var statements: [SimulatedNode.Statement] = []
        for node in staying {
            end(node.index)
            if let statement = node.state(consortium) { statements.append(statement) }
        }
        guard statements.count == staying.count, Set(statements.map(\.block)).count == 1 else {
            for node in staying {
                node.stated = nil
                strike(.restart(node.index))
            }
            return nil
        }
        return statements
    }

    private func draw(
        _ number: Int, _ seats: SeatSet, _ due: SeatSet, _ statements: [SimulatedNode.Statement],
        _ staying: [SimulatedNode]
    ) {
        let ledger = statements[0].ledger
        let highest = statements.compactMap(\.round).max().map { $0.value + 1 }
        let body = Recover(
            epoch: ledger.recoveryEpoch + 1, last: ledger.height, block: statements[0].block,
            firstRound: Round(max(1, highest ?? 0)), seats: seats)
        let needed = RecoveryRule.required(
            due: due, recoveryKeys: ledger.get(Tables.recoveryKeys) ?? 0)
        let keys = actRandom.ordered(due.seats.map(\.member))
        let signed = consortium.governed(
            body, (number, attempts),
            by: [seats.seats[0].member]
                + keys.filter {
                    $0 != seats.seats[0].member
                }.prefix(needed - 1), validUntil: 3_600_000)
        guard let order = RecoveryOrder(signed) else {
            preconditionFailure("the order is none: \(body)")
        }
        orders[number] = order
        auditor.ordered(order)
        hash.take(.submitted, time: now, node: -1, signed.canonicalBytes)
        for (place, node) in staying.enumerated() {
            transcript?.tell(
                node, "stops, and its seat signs at \(order.height) only under an order", at: now)
            // Not all at once: some get it late, and some start meanwhile without it.
            let isLate = place > 0 && actRandom.below(3) == 0
            let wait = actRandom.within(isLate ? 500...4_000 : 1...300)
            queue.push(.install(act: number, node: node.index), at: now + wait)
            if actRandom.below(2) == 0 {
                queue.push(.fault(.restart(node.index)), at: now + wait / 2)
            }
        }
    }

    /// Stops a survivor, gives it the order and starts it.
    func install(_ number: Int, on index: Int) {
        guard let order = orders[number] else { return }
        let node = nodes[index]
        end(index)
        if node.disk.repair() { node.disk.memory.crash { diskRandom.below($0) } }
        switch node.install(order, consortium) {
        case .installed:
            transcript?.tell(
                node,
                "is given the order: epoch \(order.body.epoch) begins at height "
                    + "\(order.height), round \(order.body.firstRound)", at: now)
        case .late: transcript?.tell(node, "needs no order any more", at: now)
        case .failed:
            queue.push(
                .install(act: number, node: index), at: now + Limits.actMilliseconds)
        case .refused(let why):
            auditor.report(
                .encoding, now, index, order.height, "it does not take the order: \(why)")
        }
        strike(.restart(index))
    }

    /// A lost node comes back after all. What it may hold that the order drops has to go first.
    func revive(_ index: Int) {
        let node = nodes[index]
        let isOrderOpen = scenario.acts.indices.contains {
            guard case .recover = scenario.acts[$0].act else { return false }
            return actStates[$0] == .open && orders[$0] == nil
        }
        // Its old vote can complete a quorum for the block that the order drops, at a node that has
        // kept the votes of others and does not know the recovery yet.
        let recovered = orders.values.map(\.height).max() ?? .genesis
        let isKnown = nodes.allSatisfy {
            $0.isGone || auditor.acknowledged(by: $0.index) >= recovered
        }
        // What it sent before it went is on its way no more.
        guard !isOrderOpen, isKnown, now >= node.goneAt + Limits.goneMilliseconds else {
            queue.push(.fault(.revive(index)), at: now + Limits.actMilliseconds)
            return
        }
        revivals -= 1
        guard node.isGone else { return }
        node.isGone = false
        let last = orders.keys.sorted().compactMap { orders[$0]?.body.last }.min()
        if let last, auditor.acknowledged(by: index) > last { putDisk(MemoryStorage(), in: index) }
        strike(.restart(index))
    }
}
