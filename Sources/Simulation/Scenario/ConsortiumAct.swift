/// Something that the members do together, and when they first try.
package struct PlannedAct: Hashable, Sendable {
    /// Virtual milliseconds since the start.
    package let time: UInt64
    package let act: ConsortiumAct

    package init(at time: UInt64, _ act: ConsortiumAct) {
        self.time = time
        self.act = act
    }
}

/// What the members sign with their governance keys; nodes are named by their numbers.
///
/// It is tried again and again until the chain has it, one act after the other: candidates may be
/// down, transactions get lost, and what was signed may no longer fit.
package enum ConsortiumAct: Hashable, Sendable {
    /// Members give up their seats, and others take one.
    case changeSeats(leaving: [Int], joining: [Int])
    /// After more seats than are borne were lost: the chain goes on with those that survive.
    case recover(survivors: [Int])

    /// The nodes that are named in it.
    var nodes: [Int] {
        switch self {
        case .changeSeats(let leaving, let joining): leaving + joining
        case .recover(let survivors): survivors
        }
    }
}
