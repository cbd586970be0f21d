import BlockStore

/// A fault and when it comes.
package struct PlannedFault: Hashable, Sendable {
    /// Virtual milliseconds since the start.
    package let time: UInt64
    package let event: FaultEvent

    package init(at time: UInt64, _ event: FaultEvent) {
        self.time = time
        self.event = event
    }
}

/// Something that goes wrong, or is put right; nodes are named by their numbers.
package enum FaultEvent: Hashable, Sendable {
    // MARK: processes

    /// A power cut: an arbitrary part of what was not flushed is lost.
    case powerCut(Int)
    /// The process ends; its disk keeps all that was written.
    case kill(Int)
    /// A power cut just before the node does what is the n-th effect from now, counted from 0.
    case powerCutBeforeEffect(Int, number: Int)
    /// Starts a node that is down or has halted; nothing otherwise.
    case restart(Int)
    /// The process stands still, and what arrives waits.
    case pause(Int)
    case resume(Int)

    /// The node is gone, and no start brings it back.
    case lose(Int)
    /// A node that was gone comes back after all: once the chain goes on without it, with an empty
    /// disk if it holds blocks that an order of recovery dropped.
    case revive(Int)

    // MARK: network

    /// Only nodes of one group hear one another; a node in no group is alone.
    case partition([[Int]])
    /// One way.
    case cut(from: Int, to: Int)
    case mend(from: Int, to: Int)
    /// Ends partitions and cuts, and lets go what was held.
    case mendAll
    /// Stops all links of these nodes one by one in an arbitrary order, what is sent waits; then
    /// lets them go in another order. Takes that many milliseconds.
    case swizzle([Int], over: UInt64)
    case conditions(LinkConditions)

    // MARK: clocks

    /// Moves the node's clock by so many milliseconds.
    case moveClock(Int, by: Int64)

    // MARK: disks

    case fillDisk(Int)
    /// Gives space back; a node that halted for want of it starts again.
    case freeDisk(Int)
    /// The n-th change from now fails, counted from 0.
    case failChange(Int, number: Int, FaultyStorage.Mode)
    /// One bit of a stored block changes while the node is down, or before it starts again.
    case rot(Int)
    /// An empty disk; the node is down until it is started.
    case wipe(Int)
    /// Copies the disk.
    case backUp(Int)
    /// The disk is as it was copied; the node is down until it is started.
    case restore(Int)

    /// The node concerned, if it is one.
    package var node: Int? {
        switch self {
        case .powerCut(let node), .kill(let node), .powerCutBeforeEffect(let node, _),
            .restart(let node), .pause(let node), .resume(let node), .moveClock(let node, _),
            .fillDisk(let node), .freeDisk(let node), .failChange(let node, _, _),
            .rot(let node), .lose(let node), .revive(let node), .wipe(let node), .backUp(let node),
            .restore(let node):
            node
        case .partition, .cut, .mend, .mendAll, .swizzle, .conditions: nil
        }
    }

    /// All nodes that it names.
    var nodes: [Int] {
        switch self {
        case .partition(let groups): groups.flatMap { $0 }
        case .cut(let sender, let receiver), .mend(let sender, let receiver): [sender, receiver]
        case .swizzle(let nodes, _): nodes
        default: node.map { [$0] } ?? []
        }
    }
}
