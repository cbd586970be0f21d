import LedgerTypes

/// Reads from signed statements of one height who contradicted itself.
///
/// The auditor's own reading of docs/internals/consensus.md, "Who is to blame", not the production
/// one.
enum Contradictions {
    /// Two statements of one seat for one place that differ.
    static func equivocations(
        _ statements: [SignedStatement]
    ) -> [(SignedStatement, SignedStatement)] {
        struct Place: Hashable {
            let seat: SeatIndex
            let round: Round
            let step: SignedStatement.Step
        }
        var first: [Place: SignedStatement] = [:]
        var found: [(SignedStatement, SignedStatement)] = []
        for statement in statements {
            let place = Place(
                seat: statement.seat, round: statement.round, step: statement.step)
            if let earlier = first[place] {
                if !earlier.agrees(with: statement) { found.append((earlier, statement)) }
            } else {
                first[place] = statement
            }
        }
        return found
    }

    /// Prevotes for a block, each with the same seat's last precommit before it, where that was for
    /// another block and the prevote names no round from it on.
    ///
    /// Only the last precommit counts: a seat may have moved its lock in between, and then repeat
    /// the new block under an older polka.
    static func brokenLocks(
        _ statements: [SignedStatement]
    ) -> [(SignedStatement, SignedStatement)] {
        let locks = statements.filter { $0.step == .precommit && $0.block != nil }
        var found: [(SignedStatement, SignedStatement)] = []
        for later in statements where later.step == .prevote && later.block != nil {
            let before = locks.filter { $0.seat == later.seat && $0.round < later.round }
            guard let lock = before.max(by: { $0.round < $1.round }), lock.block != later.block,
                later.validRound.map({ $0 < lock.round }) ?? true
            else { continue }
            found.append((lock, later))
        }
        return found
    }

    /// All seats that contradicted themselves, ascending.
    static func culprits(_ statements: [SignedStatement]) -> [SeatIndex] {
        let pairs = equivocations(statements) + brokenLocks(statements)
        return Set(pairs.map(\.0.seat)).sorted()
    }
}
