import LedgerTypes

/// What happens around the transactions of a block.
package enum BlockFrame {
    /// Before the first transaction: who proposes, announced seats, evidence, expired ids, whatever
    /// has fallen due.
    ///
    /// - Parameters:
    ///   - parent: nil only for tests of rules.
    ///   - runsDue: false in a recovery block, whose order is judged on the state that the last
    ///     block left; what is due waits for the next block.
    package static func begin(
        _ change: inout StateChange, parent: ParentDecision? = nil, runsDue: Bool = true
    ) {
        if let parent { Proposing.advance(parent, &change) }
        Seats.advance(&change)
        SeatHistory.forget(&change)
        if let parent {
            Checkpoint.keep(parent.parent, &change)
            for (evidence, member) in zip(parent.evidence, parent.accused) {
                MisbehaviourRegister.record(evidence, of: member, seats: parent.voting, &change)
            }
        }
        SeenTransactions.forget(&change)
        change.settle()
        if runsDue { DueRunner.run(&change) }
    }

    /// After the last transaction.
    package static func end(_ entries: [Entry], _ change: inout StateChange) {
        SeenTransactions.close(
            entries.map { entry in
                (
                    SeenTransactions.name(
                        of: entry.transaction, entry.receipt.code, suite: change.suite),
                    entry.transaction.transaction.validUntil
                )
            }, &change)
        change.settle()
    }
}
