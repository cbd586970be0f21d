import Governance
import Interchange
import LedgerTypes
import Sealing

/// What those who decide on a recovery must know before they sign.
package struct RecoveryWarning: Hashable, Sendable {
    package let zh: String
    package let en: String
}

/// What a recovery may drop, as far as the statements of the survivors show it.
///
/// A statement is what a seat says. Among those that remain some may lie, as many as their set
/// tolerates at least: nothing here is concluded from their silence.
struct RecoveryLosses {
    /// The last height that is kept.
    let height: Height
    let due: SeatSet
    let removed: [MemberID]
    let remaining: SeatSet
    let statements: [RecoveryStatement]

    /// The survivors that say they are bound to a block at the next height.
    func bound(to block: BlockID) -> [MemberID] {
        statements.filter { $0.lock?.block == block }.map(\.member)
    }

    /// How many of the survivors that do not say so must have voted for a block for it to be
    /// decided: the removed seats may all have.
    func silentVotesNeeded(for block: BlockID) -> Int {
        due.quorum - removed.count - bound(to: block).count
    }

    /// True if those that remain could hide as many votes and still be a set that decides.
    func mayHide(_ votes: Int) -> Bool { votes <= remaining.tolerance }

    var warnings: [RecoveryWarning] {
        var warnings = [removedOnly]
        if mayHide(due.quorum - removed.count) { warnings.append(quorumRemoved) }
        let blocks = Set(statements.compactMap { $0.lock?.block }).sorted()
        warnings += blocks.map(lockedWarning)
        if remaining.count < LedgerTypes.Limits.minimumFaultTolerantSeats {
            warnings.append(fewRemain)
        }
        return warnings
    }

    private var removedOnly: RecoveryWarning {
        RecoveryWarning(
            zh: "高度 \(height) 之后、仅由被移除席位（\(Self.list(removed))）持有的区块将永久丢失；"
                + "已提交而未回执的交易须重新提交。",
            en: "Blocks after height \(height) that only the removed seats (\(Self.list(removed))) "
                + "hold are lost for ever; whoever waits for a receipt must submit again.")
    }

    private var quorumRemoved: RecoveryWarning {
        let lacking = due.quorum - removed.count
        guard lacking > 0 else {
            return RecoveryWarning(
                zh: "被移除的 \(removed.count) 席本身即达到法定数：它们可能已确认了任意多个后续区块并已回执。",
                en: "The \(removed.count) removed seats are a quorum by themselves: they may have "
                    + "decided and acknowledged any number of later blocks.")
        }
        return RecoveryWarning(
            zh: "被移除的 \(removed.count) 席加上 \(lacking) 个隐瞒投票的保留席位即达到法定数：它们可能已确认了后续区块并已回执。",
            en: "The \(removed.count) removed seats and \(lacking) of the remaining that hid their "
                + "votes would be a quorum: they may have decided and acknowledged later blocks.")
    }

    private func lockedWarning(_ block: BlockID) -> RecoveryWarning {
        let bound = Self.list(bound(to: block))
        let needed = silentVotesNeeded(for: block)
        let mayStand = mayHide(needed)
        return RecoveryWarning(
            zh: "\(bound) 已在高度 \(height.next) 锁定区块 \(block)"
                + (mayStand
                    ? "：该区块可能已被确认并回执，恢复后将被舍弃。"
                    : "；仅当另有至少 \(needed) 个存续席位隐瞒其投票时，该区块才可能已被确认。"),
            en: "\(bound) locked block \(block) at height \(height.next)"
                + (mayStand
                    ? ": it MAY HAVE BEEN DECIDED and acknowledged, and is dropped by this recovery."
                    : "; it was decided only if \(needed) or more of the other survivors hide that "
                        + "they voted for it."))
    }

    private var fewRemain: RecoveryWarning {
        RecoveryWarning(
            zh: "仅保留 \(remaining.count) 席：任何一席失效或作恶都不再容忍，请尽快增补席位。",
            en:
                "Only \(remaining.count) seats remain: no failed or lying seat is tolerated any more; "
                + "add seats soon.")
    }

    private static func list(_ members: [MemberID]) -> String {
        members.map(\.text).joined(separator: ", ")
    }
}
