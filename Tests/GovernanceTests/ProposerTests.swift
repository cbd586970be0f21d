import GovernanceSamples
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Governance

/// A chain of heights of which only rounds and voters are decided: what suspends proposers.
private struct ProposerChain {
    var standings = ProposerStandings()
    var history: [NaiveProposers.Decided] = []
    var seats: SeatSet
    private var parent: CommitCertificate?
    private var voted: SeatSet

    init(_ count: Int) {
        seats = Self.seats((0..<count).map { ($0, 0) })
        voted = seats
    }

    static func member(_ index: Int) -> MemberID { MemberID("m\(index / 10)\(index % 10)")! }

    static func seats(_ members: [(index: Int, key: Int)]) -> SeatSet {
        let seats = members.map {
            Seat(
                member: member($0.index),
                key: TestConsortium.key("proposer \($0.index) \($0.key)").verifyingKey)
        }
        guard let set = try? SeatSet(checking: seats.sorted { $0.member < $1.member }) else {
            preconditionFailure("no seat set of \(members)")
        }
        return set
    }

    var height: Height { Height(UInt64(history.count)) }

    var suspended: [SeatIndex] { standings.suspendedSeats(in: seats) }
    var suspendedMembers: [MemberID] { suspended.map { seats.seats[Int($0.value)].member } }

    func proposer(_ round: UInt64) -> MemberID {
        let seat = ProposerRotation.proposer(
            height: height.next, round: Round(round), seats: seats, suspended: suspended)
        return seats.seats[Int(seat.value)].member
    }

    /// Decides the next height in a round, with the votes of these members.
    mutating func decide(
        _ round: UInt64 = 0, voters: [MemberID]? = nil, punished: [MemberID] = [],
        next: SeatSet? = nil
    ) {
        let height = height.next
        standings.advance(to: height, certificate: parent, voted: voted, voting: seats)
        for member in punished { standings.punish(member, at: height, seats: seats) }
        let voters = voters ?? seats.seats.map(\.member)
        let signature = TestConsortium.key("proposer 0 0").sign([])
        parent = CommitCertificate(
            height: height, round: Round(round), block: BlockID(.zero),
            signatures: voters.compactMap { seats.index(of: $0) }.map {
                SeatSignature(seat: $0, signature: signature)
            })
        history.append(
            NaiveProposers.Decided(
                seats: seats, round: round, voters: voters, punished: punished))
        voted = seats
        if let next { seats = next }
    }

    /// Decides so many heights while some members are silent: the first willing turn decides.
    mutating func run(_ heights: Int, silent: [MemberID], alsoVoting: [MemberID] = []) {
        for _ in 0..<heights {
            var round: UInt64 = 0
            while silent.contains(proposer(round)) { round += 1 }
            let voters = seats.seats.map(\.member)
                .filter { !silent.contains($0) || alsoVoting.contains($0) }
            decide(round, voters: voters)
        }
    }
}

@Suite struct `Proposers` {
    private let second = ProposerChain.member(1)

    @Test func `stay in turn while they propose`() {
        var chain = ProposerChain(4)
        chain.run(50, silent: [])
        #expect(chain.standings == ProposerStandings())
    }

    @Test func `that miss three turns are suspended for n heights, and their seat keeps its vote`()
    {
        var chain = ProposerChain(4)
        var height = 0
        while chain.suspended.isEmpty && height < 40 {
            chain.run(1, silent: [second])
            height += 1
        }
        #expect(chain.suspendedMembers == [second])
        // Turns 1, 5 and 9 were missed; the certificate of 9 is in block 10.
        #expect(chain.height == Height(10))
        #expect(chain.standings[second]?.suspension?.until == Height(15))
        #expect(chain.seats.quorum == 3)
    }

    @Test func `that are silent cost no more rounds while they are suspended`() {
        var chain = ProposerChain(4)
        chain.run(10, silent: [second])
        let before = chain.history.count
        chain.run(60, silent: [second])
        #expect(chain.history[before...].allSatisfy { $0.round == 0 })
    }

    @Test func `that are back vote, and have their turn again when the term is over`() {
        var chain = ProposerChain(4)
        chain.run(10, silent: [second])
        chain.run(3, silent: [])
        #expect(chain.suspendedMembers == [second])
        chain.run(1, silent: [])
        #expect(chain.suspended.isEmpty)
        #expect(chain.standings[second]?.isOnTrial == false)
    }

    @Test func `that come back after the term have their turn at their first vote`() {
        var chain = ProposerChain(4)
        chain.run(60, silent: [second])
        #expect(chain.suspendedMembers == [second])
        chain.run(2, silent: [])
        #expect(chain.suspended.isEmpty)
    }

    @Test func `whose votes always come late are tried again, and one miss is enough then`() {
        var chain = ProposerChain(4)
        chain.run(10, silent: [second])
        chain.run(64 * 4 - 1, silent: [second])
        #expect(chain.suspendedMembers == [second])
        chain.run(1, silent: [second])
        #expect(chain.suspended.isEmpty)
        #expect(chain.standings[second]?.isOnTrial == true)
        chain.run(6, silent: [second])
        #expect(chain.suspendedMembers == [second])
        #expect(chain.history.suffix(6).filter { $0.round > 0 }.count == 1)
    }

    @Test func `are suspended for twice as long each time, up to 64 rotations`() {
        var chain = ProposerChain(4)
        var terms: [UInt64] = []
        for _ in 0..<9 {
            while chain.suspended.isEmpty { chain.run(1, silent: [second]) }
            let suspension = chain.standings[second]?.suspension
            terms.append((suspension?.until.value ?? 0) - (suspension?.since.value ?? 0))
            while !chain.suspended.isEmpty { chain.run(1, silent: []) }
        }
        #expect(terms == [4, 8, 16, 32, 64, 128, 256, 256, 256])
    }

    @Test func `that did well for 64 rotations start with a short term again`() {
        var chain = ProposerChain(4)
        chain.run(10, silent: [second])
        chain.run(5 + 64 * 4, silent: [])
        #expect(chain.standings == ProposerStandings())
    }

    @Test func `are suspended at most as many as may be faulty, the oldest first in turn again`() {
        var chain = ProposerChain(4)
        chain.run(10, silent: [second])
        let third = ProposerChain.member(2)
        while chain.suspendedMembers != [third] && chain.height < Height(60) {
            chain.run(1, silent: [third], alsoVoting: [second])
            #expect(chain.suspended.count <= 1)
        }
        #expect(chain.suspendedMembers == [third])
        #expect(chain.standings[second]?.suspension == nil)
    }

    @Test func `of one seat alone are never suspended`() {
        var chain = ProposerChain(1)
        for _ in 0..<30 { chain.decide(2) }
        #expect(chain.suspended.isEmpty)
        #expect(chain.proposer(7) == ProposerChain.member(0))
    }

    @Test func `miss once at a height, however long it took`() {
        var chain = ProposerChain(4)
        chain.decide(400)
        chain.decide()
        #expect(chain.suspended.isEmpty)
        #expect(chain.standings.standings.map(\.misses) == Array(repeating: [Height(1)], count: 3))
    }

    @Test func `keep their standing when seats move and when their key changes`() {
        var chain = ProposerChain(7)
        let last = ProposerChain.member(6)
        chain.run(26, silent: [last])
        #expect(chain.suspendedMembers == [last])
        // The first seat goes, and the last one's key changes: its index is another now.
        chain.decide(next: ProposerChain.seats([(1, 0), (2, 0), (3, 0), (4, 0), (5, 0), (6, 1)]))
        #expect(chain.suspended == [SeatIndex(5)])
        #expect(chain.suspendedMembers == [last])
    }

    @Test func `without a seat have no standing when they come back`() {
        var chain = ProposerChain(7)
        let last = ProposerChain.member(6)
        chain.run(26, silent: [last])
        let all = chain.seats
        chain.decide(next: ProposerChain.seats((0..<6).map { ($0, 0) }))
        #expect(chain.suspended.isEmpty)
        chain.decide(next: all)
        #expect(chain.suspended.isEmpty)
        chain.decide()
        #expect(chain.standings[last] == nil)
    }

    @Test(arguments: 1...12) func `are those that the history gives, whatever happens`(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        var members = (0..<(1 + random.below(9))).map { (index: $0, key: 0) }
        var chain = ProposerChain(members.count)
        var silent: Set<MemberID> = []
        for _ in 0..<400 {
            if random.oneIn(12) {
                let member = ProposerChain.member(random.below(members.count + 1))
                if silent.remove(member) == nil { silent.insert(member) }
            }
            var next: SeatSet?
            if random.oneIn(25) {
                switch random.below(3) {
                case 0 where members.count > 1: members.remove(at: random.below(members.count))
                case 1 where members.count < 10:
                    if let free = (0..<12).first(where: { index in
                        !members.contains { $0.index == index }
                    }) {
                        members.append((free, random.below(3)))
                    }
                default: members[random.below(members.count)].key = random.below(3)
                }
                next = ProposerChain.seats(members)
            }
            var round: UInt64 = random.oneIn(9) ? UInt64(random.below(30)) : 0
            while silent.contains(chain.proposer(round)) && round < 40 { round += 1 }
            let voters = chain.seats.seats.map(\.member)
                .filter { !silent.contains($0) && !random.oneIn(5) }
            let punished = random.oneIn(80) ? [ProposerChain.member(random.below(12))] : []
            chain.decide(round, voters: voters, punished: punished, next: next)
            let found = chain.suspendedMembers
            #expect(found.count <= chain.seats.tolerance, "seed \(seed)")
            if random.oneIn(8) || chain.history.count == 400 {
                #expect(
                    found == NaiveProposers.suspended(chain.history, next: chain.seats),
                    "seed \(seed) at \(chain.height)")
            }
            let order = Set((0..<UInt64(chain.seats.count)).map(chain.proposer))
            #expect(order == Set(chain.seats.seats.map(\.member)).subtracting(found))
            #expect(
                (try? ProposerStandings(canonical: chain.standings.canonicalBytes))
                    == chain.standings)
        }
    }
}
