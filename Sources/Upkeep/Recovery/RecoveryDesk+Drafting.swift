import Governance
import Interchange
import LedgerTypes
import NodeFiles
import Sealing

extension RecoveryDesk {
    /// Drafts the order that goes on without some seats, on the statements of all that remain.
    package func draft(
        _ statements: [RecoveryStatement], removing lost: [MemberID], days: UInt64
    ) throws(RecoveryFault) -> (draft: GovernanceDraft, warnings: [RecoveryWarning]) {
        for member in lost where due.index(of: member) == nil { throw .notASeat(member) }
        guard !lost.isEmpty else { throw .nothingRemoved }
        let remaining = due.seats.filter { !lost.contains($0.member) }
        guard let seats = try? SeatSet(checking: remaining) else { throw .nobodyRemains }
        try check(statements, remaining: seats)
        let highest = statements.compactMap(\.round).max().map { $0.value + 1 }
        let body = Recover(
            epoch: ledger.recoveryEpoch + 1, last: ledger.height, block: statements[0].block,
            firstRound: Round(max(1, highest ?? 0)), seats: seats)
        let now = WallClock.now()
        let transaction = Transaction(
            suite: ledger.suite, chain: ledger.chain, kind: .recover, member: seats.seats[0].member,
            nonce: RandomBytes.generate(count: LedgerTypes.Limits.nonceByteCount),
            validUntil: now.adding(.days(days)) ?? now, payload: body.payload())
        do {
            let draft = try GovernanceDraft(
                SignedTransaction(transaction, signatures: []), panel: try panel())
            let losses = RecoveryLosses(
                height: ledger.height, due: due, removed: lost, remaining: seats,
                statements: statements)
            return (draft, losses.warnings)
        } catch let fault as RecoveryFault {
            throw fault
        } catch {
            throw .notAnOrder
        }
    }

    /// Every remaining seat states the tip of this node; nobody states a higher one.
    private func check(
        _ statements: [RecoveryStatement], remaining: SeatSet
    ) throws(RecoveryFault) {
        for (place, statement) in statements.enumerated() {
            let member = statement.member
            guard let seat = due.index(of: member), let key = due[seat]?.key else {
                throw .notASeat(member)
            }
            guard statement.chain == ledger.chain, statement.epoch == ledger.recoveryEpoch,
                statement.isSigned(by: key)
            else { throw .statementForeign(member) }
            guard !statements[..<place].contains(where: { $0.member == member }) else {
                throw .statementTwice(member)
            }
            guard statement.height <= ledger.height else {
                throw .statementHigher(member, statement.height, own: ledger.height)
            }
            guard statement.height == ledger.height else {
                throw .statementOlder(member, statement.height, own: ledger.height)
            }
            guard statement.block == statements[0].block else { throw .tipsDiffer(member) }
        }
        for seat in remaining.seats
        where !statements.contains(where: { $0.member == seat.member }) {
            throw .statementMissing(seat.member)
        }
        guard statements[0].block == (try headBlock()) else {
            throw .tipsDiffer(statements[0].member)
        }
    }

    /// Who may sign: the governance keys of the active members whose seats were due.
    private func panel() throws(RecoveryFault) -> SigningPanel {
        let needed = RecoveryRule.required(
            due: due, recoveryKeys: ledger.get(Tables.recoveryKeys) ?? 0)
        let signers = due.seats.compactMap { ledger.get(Tables.members, $0.member) }
            .filter { $0.state == .active }
            .map { PanelSigner(owner: .governance($0.id), key: $0.governanceKey) }
        guard signers.count >= needed else {
            throw .tooFewSigners(have: signers.count, needed: needed)
        }
        return SigningPanel(needed: UInt64(needed), signers: signers)
    }
}
