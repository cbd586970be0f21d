import CanonicalCoding
import LedgerTypes

/// How the seats have done as proposers, and who does not propose for a while.
///
/// It only orders proposers and changes no quorum. It follows from the certificates that blocks
/// carry, so the proposers of height h follow from the blocks up to h−1 and are the same for all.
/// Source: docs/internals/decisions/0010-misbehaviour.md.
package struct ProposerStandings: Hashable, Sendable {
    /// Ascending by member; members without anything to remember are left out.
    package var standings: [ProposerStanding] = []
    /// Who did not propose at the height of the last block.
    package var inForce: [MemberID] = []
    /// The round in which the last block's height began; rounds before it had no proposers.
    package var firstRound = Round.first

    package init() {}

    /// Misses without a success that suspend.
    static let missesAllowed = 3
    /// Heights, in rotations of all seats, within which misses count together.
    static let missRotations: UInt64 = 3
    /// Longest term in rotations of all seats; also how long nobody stays suspended for want of
    /// votes, and after how long without a suspension the terms start small again.
    static let longestRotations: UInt64 = 64

    package subscript(member: MemberID) -> ProposerStanding? {
        standings.first { $0.member == member }
    }

    /// Members of the set that do not propose at the height after the last block, the newest
    /// suspensions first, at most as many as may be faulty.
    package func suspended(in seats: SeatSet) -> [MemberID] {
        let found = standings.compactMap { standing in
            seats.index(of: standing.member) == nil
                ? nil : standing.suspension.map { (since: $0.since, member: standing.member) }
        }
        return found.sorted { ($1.since, $1.member) < ($0.since, $0.member) }
            .prefix(seats.tolerance).map(\.member)
    }

    /// The same as positions in the set, ascending.
    package func suspendedSeats(in seats: SeatSet) -> [SeatIndex] {
        suspended(in: seats).compactMap(seats.index).sorted()
    }

    var isEmpty: Bool { standings.isEmpty && inForce.isEmpty && firstRound == .first }
}

extension ProposerStandings {
    /// Takes note of how the parent was decided, at the start of a block.
    ///
    /// - Parameters:
    ///   - certificate: of the parent; nil at height 1.
    ///   - voted: the seats that decided the parent.
    ///   - voting: the seats that decide this block.
    mutating func advance(
        to height: Height, certificate: CommitCertificate?, voted: SeatSet, voting: SeatSet
    ) {
        let proposing = suspended(in: voting)
        if let certificate { learn(certificate, seats: voted, at: height) }
        inForce = proposing
        firstRound = .first
        reinstate(at: height, count: UInt64(voting.count))
        bound(at: height, seats: voting)
        forget(at: height, seats: voting)
    }

    /// Suspends a member's seat for the longest term, from the next height on.
    mutating func punish(_ member: MemberID, at height: Height, seats: SeatSet) {
        guard seats.index(of: member) != nil else { return }
        suspend(
            member, .misbehaviour, rotations: Self.longestRotations, at: height,
            count: UInt64(seats.count))
        bound(at: height, seats: seats)
    }

    /// Misses and successes at the parent's height, and votes of those who are suspended.
    private mutating func learn(
        _ certificate: CommitCertificate, seats: SeatSet, at height: Height
    ) {
        let suspended = inForce.compactMap(seats.index)
        func member(_ round: Round) -> MemberID {
            let seat = ProposerRotation.proposer(
                height: certificate.height, round: round, seats: seats, suspended: suspended)
            return seats.seats[Int(seat.value)].member
        }
        let winner = member(certificate.round)
        change(winner) {
            $0.misses = []
            $0.isOnTrial = false
        }
        var missed: [MemberID] = []
        // After one rotation the same proposers come again, and a height counts once.
        let rounds = min(
            certificate.round.value - min(certificate.round.value, firstRound.value),
            UInt64(seats.count))
        for back in 0..<rounds {
            let late = member(Round(certificate.round.value - 1 - back))
            if late != winner && !missed.contains(late) { missed.append(late) }
        }
        for late in missed.sorted() {
            miss(late, certificate.height, at: height, count: UInt64(seats.count))
        }
        let voters = Set(certificate.signatures.compactMap { seats[$0.seat]?.member })
        for index in standings.indices where voters.contains(standings[index].member) {
            standings[index].suspension?.lastVote = certificate.height
        }
    }

    private mutating func miss(
        _ member: MemberID, _ missed: Height, at height: Height, count: UInt64
    ) {
        var isTooMany = false
        change(member) {
            guard $0.suspension == nil else { return }
            $0.misses.removeAll { $0.value + Self.missRotations * count <= missed.value }
            $0.misses.append(missed)
            isTooMany = $0.isOnTrial || $0.misses.count >= Self.missesAllowed
        }
        guard isTooMany else { return }
        let doublings = self[member]?.doublings ?? 0
        suspend(
            member, .misses, rotations: min(1 << doublings, Self.longestRotations), at: height,
            count: count)
    }

    private mutating func suspend(
        _ member: MemberID, _ cause: SuspensionCause, rotations: UInt64, at height: Height,
        count: UInt64
    ) {
        change(member) {
            $0.misses = []
            $0.isOnTrial = false
            // 2^6 rotations are the longest term.
            $0.doublings = min($0.doublings + 1, 6)
            $0.suspension = ProposerSuspension(
                cause: cause, since: height.next,
                until: Height(height.next.value + rotations * count),
                lastVote: $0.suspension?.lastVote)
        }
    }

    /// Ends terms: at once for those who are seen to vote, on trial for those whose votes come late.
    private mutating func reinstate(at height: Height, count: UInt64) {
        for index in standings.indices {
            guard let found = standings[index].suspension, height.next >= found.until else {
                continue
            }
            // The last n certificates are those of the n heights before this one.
            if let vote = found.lastVote, vote.value + count >= height.value {
                standings[index].reinstate(at: height, onTrial: false)
            } else if height.next.value >= found.since.value + Self.longestRotations * count {
                standings[index].reinstate(at: height, onTrial: true)
            }
        }
    }

    /// Ends the oldest suspensions where there are more than may be faulty.
    private mutating func bound(at height: Height, seats: SeatSet) {
        let kept = suspended(in: seats)
        for index in standings.indices
        where standings[index].suspension != nil && !kept.contains(standings[index].member) {
            standings[index].reinstate(at: height, onTrial: false)
        }
    }

    /// Drops what no longer counts: old misses, old terms, members without a seat.
    private mutating func forget(at height: Height, seats: SeatSet) {
        let count = UInt64(seats.count)
        standings.removeAll { seats.index(of: $0.member) == nil }
        for index in standings.indices {
            standings[index].misses.removeAll {
                $0.value + Self.missRotations * count <= height.value
            }
            if standings[index].suspension == nil, let end = standings[index].reinstated,
                end.value + Self.longestRotations * count <= height.value
            {
                standings[index].reinstated = nil
                standings[index].doublings = 0
            }
        }
        standings.removeAll(where: \.isClean)
    }

    /// Changes a member's standing, which is made where there is none and dropped where it is clean.
    private mutating func change(_ member: MemberID, _ body: (inout ProposerStanding) -> Void) {
        if let index = standings.firstIndex(where: { $0.member == member }) {
            body(&standings[index])
            return
        }
        var standing = ProposerStanding(member: member)
        body(&standing)
        guard !standing.isClean else { return }
        standings.append(standing)
        standings.sort { $0.member < $1.member }
    }
}

extension ProposerStandings: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        writer.array(standings)
        writer.array(inForce)
        firstRound.encode(into: &writer)
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        standings = try reader.array()
        inForce = try reader.array()
        firstRound = try Round(from: &reader)
        reader.endArray()
    }
}
