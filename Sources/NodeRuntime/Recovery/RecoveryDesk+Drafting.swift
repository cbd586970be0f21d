import Governance
import Interchange
import LedgerTypes
import Sealing

/// What those who decide on a recovery must know before they sign.
public struct RecoveryWarning: Hashable, Sendable {
    public let zh: String
    public let en: String
}

extension RecoveryDesk {
    /// Drafts the order that goes on without some seats, on the statements of all that remain.
    public func draft(
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
            return (draft, warnings(statements, removed: lost, remaining: seats))
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

    private func warnings(
        _ statements: [RecoveryStatement], removed: [MemberID], remaining: SeatSet
    ) -> [RecoveryWarning] {
        let height = ledger.height
        var warnings = [
            RecoveryWarning(
                zh: "高度 \(height) 之后、仅由被移除席位（\(Self.list(removed))）持有的区块将永久丢失；"
                    + "已提交而未回执的交易须重新提交。",
                en: "Blocks after height \(height) that only the removed seats "
                    + "(\(Self.list(removed))) hold are lost for ever; whoever waits for a receipt "
                    + "must submit again.")
        ]
        if removed.count >= due.quorum {
            warnings.append(
                RecoveryWarning(
                    zh: "被移除的 \(removed.count) 席本身即达到法定数：它们可能已确认了任意多个后续区块并已回执。",
                    en:
                        "The \(removed.count) removed seats are a quorum by themselves: they may have "
                        + "decided and acknowledged any number of later blocks."))
        }
        let blocks = Set(statements.compactMap { $0.lock?.block }).sorted()
        for block in blocks {
            let bound = statements.filter { $0.lock?.block == block }.map(\.member)
            let mayStand = bound.count + removed.count >= due.quorum
            warnings.append(
                RecoveryWarning(
                    zh: "\(Self.list(bound)) 已在高度 \(height.next) 锁定区块 \(block)"
                        + (mayStand ? "：该区块可能已被确认并回执，恢复后将被舍弃。" : "；该区块不可能已被确认。"),
                    en: "\(Self.list(bound)) locked block \(block) at height \(height.next)"
                        + (mayStand
                            ? ": it MAY HAVE BEEN DECIDED and acknowledged, and is dropped by this "
                                + "recovery."
                            : "; it cannot have been decided.")))
        }
        if remaining.count < LedgerTypes.Limits.minimumFaultTolerantSeats {
            warnings.append(
                RecoveryWarning(
                    zh: "仅保留 \(remaining.count) 席：任何一席失效或作恶都不再容忍，请尽快增补席位。",
                    en:
                        "Only \(remaining.count) seats remain: no failed or lying seat is tolerated "
                        + "any more; add seats soon."))
        }
        return warnings
    }

    private static func list(_ members: [MemberID]) -> String {
        members.map(\.text).joined(separator: ", ")
    }
}
