import LedgerTypes
import Sealing

/// Whether a set of seats could decide, by those that a node sees at present.
///
/// Not seen is not gone: a node that cannot reach a seat knows nothing of it.
package struct SeatOutlook: Sendable, Hashable {
    package let seats: Int
    package let quorum: Int
    /// Members of the set that the node does not see, ascending.
    package let unseen: [MemberID]

    /// - Parameters:
    ///   - next: who is to decide from the change on.
    ///   - health: what a node says of itself and the seats it sees now.
    package init(_ next: SeatSet, _ health: HealthView) {
        var seen = Set(health.linked)
        seen.insert(health.member)
        for seat in health.consensus.seats where seat.observes == true {
            // Its node runs, and its seat does not vote.
            seen.remove(seat.member)
        }
        self.init(next, seen: seen)
    }

    init(_ next: SeatSet, seen: Set<String>) {
        seats = next.count
        quorum = next.quorum
        unseen = next.seats.map(\.member).filter { !seen.contains($0.text) }.sorted()
    }

    /// True if the seats that are seen could decide alone.
    package var isEnough: Bool { seats - unseen.count >= quorum }

    /// What somebody should read before the change; nil if every seat is seen.
    package var warning: (zh: String, en: String)? {
        guard !unseen.isEmpty else { return nil }
        let names = unseen.map(\.text)
        return (
            zh: "变更后 \(seats) 个席位中须有 \(quorum) 个在线才能出块；目前未见到："
                + names.joined(separator: "、")
                + (isEnough ? "" : "。在其恢复之前，本链将停止，也无法撤销此变更"),
            en: "after this, \(quorum) of \(seats) seats must be up for any block; not seen now: "
                + names.joined(separator: ", ")
                + (isEnough
                    ? ""
                    : ". The chain would stand still until they are back, and the change could not be "
                        + "taken back")
        )
    }
}
