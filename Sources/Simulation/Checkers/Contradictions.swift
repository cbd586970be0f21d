import LedgerTypes

/// Reads from signed statements of one height who contradicted itself.
///
/// The auditor's own reading of docs/internals/consensus.md, "Who is to blame", not the production
/// one.
enum Contradictions {
    /// Two statements of one seat for one place that differ.
    static func equivocations(
        _ statements: [GenuineStatement]
    ) -> [(GenuineStatement, GenuineStatement)] {
        struct Place: Hashable {
            let member: MemberID
            let round: Round
            let step: SignedStatement.Step
        }
        var first: [Place: GenuineStatement] = [:]
        var found: [(GenuineStatement, GenuineStatement)] = []
        for item in statements {
            let place = Place(
                member: item.member, round: item.statement.round, step: item.statement.step)
            if let earlier = first[place] {
                if !earlier.statement.agrees(with: item.statement) { found.append((earlier, item)) }
            } else {
                first[place] = item
            }
        }
        return found
    }

    /// Prevotes for a block, each with the same seat's last precommit before it, where that was for
    /// another block and the prevote names no round from it on.
    ///
    /// Only the last precommit counts: a seat may have moved its lock in between, and then repeat
    /// the new block under an older polka.
    /// - Parameter round: locks from before it were lifted by a recovery; nil where none was.
    static func brokenLocks(
        _ statements: [GenuineStatement], from round: Round? = nil
    ) -> [(GenuineStatement, GenuineStatement)] {
        let locks = statements.filter {
            $0.statement.step == .precommit && $0.statement.block != nil
                && $0.statement.round >= round ?? .first
        }
        var found: [(GenuineStatement, GenuineStatement)] = []
        for item in statements {
            let later = item.statement
            guard later.step == .prevote, later.block != nil else { continue }
            let before = locks.filter {
                $0.member == item.member && $0.statement.round < later.round
            }
            guard let lock = before.max(by: { $0.statement.round < $1.statement.round }),
                lock.statement.block != later.block,
                later.validRound.map({ $0 < lock.statement.round }) ?? true
            else { continue }
            found.append((lock, item))
        }
        return found
    }

    /// All members that contradicted themselves, ascending.
    static func culprits(
        _ statements: [GenuineStatement], from round: Round?
    ) -> [MemberID] {
        let pairs = equivocations(statements) + brokenLocks(statements, from: round)
        return Set(pairs.map(\.0.member)).sorted()
    }
}
