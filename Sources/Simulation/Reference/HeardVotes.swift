import LedgerTypes

/// Votes whose signatures hold, in the order in which they came, and the questions that rules ask
/// of them: each is "how many distinct seats said so".
struct HeardVotes {
    /// One vote without its signature.
    struct Said: Hashable {
        let step: VoteStep
        let round: Round
        let block: BlockID?
        let validRound: Round?
        let seat: Int

        init(_ vote: Vote) {
            step = vote.step
            round = vote.round
            block = vote.block
            validRound = vote.validRound
            seat = Int(vote.seat.value)
        }

        /// Nil of a proposal.
        init?(_ statement: SignedStatement) {
            switch statement.step {
            case .proposal: return nil
            case .prevote: step = .prevote
            case .precommit: step = .precommit
            }
            round = statement.round
            block = statement.block
            validRound = statement.validRound
            seat = Int(statement.seat.value)
        }

        func isAtPlace(of other: Said) -> Bool {
            seat == other.seat && round == other.round && step == other.step
        }
    }

    /// A block for which a quorum voted in a round.
    struct Quorum: Hashable {
        let step: VoteStep
        let round: Round
        let block: BlockID
        let validRound: Round?
    }

    private let quorum: Int
    private(set) var all: [Said] = []
    // For lookup only.
    private var known: Set<Said> = []
    /// Every block with a quorum in one round, in the order of discovery.
    private(set) var quorums: [Quorum] = []
    /// Rounds in which seats are known to have voted, where the votes themselves are not kept.
    private var marks: [(seat: Int, round: Round)] = []

    init(quorum: Int) { self.quorum = quorum }

    func contains(_ said: Said) -> Bool { known.contains(said) }

    /// True if the vote is new.
    mutating func add(_ said: Said) -> Bool {
        guard known.insert(said).inserted else { return false }
        all.append(said)
        guard let block = said.block else { return true }
        let same = seats {
            $0.step == said.step && $0.round == said.round && $0.block == block
                && $0.validRound == said.validRound
        }
        if same >= quorum {
            note(
                Quorum(
                    step: said.step, round: said.round, block: block, validRound: said.validRound))
        }
        return true
    }

    /// Takes a whole quorum, whose votes may not all count one by one.
    mutating func note(_ found: Quorum) {
        if !quorums.contains(found) { quorums.append(found) }
    }

    mutating func mark(seat: Int, round: Round) {
        guard !marks.contains(where: { $0.seat == seat && $0.round >= round }) else { return }
        marks.append((seat, round))
    }

    // MARK: the questions

    /// How many distinct seats said something that fits.
    func seats(_ fits: (Said) -> Bool) -> Int {
        var found: UInt64 = 0
        for said in all where fits(said) { found |= 1 << UInt64(said.seat) }
        return found.nonzeroBitCount
    }

    /// R3, R6: seats that voted at a step of a round, or in a later round.
    func passed(_ step: VoteStep, _ round: Round) -> Int {
        var found: UInt64 = 0
        for said in all where said.round > round || (said.round == round && said.step == step) {
            found |= 1 << UInt64(said.seat)
        }
        for mark in marks where mark.round > round { found |= 1 << UInt64(mark.seat) }
        return found.nonzeroBitCount
    }

    /// R8: seats but the own one that voted in a round or a later one.
    func others(from round: Round, but own: SeatIndex?) -> Int {
        var found: UInt64 = 0
        for said in all where said.round >= round { found |= 1 << UInt64(said.seat) }
        for mark in marks where mark.round >= round { found |= 1 << UInt64(mark.seat) }
        if let own { found &= ~(1 << own.value) }
        return found.nonzeroBitCount
    }

    /// R0: seats that voted at all.
    var voters: Int {
        var found: UInt64 = 0
        for said in all { found |= 1 << UInt64(said.seat) }
        for mark in marks { found |= 1 << UInt64(mark.seat) }
        return found.nonzeroBitCount
    }

    /// R5: seats that prevoted for nothing in a round.
    func nilPrevotes(_ round: Round) -> Int {
        seats { $0.step == .prevote && $0.round == round && $0.block == nil }
    }

    /// R2, R4: a quorum prevoted for the block in that round, all naming the same valid round.
    func hasPolka(_ round: Round, _ block: BlockID, validRound: Round?) -> Bool {
        quorums.contains(
            Quorum(step: .prevote, round: round, block: block, validRound: validRound))
    }

    /// R0, R10: the same, whichever valid round they name.
    func hasPolka(_ round: Round, _ block: BlockID) -> Bool {
        quorums.contains { $0.step == .prevote && $0.round == round && $0.block == block }
    }

    /// R7, and which blocks are worth judging: a quorum voted for the block at a step.
    func hasQuorum(_ step: VoteStep, _ block: BlockID) -> Bool {
        quorums.contains { $0.step == step && $0.block == block }
    }
}
