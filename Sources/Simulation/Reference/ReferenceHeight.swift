import Consensus
import LedgerTypes
import Sealing

/// A proposal from the seat whose turn it was, with a signature that holds.
struct HeardProposal {
    let round: Round
    let block: BlockID
    let validRound: Round?
    /// Whether its time agreed with the own clock at some time when it came, and whether it did not.
    var wasTimely: Bool
    var wasUntimely: Bool

    func says(_ block: BlockID, _ validRound: Round?) -> Bool {
        self.block == block && self.validRound == validRound
    }
}

/// The history of one height as one machine lived it: all that it heard, said and was answered.
///
/// Twice, where bounds allow the machine to forget: `heard` holds everything, and decides what is
/// allowed; `kept` holds what it cannot have forgotten, and decides what is due.
struct ReferenceHeight {
    let context: HeightContext
    let ownSeat: SeatIndex?
    let book: SignatureBook

    var heard: HeardVotes
    var kept: HeardVotes
    /// Votes too far ahead to count now: the highest of each seat.
    var distant: [HeardVotes.Said?]
    var heardProposals: [HeardProposal] = []
    var keptProposals: [HeardProposal] = []
    /// Blocks of certificates that came whole and hold.
    var certified: [BlockID] = []
    /// Statements under the own seat that this machine did not make.
    var foreign: [SignedStatement] = []
    var mustFallSilent = false
    /// False if bounds in bytes may have cost the machine something that came before the height.
    var isComplete = true
    /// Seats that must be accused in this step.
    var accusable: [SeatIndex] = []

    /// Blocks that were found valid at some time, and those that were refused.
    var validOnce: [BlockID] = []
    var refusedOnce: [BlockID] = []
    /// Valid blocks that cannot have been forgotten.
    var held: [BlockID] = []
    /// Blocks that came and wait to be judged, and those that are being judged.
    var waiting: [BlockID] = []
    var asked: [BlockID] = []
    /// Bytes of blocks that came and were not known.
    var blockBytes = 0

    var round: Round
    var step = RoundStep.propose
    var isOpen = false
    var hasIntervalPassed = false
    /// Transactions wait, or the empty interval has passed, or a recovery begins.
    var isWanted: Bool
    var isDecided = false
    var locked: RoundBlock?
    var valid: RoundBlock?
    /// All that this seat signed, with what its log says of an earlier life.
    var own: [SignedMessage] = []
    /// Blocks that the vote log holds.
    var logged: [BlockID] = []

    // Once a round.
    var isBuilding = false
    var hasProposed = false
    var hasFollowedPolka = false
    var waitsForPrevotes = false
    var waitsForPrecommits = false
    /// Waits of the present round that were begun in this life.
    var timers: [RoundTimer] = []

    init(_ context: HeightContext, key: VerifyingKey?, book: SignatureBook) {
        self.context = context
        self.book = book
        ownSeat = context.seats.seats.firstIndex { $0.key == key }.map { SeatIndex(UInt64($0)) }
        heard = HeardVotes(quorum: context.quorumOfReference)
        kept = heard
        distant = Array(repeating: nil, count: context.seats.count)
        round = context.firstRound
        isWanted = context.firstRound > .first
    }

    var quorum: Int { context.quorumOfReference }
    var oneHonest: Int { context.oneHonestOfReference }
    var isOwnTurn: Bool { ownSeat == context.proposer(round: round) }

    /// Every seat has had a turn in vain.
    var hasComeRound: Bool {
        round.value >= context.firstRound.value + UInt64(context.seats.count)
    }

    /// Proposals of the present round that were heard at any time.
    var heardNow: [HeardProposal] { heardProposals.filter { $0.round == round } }
    /// Those of them that the machine has.
    var keptNow: [HeardProposal] { keptProposals.filter { $0.round == round } }

    /// R0: something of this height was heard that opens its first round.
    func hasCause(_ votes: HeardVotes, _ proposals: [HeardProposal]) -> Bool {
        isWanted || proposals.contains { $0.round == round } || !certified.isEmpty
            || votes.quorums.contains { $0.step == .precommit } || votes.voters >= oneHonest
    }

    /// R0: a round begins; what is bounded by rounds is forgotten or comes to count.
    mutating func enter(_ next: Round) {
        round = next
        step = .propose
        isOpen = true
        isBuilding = false
        hasProposed = false
        hasFollowedPolka = false
        waitsForPrevotes = false
        waitsForPrecommits = false
        timers = []
        forgetOldBlocks()
        for (seat, said) in distant.enumerated() {
            guard let said, isCounted(said.round) else { continue }
            distant[seat] = nil
            keep(said)
        }
    }

    /// Rounds whose proposals must be kept with their contents.
    var proposalWindow: ClosedRange<UInt64> {
        let oldest = round.value - min(round.value, ReferenceBounds.proposalRoundsBehind)
        return oldest...round.value + ReferenceBounds.proposalRoundsAhead
    }

    /// Blocks of past rounds that no quorum named need not be held any longer.
    private mutating func forgetOldBlocks() {
        let window = proposalWindow
        let named =
            keptProposals.filter { window.contains($0.round.value) }.map(\.block)
            + kept.quorums.map(\.block) + certified
            + [valid, locked].compactMap { $0?.block }
        held.removeAll { !named.contains($0) }
        waiting.removeAll { !named.contains($0) }
    }

    /// Whether votes of a round count one by one: of later ones only each seat's highest is kept.
    func isCounted(_ round: Round) -> Bool {
        round.value <= self.round.value + ReferenceBounds.roundsAhead
    }

    /// Counts a vote as far as bounds let the machine: the first of a seat for its place.
    mutating func keep(_ said: HeardVotes.Said) {
        guard isCounted(said.round) else {
            kept.mark(seat: said.seat, round: said.round)
            if distant[said.seat].map({ $0.round < said.round }) ?? true {
                distant[said.seat] = said
            }
            return
        }
        guard !kept.contains(said) else { return }
        guard !kept.all.contains(where: { $0.isAtPlace(of: said) }) else {
            accusable.append(SeatIndex(UInt64(said.seat)))  // R11
            return
        }
        _ = kept.add(said)
    }
}
