/// Why nothing could be asked of a run: mostly, at its end more seats than are borne could not vote.
package enum LivenessGap: String, Hashable, Sendable, CaseIterable {
    /// The quorum was lost before the first block: there is nothing that an order could name.
    case nothingToRecover = "lost before the first block"
    /// The quorum was lost, and the survivors never stood at one height with whole files.
    case noOrder = "no order could be drawn"
    /// Most of them observe: their disks were lost, or are older than what they signed.
    case observing = "seats observe"
    /// Most of them met a vote of their own that they do not know.
    case silenced = "seats are silenced"
    /// Most of them stand still, for their files or the space on their disk.
    case halted = "nodes stand still"
    /// Most of them are gone or do not run.
    case down = "nodes are down"
    /// Most of them are faulty by themselves, in a set that became smaller.
    case faulty = "faulty seats"
    /// It took all the events that a run may have before its faults ended: what is due after them was
    /// not due yet.
    case unhealed = "ended before its faults did"
}
