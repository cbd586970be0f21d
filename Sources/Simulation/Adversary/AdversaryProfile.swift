import LedgerTypes

/// What a run's adversary is after. Profiles take turns by the seed, so that each run is its own.
package enum AdversaryProfile: String, Hashable, Sendable, CaseIterable {
    /// Lets some lock or decide and hides it, then proposes another block when its turn comes.
    case usurper
    /// Shows its votes to one seat alone, and goes on with the others.
    case hider
    /// Shows one thing to some and another to others, in its turn and at every vote.
    case splitter
    /// Makes polkas, certificates and decisions of what it has.
    case forger
    /// Sends much of everything.
    case flooder
    /// Anything.
    case wanderer
}

extension SeededRandom {
    /// One of several, by weights.
    mutating func pick<Item>(_ items: [(Item, Int)]) -> Item {
        var left = below(items.reduce(0) { $0 + $1.1 })
        for (item, weight) in items {
            left -= weight
            if left < 0 { return item }
        }
        return items[items.count - 1].0
    }

    /// One of all, with some of them so many times as often as the others.
    mutating func pick<Item: CaseIterable & Hashable>(
        favouring favoured: [Item], _ weight: Int = 4
    ) -> Item {
        pick(Item.allCases.map { ($0, favoured.contains($0) ? weight : 1) })
    }

    /// One of all.
    mutating func pickAny<Item: CaseIterable>() -> Item { pick(Item.allCases.map { ($0, 1) }) }

    /// Any seats, perhaps none.
    mutating func mask(_ seats: Int) -> UInt64 { next() % (1 << UInt64(seats)) }
}

extension AdversaryProfile {
    /// A message of its kind.
    func form(_ random: inout SeededRandom) -> MessageForm {
        var form = MessageForm()
        switch self {
        case .usurper:
            form.kind = random.pick([(.proposal, 18), (.polka, 2), (.prevote, 1), (.body, 1)])
            form.round = random.pick([(.ownTurn, 8), (.current, 3), (.next, 1)])
            form.validRound = random.pick(favouring: [.polka, .first], 6)
            form.block = random.pick(favouring: [.own, .rival], 20)
            // As many signatures as a quorum has: of too few nobody reads any.
            form.quorum = random.pick(
                favouring: [
                    .foreign, .otherRound, .otherBlock, .otherValidRound, .swapped, .ownInNames,
                    .garbage,
                ], 3)
        case .hider, .splitter:
            form.kind = random.pick(favouring: [.proposal, .prevote, .precommit])
            form.round = random.pick(favouring: [.current, .ownTurn, .next], 6)
            form.validRound = random.pick(favouring: [.none, .polka], 6)
            form.block = random.pick(
                favouring: [.own, .rival, .leading, .futureTime, .pastTime], 6)
            form.quorum = random.pick(favouring: [.genuine], 8)
        case .forger:
            form.kind = random.pick(favouring: [.polka, .certificate, .decision, .proposal], 6)
            form.round = random.pick(favouring: [.current, .previous, .first], 4)
            form.validRound = random.pick(favouring: [.polka, .none], 4)
            form.block = random.pick(favouring: [.rival, .own, .leading], 6)
            form.quorum = random.pickAny()
        case .flooder, .wanderer:
            form.kind = random.pickAny()
            form.round = random.pick(favouring: [.current], 5)
            form.validRound = random.pickAny()
            form.block = random.pickAny()
            form.quorum = random.pickAny()
        }
        form.signer = random.pick([(.own, 20), (.another, 2), (.nobody, 1)])
        form.height = random.pick([(.current, 24), (.next, 2), (.previous, 1)])
        form.choice = random.next()
        return form
    }
}
