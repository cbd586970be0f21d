import LedgerTypes

/// What happens around the transactions of a block.
public enum BlockFrame {
    /// Before the first transaction: who proposes, announced seats, evidence, expired ids, whatever
    /// has fallen due.
    ///
    /// - Parameter parent: nil only for tests of rules.
    public static func begin(_ change: inout StateChange, parent: ParentDecision? = nil) {
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
        DueRunner.run(&change)
    }

    /// After the last transaction.
    public static func end(_ entries: [Entry], _ change: inout StateChange) {
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
