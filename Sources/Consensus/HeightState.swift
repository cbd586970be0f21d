import LedgerTypes
import Mutants
import Sealing

/// A proposal as the rules see it: checked, and without its block.
struct ProposalRecord: Hashable, Sendable {
    /// What the proposer signed.
    let claim: ProposalClaim
    /// Whether the proposer's time agreed with the own clock when the proposal arrived.
    let isTimely: Bool

    var round: Round { claim.round }
    var block: BlockID { claim.block }
    var validRound: Round? { claim.validRound }
}

/// Everything that is known and remembered of one height.
struct HeightState: Sendable {
    let context: HeightContext
    /// The own seat; nil for a follower.
    let ownSeat: SeatIndex?
    var timeouts: Timeouts

    var round: Round
    var step = RoundStep.propose
    /// R0's idle rule: the height waits until there is something to decide.
    var isOpen = false
    var hasIntervalPassed = false
    var isWanted = false
    var isDecided = false

    var locked: RoundBlock?
    var valid: RoundBlock?

    var tally: VoteTally
    // For lookup only.
    var proposals: [Round: [ProposalRecord]] = [:]
    /// Blocks that were found valid.
    var bodies: [BlockID: Block] = [:]
    /// Blocks that arrived and are not judged, with who sent them.
    var candidates: [BlockID: Candidate] = [:]
    /// Blocks whose proposer's own body was refused; another body may still arrive.
    var refused: Set<BlockID> = []
    /// Who sent a body that was refused: no other body of that block is taken from them. For lookup
    /// only.
    var refusedSenders: [BlockID: Set<MemberID>] = [:]
    /// Votes too far ahead for the tally: the highest of each seat.
    var distantVotes: [VerifiedVote?]

    // What has happened once in the current round.
    var isBuilding = false
    var hasProposed = false
    var hasWaitedForPrevotes = false
    var hasWaitedForPrecommits = false
    var hasFollowedPolka = false

    /// All that this seat signed at this height with what it promised, in order.
    var log: [VoteLogRecord] = []
    /// Bodies that the vote log holds.
    var loggedBodies: Set<BlockID> = []
    /// Where the next turn of sending again begins.
    var resendCursor = 0

    struct Candidate: Sendable {
        let block: Block
        let sender: MemberID?
        let weight: Int
        var isAsked = false

        init(block: Block, sender: MemberID?) {
            self.block = block
            self.sender = sender
            weight = block.weight
        }
    }

    init(context: HeightContext, key: VerifyingKey?, quorum: Int) {
        self.context = context
        round = context.firstRound
        // A recovery is wanted, but waits for the interval like every first proposal.
        isWanted = context.firstRound > .first
        ownSeat = key.flatMap { key in
            context.seats.seats.firstIndex { $0.key == key }.map { SeatIndex(UInt64($0)) }
        }
        timeouts = Timeouts(context.parameters)
        tally = VoteTally(
            height: context.height, seatCount: context.seats.count, quorum: quorum)
        distantVotes = Array(repeating: nil, count: context.seats.count)
    }

    var height: Height { context.height }

    /// All that this seat signed at this height, in order.
    var own: LazyMapSequence<[VoteLogRecord], SignedMessage> { log.lazy.map(\.signed) }

    /// True once every seat has had a turn in vain: perhaps it is not the own clock that is wrong.
    var hasComeRound: Bool {
        round.value - context.firstRound.value >= UInt64(context.seats.count)
    }

    /// Proposals of the current round.
    var currentProposals: [ProposalRecord] { proposals[round] ?? [] }

    /// Whether a member proposes the block, in the current round or one of those that are kept
    /// ahead: anybody can send the signed header with another body, and only the proposer answers
    /// for it.
    func isProposed(_ block: BlockID, by member: MemberID) -> Bool {
        (round.value...round.value + Limits.proposalRoundsAhead).contains { number in
            let round = Round(number)
            return context.seats[context.proposer(round: round)]?.member == member
                && proposals[round]?.contains { $0.block == block } == true
        }
    }

    /// Rounds whose proposals may still be judged, or repeated.
    private var proposalWindow: ClosedRange<UInt64> {
        let oldest = round.value - min(round.value, Limits.proposalRoundsBehind)
        return oldest...(round.value + Limits.proposalRoundsAhead)
    }

    /// Whether a proposal of a round not far from the current one names the block.
    func isProposed(_ block: BlockID) -> Bool {
        proposalWindow.contains { proposals[Round($0)]?.contains { $0.block == block } == true }
    }

    /// What must be judged first, if there is not room for all.
    private enum Rank: Int, Comparable {
        case ahead, current, found, certified

        static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
    }

    private func rank(of block: BlockID) -> Rank {
        if tally.certificates.contains(where: { $0.block == block }) { return .certified }
        if tally.polkas.contains(where: { $0.block == block }) { return .found }
        return currentProposals.contains { $0.block == block } ? .current : .ahead
    }

    /// Keeps a block to be judged while there is room. One that matters more takes the place of
    /// those that matter less, which come again; the block that a quorum decided always has room:
    /// faulty seats could otherwise fill it for good with blocks of their later turns.
    mutating func keep(_ candidate: Candidate, of id: BlockID) {
        if !hasRoom(for: candidate) {
            guard !Mutant.roomForAllAlike.isOn else { return }
            let rank = rank(of: id)
            candidates = candidates.filter { $0.value.isAsked || self.rank(of: $0.key) >= rank }
            guard hasRoom(for: candidate) || rank == .certified else { return }
        }
        candidates[id] = candidate
    }

    private func hasRoom(for candidate: Candidate) -> Bool {
        var all = candidate.weight
        var ofSender = candidate.weight
        // INVARIANT: a sum does not depend on the order.
        for known in candidates.values.map({ $0 }) {
            all += known.weight
            if known.sender == candidate.sender { ofSender += known.weight }
        }
        return all <= Limits.candidateBytes && ofSender <= Limits.candidateBytesPerPeer
    }

    mutating func note(_ proposal: ProposalRecord) {
        proposals[proposal.round, default: []].append(proposal)
    }

    /// Forgets blocks of past rounds that no quorum named: one that is named later is fetched.
    mutating func dropOldBlocks() {
        var kept = Set(tally.polkas.map(\.block) + tally.certificates.map(\.block))
        for block in [valid?.block, locked?.block] { block.map { _ = kept.insert($0) } }
        for past in proposalWindow {
            for proposal in proposals[Round(past)] ?? [] { kept.insert(proposal.block) }
        }
        bodies = bodies.filter { kept.contains($0.key) }
        candidates = candidates.filter { kept.contains($0.key) }
        refused.formIntersection(kept)
        refusedSenders = refusedSenders.filter { kept.contains($0.key) }
    }

    mutating func enter(_ round: Round) {
        precondition(round > self.round, "round \(round) does not follow \(self.round)")
        self.round = round
        step = .propose
        isOpen = true
        isBuilding = false
        hasProposed = false
        hasWaitedForPrevotes = false
        hasWaitedForPrecommits = false
        hasFollowedPolka = false
    }
}
