import CanonicalCoding
import Consensus
import LedgerTypes
import Sealing

/// The rules a second time, slow and plain: follows what one machine is told and what it does, and
/// says where it did what no rule allows, or left out what a rule asks for.
///
/// It decides nothing and shares no decision with the machine: it keeps the history and asks of it,
/// rule by rule, how many distinct seats said what.
/// Source: docs/internals/simulation.md, "The reference".
struct RoundReference {
    let key: VerifyingKey?
    let book: SignatureBook
    var height: ReferenceHeight?
    /// False until the seat knows what it signed before its start.
    var maySign = true
    var mayPropose = true
    var isSilenced = false
    private var early: [(message: ConsensusMessage, sender: MemberID)] = []
    // For lookup only.
    private var earlyKnown: Set<ConsensusMessage> = []
    private var earlyBytes: [MemberID: Int] = [:]
    private var mayHaveLostEarly = false

    // The step that is being judged.
    var now = BlockTime(0)
    var input = RoundInput.transactionsWaiting
    /// R9: the wait that ended, if it still fits.
    var expired: RoundTimer?
    /// The block that was built for this step.
    var built: BlockID?
    /// Rounds that a beginning may announce.
    var beginning: [Round] = []
    /// R4: the polka that must be passed on.
    var owedPolka: RoundBlock?
    var hasResent = false
    private var found: [String] = []

    init(key: VerifyingKey?, book: SignatureBook) {
        self.key = key
        self.book = book
    }

    /// True if the machine signs for its seat.
    var signs: Bool { maySign && !isSilenced && height?.ownSeat != nil }
    /// The seat will sign and may not yet: it takes no step that would leave a vote out.
    var isHeld: Bool { !maySign && !isSilenced && height?.ownSeat != nil }
    /// A machine that signs nothing shows no steps: what depends on them is not asked of it.
    var showsSteps: Bool { !isSilenced && height?.ownSeat != nil }

    /// Judges one step; each line says what is wrong and by which rule.
    mutating func step(_ input: RoundInput, _ effects: [RoundEffect], now: BlockTime) -> [String] {
        self.now = now
        self.input = input
        found = []
        expired = nil
        built = nil
        beginning = []
        owedPolka = nil
        hasResent = false
        let before = height?.size
        take(input)
        for (place, effect) in effects.enumerated() {
            judge(effect, before: effects.dropFirst(place + 1).first)
        }
        // A message that brought nothing new makes nothing due.
        if case .received = input, effects.isEmpty, before == height?.size { return found }
        judgeDue(effects)
        height?.accusable = []
        return found
    }

    mutating func note(_ rule: String, _ text: String) {
        guard let height else { return }
        found.append("\(rule) at height \(height.context.height) round \(height.round): \(text)")
    }

    // MARK: what it is told

    private mutating func take(_ input: RoundInput) {
        switch input {
        case .begin(let context, let recovered): begin(context, recovered)
        case .received(let message, let sender): receive(message, from: sender)
        case .timer(let timer): take(timer)
        case .validated(let block, let isValid): take(block, isValid: isValid)
        case .built(let block, let round): take(block, builtFor: round)
        case .transactionsWaiting: height?.isWanted = true
        case .signing(let isAllowed): maySign = isAllowed
        case .proposing(let isAllowed): mayPropose = isAllowed
        case .foreignVote(let vote):
            height?.foreign.append(SignedStatement(vote))
            height?.mustFallSilent = true
        }
    }

    private mutating func begin(_ context: HeightContext, _ recovered: [VoteLogRecord]) {
        var next = ReferenceHeight(context, key: key, book: book)
        if context.firstRound > .first { beginning.append(context.firstRound) }
        let records = next.binding(recovered)
        if key != nil, !records.isEmpty, next.holds(records) {
            next.recover(records)
            beginning.append(next.round)
        }
        next.isComplete = !mayHaveLostEarly
        height = next
        let waiting = early
        early = []
        earlyKnown = []
        earlyBytes = [:]
        mayHaveLostEarly = false
        for item in waiting { receive(item.message, from: item.sender) }
    }

    private mutating func receive(_ message: ConsensusMessage, from sender: MemberID) {
        // Without a copy of the history in hand: what it holds would be copied with each message.
        guard let own = height?.context.height else { return }
        if message.height > own {
            keepEarly(message, from: sender, own)
        } else if message.height == own, height?.isDecided == false {
            height?.hear(message, now: now)
        }
    }

    /// Messages of the next height wait for it.
    ///
    /// What a peer sends beyond the bound may be lost: then nothing is asked at that height.
    private mutating func keepEarly(
        _ message: ConsensusMessage, from sender: MemberID, _ own: Height
    ) {
        if case .roundState = message { return }
        guard
            message.height.value - own.value <= ReferenceBounds.heightsAhead,
            earlyKnown.insert(message).inserted
        else { return }
        early.append((message, sender))
        earlyBytes[sender, default: 0] += message.canonicalBytes.count
        if earlyBytes[sender, default: 0] > ReferenceBounds.earlyBytes { mayHaveLostEarly = true }
    }

    /// R9: a wait counts if it was begun in this life and fits the round and the step.
    private mutating func take(_ timer: RoundTimer) {
        guard let height, timer.height == height.context.height, !height.isDecided else { return }
        switch timer.kind {
        case .interval: self.height?.hasIntervalPassed = true
        case .empty: self.height?.isWanted = true
        case .resend: break
        case .propose, .prevote, .precommit:
            guard timer.round == height.round, height.timers.contains(timer) else { return }
            expired = timer
        }
    }

    private mutating func take(_ block: BlockID, isValid: Bool) {
        guard let place = height?.asked.firstIndex(of: block) else { return }
        height?.asked.remove(at: place)
        if isValid {
            height?.validOnce.append(block)
            height?.held.append(block)
        } else {
            height?.refusedOnce.append(block)
        }
    }

    private mutating func take(_ block: Block, builtFor round: Round) {
        guard let height, height.isBuilding, round == height.round, height.step == .propose,
            block.header.height == height.context.height
        else { return }
        let id = block.header.id(suite: height.context.suite)
        built = id
        self.height?.isBuilding = false
        self.height?.validOnce.append(id)
        self.height?.held.append(id)
    }
}

extension ReferenceHeight {
    /// Grows with all that is learnt.
    var size: Int {
        heard.all.count + kept.all.count + heard.quorums.count + kept.quorums.count
            + heardProposals.count + keptProposals.count + certified.count + foreign.count
            + waiting.count + accusable.count
    }
}
