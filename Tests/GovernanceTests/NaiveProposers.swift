import LedgerTypes

@testable import Governance

/// The proposers that are suspended, found by going through the whole history again each time: the
/// rule as a person would write it down, to compare with.
struct NaiveProposers {
    struct Decided {
        let seats: SeatSet
        let round: UInt64
        let voters: [MemberID]
        /// Members whom evidence in the block of this height names.
        var punished: [MemberID] = []
    }

    private struct Member {
        var misses: [UInt64] = []
        var doublings: UInt64 = 0
        var since: UInt64?
        var until: UInt64 = 0
        var vote: UInt64?
        var isOnTrial = false
        var ended: UInt64?
    }

    /// Members without a turn at the height after the last of `chain`, whose first is height 1.
    ///
    /// `next` are the seats of each height and the one after the last.
    static func suspended(_ chain: [Decided], next: SeatSet) -> [MemberID] {
        var members: [MemberID: Member] = [:]
        var excluded: [[MemberID]] = [[]]  // by height; of genesis none
        func seatsOf(_ height: Int) -> SeatSet {
            height <= chain.count ? chain[height - 1].seats : next
        }
        for height in 1...max(chain.count, 1) where height <= chain.count {
            let seats = chain[height - 1].seats
            excluded.append(inForce(members, seats))
            if height > 1 {
                let parent = chain[height - 2]
                learn(parent, UInt64(height - 1), excluded[height - 1], &members)
            }
            let n = UInt64(seats.count)
            for id in members.keys.sorted() {
                guard let since = members[id]?.since, UInt64(height) + 1 >= members[id]!.until
                else { continue }
                let hasVoted =
                    members[id]!.vote.map { $0 + n >= UInt64(height) && $0 >= since - 1 } ?? false
                if hasVoted || UInt64(height) + 1 >= since + 64 * n {
                    members[id]!.since = nil
                    members[id]!.isOnTrial = !hasVoted
                    members[id]!.ended = UInt64(height)
                }
            }
            release(&members, seats, UInt64(height))
            for id in members.keys.sorted() {
                if seats.index(of: id) == nil { members[id] = nil }
                if members[id]?.since == nil, let ended = members[id]?.ended,
                    ended + 64 * n <= UInt64(height)
                {
                    members[id]!.ended = nil
                    members[id]!.doublings = 0
                }
            }
            for id in chain[height - 1].punished where seats.index(of: id) != nil {
                suspend(id, 64, UInt64(height), n, &members)
                release(&members, seats, UInt64(height))
            }
        }
        return inForce(members, next).sorted()
    }

    private static func inForce(_ members: [MemberID: Member], _ seats: SeatSet) -> [MemberID] {
        let all = seats.seats.map(\.member).filter { members[$0]?.since != nil }
            .sorted { (members[$0]!.since!, $0) < (members[$1]!.since!, $1) }
        return Array(all.suffix((seats.count - 1) / 3))
    }

    private static func release(
        _ members: inout [MemberID: Member], _ seats: SeatSet, _ height: UInt64
    ) {
        let kept = inForce(members, seats)
        for id in members.keys.sorted() where members[id]!.since != nil && !kept.contains(id) {
            members[id]!.since = nil
            members[id]!.ended = height
        }
    }

    private static func learn(
        _ parent: Decided, _ height: UInt64, _ excluded: [MemberID],
        _ members: inout [MemberID: Member]
    ) {
        let order = parent.seats.seats.map(\.member).filter { !excluded.contains($0) }
        let n = UInt64(parent.seats.count)
        let turns = (0...parent.round).map { order[Int((height + $0) % UInt64(order.count))] }
        let winner = turns.last!
        members[winner, default: Member()].misses = []
        members[winner]!.isOnTrial = false
        for late in Set(turns.dropLast()).sorted() where late != winner {
            guard members[late]?.since == nil else { continue }
            members[late, default: Member()].misses.append(height)
            let recent = members[late]!.misses.filter { $0 + 3 * n > height }
            if recent.count >= 3 || members[late]!.isOnTrial {
                suspend(late, 1 << members[late]!.doublings, height + 1, n, &members)
            }
        }
        for id in parent.voters where members[id]?.since != nil { members[id]!.vote = height }
    }

    private static func suspend(
        _ id: MemberID, _ rotations: UInt64, _ height: UInt64, _ n: UInt64,
        _ members: inout [MemberID: Member]
    ) {
        var member = members[id] ?? Member()
        if member.since == nil { member.vote = nil }
        member.misses = []
        member.isOnTrial = false
        member.doublings = min(member.doublings + 1, 6)
        member.since = height + 1
        member.until = height + 1 + min(rotations, 64) * n
        members[id] = member
    }
}
