/// Links between nodes, each way apart: what arrives, and when.
struct SimulatedNetwork {
    private struct Link {
        var isCut = false
        var isHeld = false
        /// Messages that wait for the link to be let go.
        var held: [[UInt8]] = []
        /// Messages on their way.
        var under = 0
    }

    private let count: Int
    private var links: [Link]
    var conditions: LinkConditions
    private var rules: [MessageRule]
    private var random: SeededRandom

    init(nodes count: Int, scenario: Scenario) {
        self.count = count
        links = Array(repeating: Link(), count: count * count)
        conditions = scenario.network
        rules = scenario.rules
        random = SeededRandom(seed: scenario.seed, for: "network")
    }

    /// Delays of the copies that arrive: none if the message is lost or waits.
    mutating func route(
        _ traits: MessageTraits, _ bytes: [UInt8], from sender: Int, to receiver: Int,
        at time: UInt64
    ) -> [UInt64] {
        let place = sender * count + receiver
        guard !links[place].isCut, links[place].under < Limits.messagesPerLink else { return [] }
        if links[place].isHeld {
            if links[place].held.count < Limits.messagesPerLink { links[place].held.append(bytes) }
            return []
        }
        let usual = random.within(conditions.delay)
        let isLost = random.happens(perMille: conditions.lossPerMille)
        let isRepeated = random.happens(perMille: conditions.repeatPerMille)
        if let rule = rules.first(where: {
            $0.fits(traits, from: sender, to: receiver, at: time)
        }) {
            switch rule.fate {
            case .lost: return []
            case .after(let delay): return took(place, [delay])
            case .heldUntil(let until):
                return took(place, [max(usual, until > time ? until - time : 0)])
            }
        }
        if isLost { return [] }
        return took(place, isRepeated ? [usual, usual + 1 + usual / 2] : [usual])
    }

    /// The same for a gateway's parcel: a link that is cut or held drops it, since it is sent again.
    mutating func routeParcel(from sender: Int, to receiver: Int) -> [UInt64] {
        guard isOpen(from: sender, to: receiver) else { return [] }
        let usual = random.within(conditions.delay)
        guard !random.happens(perMille: conditions.lossPerMille) else { return [] }
        return random.happens(perMille: conditions.repeatPerMille)
            ? [usual, usual + 1 + usual / 2] : [usual]
    }

    func isOpen(from sender: Int, to receiver: Int) -> Bool {
        let link = links[sender * count + receiver]
        return !link.isCut && !link.isHeld
    }

    private mutating func took(_ place: Int, _ delays: [UInt64]) -> [UInt64] {
        links[place].under += delays.count
        return delays
    }

    mutating func arrived(from sender: Int, to receiver: Int) {
        links[sender * count + receiver].under -= 1
    }

    mutating func setCut(_ isCut: Bool, from sender: Int, to receiver: Int) {
        links[sender * count + receiver].isCut = isCut
    }

    mutating func hold(from sender: Int, to receiver: Int) {
        links[sender * count + receiver].isHeld = true
    }

    /// Lets a link go; returns what waited, each with its delay.
    mutating func release(from sender: Int, to receiver: Int) -> [(bytes: [UInt8], delay: UInt64)] {
        let place = sender * count + receiver
        guard links[place].isHeld else { return [] }
        links[place].isHeld = false
        let held = links[place].held
        links[place].held = []
        return held.map { bytes in
            (bytes, took(place, [random.within(conditions.delay)])[0])
        }
    }

    /// Only nodes of one group hear one another.
    mutating func part(_ groups: [[Int]]) {
        for sender in 0..<count {
            for receiver in 0..<count where sender != receiver {
                let isTogether = groups.contains { $0.contains(sender) && $0.contains(receiver) }
                setCut(!isTogether, from: sender, to: receiver)
            }
        }
    }

    /// From healing on links are quick and lose nothing, and no rule singles out messages.
    mutating func calm() {
        conditions = LinkConditions(delay: min(conditions.delay.lowerBound, 20)...20)
        rules = []
    }
}
