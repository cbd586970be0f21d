import Consensus
import LedgerTypes
import Replica

/// Follows the protocol for the most part, so that rounds go on and locks form; else keeps back or
/// splits what its machine says, and adds whatever the adversary's grammar makes. All seats of this
/// kind share their keys and what they heard.
struct GeneratedSeat: FaultySeat {
    private let mind: AdversaryMind
    private var height = Height.genesis
    /// What it is after at this height.
    private var profile = AdversaryProfile.wanderer
    /// Of 1,000 messages of its machine, how many go out as they are.
    private var loyalty = 1_000
    /// Rounds in whose turn it has tried something.
    private var tried: Set<Round> = []

    init(_ mind: AdversaryMind) { self.mind = mind }

    mutating func send(
        _ message: PeerMessage, to receivers: [Int], _ hand: inout SeatHand
    ) -> [Sending] {
        take(&hand)
        guard case .consensus(let said) = message else {
            return receivers.map { Sending(message: message, receiver: $0) }
        }
        mind.hear(said)
        if case .proposal = said { tried.insert(hand.round) }
        guard !hand.random.happens(perMille: loyalty) else {
            return receivers.map { Sending(message: message, receiver: $0) }
        }
        switch hand.random.below(4) {
        case 0: return []
        case 1: return receivers.map { Sending(message: message, receiver: $0, delay: 700) }
        default:
            let told = receivers.filter { _ in hand.random.below(2) == 0 }
            var sent = told.map { Sending(message: message, receiver: $0) }
            for other in make(&hand) {
                sent += receivers.filter { !told.contains($0) }.map {
                    Sending(message: other, receiver: $0)
                }
            }
            return sent
        }
    }

    mutating func hear(_ message: PeerMessage, _ hand: inout SeatHand) -> [Sending] {
        take(&hand)
        guard case .consensus(let said) = message else { return [] }
        mind.hear(said)
        guard said.height == hand.height, let seat = hand.seat,
            scene(hand).proposer(hand.round) == seat, tried.insert(hand.round).inserted
        else { return [] }
        // Its turn, and its machine has not spoken yet.
        return (0..<hand.random.below(3)).flatMap { _ in usurp(&hand) }
    }

    mutating func turn(_ hand: inout SeatHand) -> [Sending] {
        take(&hand)
        guard hand.random.below(3) == 0 else { return [] }
        return make(&hand).flatMap { spread($0, &hand) }
    }

    /// Another block in its turn, twice within a second or so.
    private func usurp(_ hand: inout SeatHand) -> [Sending] {
        var form = AdversaryProfile.usurper.form(&hand.random)
        form.kind = .proposal
        form.round = .current
        return make(form, hand).flatMap { message in
            let sent = hand.everyone(message, delay: hand.random.within(0...200))
            return sent
                + sent.map {
                    Sending(
                        message: message, receiver: $0.receiver,
                        delay: $0.delay + hand.random.within(50...1_100))
                }
        }
    }

    private func make(_ hand: inout SeatHand) -> [PeerMessage] {
        make(profile.form(&hand.random), hand)
    }

    private func make(_ form: MessageForm, _ hand: SeatHand) -> [PeerMessage] {
        var forge = MessageForge(mind, scene(hand), choice: form.choice)
        return forge.make(form).map { .consensus($0) }
    }

    /// To some or all, at once or later, perhaps again.
    private func spread(_ message: PeerMessage, _ hand: inout SeatHand) -> [Sending] {
        let isForAll = hand.random.below(2) == 0
        let delay = hand.random.below(3) > 0 ? 0 : hand.random.within(1...2_000)
        let copies = hand.random.below(3)
        return hand.others.filter { _ in isForAll || hand.random.below(2) == 0 }.flatMap { other in
            (0...copies).map { copy in
                Sending(message: message, receiver: other, delay: delay + UInt64(copy) * 400)
            }
        }
    }

    /// Looks where it is now; at a new height it is after something else.
    private mutating func take(_ hand: inout SeatHand) {
        mind.join(hand.key, seats: hand.seats)
        guard hand.height != height else { return }
        height = hand.height
        tried = []
        profile = hand.random.pickAny()
        loyalty = [600, 800, 900, 960][hand.random.below(4)]
    }

    private func scene(_ hand: SeatHand) -> AdversaryScene {
        let known = mind.heard(at: hand.height).blocks
        let (now, parentTime) = (hand.now, hand.parentTime)
        return AdversaryScene(
            height: hand.height, round: hand.round, now: now, seats: hand.seats,
            parentTime: parentTime
        ) { number in
            guard !known.isEmpty else { return nil }
            // A block without transactions is as good at another time.
            let empty = known.filter { $0.block.body.transactions.isEmpty }
            let chosen = empty.isEmpty ? known : empty
            return chosen[Int(number % UInt64(chosen.count))].block
        }
    }
}
