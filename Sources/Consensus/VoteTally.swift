import LedgerTypes
import Mutants

/// The votes of one height, each already verified: the first of a seat for a round and step counts.
package struct VoteTally: Sendable {
    /// What adding a vote changed.
    package enum Addition: Hashable, Sendable {
        case counted
        case known
        /// The seat had voted otherwise, with this vote; the new one is not counted.
        case conflicting(Vote)
    }

    private struct RoundVotes {
        var prevotes: [VerifiedVote?]
        var precommits: [VerifiedVote?]
    }

    private let height: Height
    private let seatCount: Int
    private let quorum: Int
    // For lookup only: the lists below hold what rules go through, in a fixed order.
    private var rounds: [Round: RoundVotes] = [:]
    /// Every quorum of prevotes for a block, by its round, then in the order of discovery.
    package private(set) var polkas: [VerifiedPolka] = []
    /// Every quorum of precommits for a block, in the order of discovery.
    package private(set) var certificates: [VerifiedCertificate] = []
    /// The highest round in which each seat voted.
    package private(set) var highestRounds: [Round?]

    package init(height: Height, seatCount: Int, quorum: Int) {
        self.height = height
        self.seatCount = seatCount
        self.quorum = quorum
        highestRounds = Array(repeating: nil, count: seatCount)
    }

    /// The vote of a seat that counts, if any.
    package func vote(_ step: VoteStep, round: Round, seat: SeatIndex) -> Vote? {
        let found = rounds[round]
        return (step == .prevote ? found?.prevotes : found?.precommits)?[Int(seat.value)]?.vote
    }

    /// Seats that have voted at a step of a round, one bit for each, the first in the lowest bit.
    package func seats(_ step: VoteStep, round: Round) -> UInt64 {
        votes(step, round).enumerated().reduce(0) { bits, item in
            item.element == nil ? bits : bits | 1 << UInt64(item.offset)
        }
    }

    /// Seats that have voted at a step of a round, whatever they voted for.
    package func count(_ step: VoteStep, round: Round) -> Int {
        votes(step, round).reduce(0) { $1 == nil ? $0 : $0 + 1 }
    }

    /// Seats that have voted at a step of a round, or in a later round: nobody need wait for them.
    package func passed(_ step: VoteStep, round: Round) -> Int {
        let votes = votes(step, round)
        return highestRounds.enumerated().reduce(0) { count, item in
            let isLater = item.element.map { $0 > round } ?? false
            return isLater || (!votes.isEmpty && votes[item.offset] != nil) ? count + 1 : count
        }
    }

    /// Seats that have prevoted for no block in a round.
    package func nilPrevotes(round: Round) -> Int {
        votes(.prevote, round).reduce(0) { $1 != nil && $1?.vote.block == nil ? $0 + 1 : $0 }
    }

    /// The polka for a block in a round, all of whose votes name that valid round.
    package func polka(round: Round, block: BlockID, validRound: Round?) -> VerifiedPolka? {
        polkas.first { $0.round == round && $0.block == block && $0.validRound == validRound }
    }

    /// The latest polka for a block in a round, whatever valid round its votes name.
    package func polka(for found: RoundBlock) -> VerifiedPolka? {
        polkas.last { $0.round == found.round && $0.block == found.block }
    }

    /// Takes note that a seat has voted in a round that is too far ahead to be tallied.
    package mutating func noteRound(_ round: Round, seat: SeatIndex) {
        let index = Int(seat.value)
        let highest = Mutant.lastRoundHeard.isOn ? nil : highestRounds[index]
        highestRounds[index] = max(highest ?? round, round)
    }

    /// Adds a vote of this height.
    package mutating func add(_ verified: VerifiedVote) -> Addition {
        let vote = verified.vote
        precondition(
            vote.height == height && vote.seat.value < UInt64(seatCount),
            "a vote of another set: \(vote)")
        if let known = self.vote(vote.step, round: vote.round, seat: vote.seat) {
            guard known.block == vote.block, known.validRound == vote.validRound else {
                if Mutant.secondVoteCounts.isOn { enter(verified) }
                return .conflicting(known)
            }
            return .known
        }
        enter(verified)
        return .counted
    }

    private mutating func enter(_ verified: VerifiedVote) {
        let vote = verified.vote
        let index = Int(vote.seat.value)
        let none = [VerifiedVote?](repeating: nil, count: seatCount)
        switch vote.step {
        case .prevote:
            rounds[vote.round, default: RoundVotes(prevotes: none, precommits: none)]
                .prevotes[index] = verified
        case .precommit:
            rounds[vote.round, default: RoundVotes(prevotes: none, precommits: none)]
                .precommits[index] = verified
        }
        noteRound(vote.round, seat: vote.seat)
        if let block = vote.block { notice(vote, for: block) }
    }

    /// Keeps a polka; true if it was new.
    package mutating func keep(_ polka: VerifiedPolka) -> Bool {
        guard
            self.polka(round: polka.round, block: polka.block, validRound: polka.validRound) == nil
        else { return false }
        let place = polkas.firstIndex { $0.round > polka.round } ?? polkas.endIndex
        polkas.insert(polka, at: place)
        return true
    }

    /// Keeps a certificate; true if it was the first for its block.
    package mutating func keep(_ certificate: VerifiedCertificate) -> Bool {
        guard !certificates.contains(where: { $0.block == certificate.block }) else { return false }
        certificates.append(certificate)
        return true
    }

    private func votes(_ step: VoteStep, _ round: Round) -> [VerifiedVote?] {
        (step == .prevote ? rounds[round]?.prevotes : rounds[round]?.precommits) ?? []
    }

    private mutating func notice(_ vote: Vote, for block: BlockID) {
        let same = votes(vote.step, vote.round).compactMap { $0 }.filter {
            ($0.vote.block == block || Mutant.mixedBlocks.isOn && $0.vote.block != nil)
                && (Mutant.mixedValidRounds.isOn || $0.vote.validRound == vote.validRound)
        }
        guard same.count >= quorum else { return }
        switch vote.step {
        case .prevote: _ = keep(VerifiedPolka(adding: same, quorum: quorum))
        case .precommit: _ = keep(VerifiedCertificate(adding: same, quorum: quorum))
        }
    }
}
