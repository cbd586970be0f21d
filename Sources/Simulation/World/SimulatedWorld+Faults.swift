import BlockStore
import LedgerTypes
import Replica

extension SimulatedWorld {
    /// Starts a node from its disk.
    func start(_ index: Int) {
        let node = nodes[index]
        node.end()
        do {
            try node.open(consortium)
        } catch {
            node.unopened = error
            node.timers = [:]
            switch error {
            case .store(let fault): halted(node, "store fault \(fault.code)")
            case .blocks(let text): halted(node, text)
            }
            if !node.hasLostDisk, !node.hasFullDisk {
                auditor.report(.encoding, now, index, nil, "the disk cannot be opened: \(error)")
            }
            return
        }
        hash.take(.started, time: now, node: index)
        queue.push(.watch(node: index, life: node.life), at: now + Limits.watchMilliseconds)
        transcript?.started(node, at: now)
        auditor.opened(
            index, tip: node.machine?.height ?? .genesis, isDiskHonest: !node.hasLostDisk,
            time: now)
        greet(index)
        guard node.desk != nil else { return }
        queue.push(
            .duty(node: index, life: node.life, isTimed: true), at: now + Limits.dutyMilliseconds)
    }

    /// Starts the machine, and links it with all that run.
    func greet(_ index: Int) {
        step(index, .start)
        for other in others(of: index) {
            queue.push(.linked(node: index, life: nodes[index].life, other: other), at: now + 1)
            queue.push(.linked(node: other, life: nodes[other].life, other: index), at: now + 1)
        }
    }

    /// Ends a node's process and tells the others.
    func end(_ index: Int) {
        guard nodes[index].machine != nil || nodes[index].unopened != nil else { return }
        nodes[index].end()
        hash.take(.ended, time: now, node: index)
        for other in others(of: index) {
            queue.push(.unlinked(node: other, other: index), at: now + 1)
        }
    }

    private func cutPower(_ index: Int) {
        end(index)
        let node = nodes[index]
        node.disk.repair()
        node.disk.memory.crash { diskRandom.below($0) }
    }

    /// Lets a fault happen.
    func strike(_ fault: FaultEvent) {
        hash.take(.fault, time: now, node: fault.node ?? -1)
        transcript?.struck(fault, at: now)
        switch fault {
        case .powerCut(let node): cutPower(node)
        case .kill(let node): end(node)
        case .powerCutBeforeEffect(let node, let number):
            nodes[node].cutBefore = nodes[node].effects + number
        case .restart(let node):
            guard !nodes[node].isUp, !nodes[node].isGone else { return }
            end(node)
            if nodes[node].disk.repair() { nodes[node].disk.memory.crash { diskRandom.below($0) } }
            start(node)
        case .lose(let node):
            end(node)
            nodes[node].isGone = true
            nodes[node].goneAt = now
        case .revive(let node): revive(node)
        case .pause(let node): nodes[node].isPaused = nodes[node].isUp
        case .resume(let node): resume(node)
        case .moveClock(let node, let shift): nodes[node].clockOffset += shift
        case .fillDisk, .freeDisk, .failChange, .rot, .wipe, .backUp, .restore: strikeDisk(fault)
        case .partition, .cut, .mend, .mendAll, .swizzle, .conditions: strikeNetwork(fault)
        }
    }

    private func resume(_ index: Int) {
        let node = nodes[index]
        guard node.isPaused else { return }
        node.isPaused = false
        let held = node.held
        node.held = []
        for input in held { step(index, input) }
    }

    // MARK: network

    private func strikeNetwork(_ fault: FaultEvent) {
        switch fault {
        case .partition(let groups): network.part(groups)
        case .cut(let sender, let receiver): network.setCut(true, from: sender, to: receiver)
        case .mend(let sender, let receiver): network.setCut(false, from: sender, to: receiver)
        case .mendAll:
            network.part([Array(nodes.indices)])
            for sender in nodes.indices {
                for receiver in nodes.indices { apply(.release(from: sender, to: receiver)) }
            }
        case .swizzle(let chosen, let duration): swizzle(chosen, over: duration)
        case .conditions(let conditions): network.conditions = conditions
        default: preconditionFailure("not a fault of the network: \(fault)")
        }
    }

    private func swizzle(_ chosen: [Int], over duration: UInt64) {
        var links: [(Int, Int)] = []
        for node in chosen {
            for other in nodes.indices where other != node {
                links.append((node, other))
                links.append((other, node))
            }
        }
        let half = max(1, duration / 2)
        let pause = half / UInt64(max(1, links.count))
        for (place, link) in faultRandom.ordered(links).enumerated() {
            queue.push(
                .link(.hold(from: link.0, to: link.1)), at: now + UInt64(place) * pause)
        }
        for (place, link) in faultRandom.ordered(links).enumerated() {
            queue.push(
                .link(.release(from: link.0, to: link.1)),
                at: now + half + UInt64(place) * pause)
        }
    }

    func apply(_ change: LinkChange) {
        switch change {
        case .hold(let sender, let receiver):
            // What was to come after healing comes no more.
            if !isHealed { network.hold(from: sender, to: receiver) }
        case .release(let sender, let receiver):
            for item in network.release(from: sender, to: receiver) {
                queue.push(
                    .deliver(to: receiver, from: sender, bytes: item.bytes), at: now + item.delay)
            }
        }
    }

    // MARK: disks

    private func strikeDisk(_ fault: FaultEvent) {
        switch fault {
        case .fillDisk(let index):
            let node = nodes[index]
            let used = (try? node.disk.usedBytes()) ?? 0
            node.disk.memory.limit(toBytes: used + Limits.spaceOnFullDisk)
            node.hasFullDisk = true
        case .freeDisk(let index):
            let node = nodes[index]
            node.disk.memory.limit(toBytes: .max)
            node.hasFullDisk = false
            // One whose process runs goes on by itself.
            if node.unopened != nil { strike(.restart(index)) }
        case .failChange(let index, let number, let mode): nodes[index].disk.fail(number, mode)
        case .rot(let index): rot(nodes[index])
        case .wipe(let index): putDisk(MemoryStorage(), in: index)
        case .backUp(let index): nodes[index].backup = try? nodes[index].disk.copy()
        case .restore(let index):
            // The copy stays a copy: it can be restored again.
            guard let backup = nodes[index].backup else { return }
            putDisk(backup, in: index)
            nodes[index].backup = try? nodes[index].disk.copy()
        default: preconditionFailure("not a fault of a disk: \(fault)")
        }
    }

    func putDisk(_ memory: MemoryStorage, in index: Int) {
        end(index)
        nodes[index].disk.replace(with: memory)
        nodes[index].hasLostDisk = true
        nodes[index].hasFullDisk = false
        nodes[index].stated = nil
        nodes[index].order = nil
    }

    /// One bit of a sealed segment, or of the only one there is.
    private func rot(_ node: SimulatedNode) {
        let memory = node.disk.memory
        let names = ((try? memory.list("blocks")) ?? []).filter {
            $0.hasPrefix("segment-") && !$0.hasSuffix("seal")
        }
        guard !names.isEmpty else { return }
        let path = "blocks/" + names[diskRandom.below(names.count)]
        guard let size = try? memory.size(of: path), size > 0 else { return }
        memory.flipBit(diskRandom.below(size * 8), of: path)
        node.hasLostDisk = true
    }
}
