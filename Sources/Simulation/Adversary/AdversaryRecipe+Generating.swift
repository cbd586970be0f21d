import LedgerTypes

extension AdversaryRecipe {
    /// Sizes of which a seed takes one if nothing else is said: small ones are quick and deep.
    package static let usualSeats = [4, 4, 4, 4, 5, 4, 4, 7, 4, 10]

    /// The recipe of a seed.
    ///
    /// - Parameter sizes: numbers of seats that take turns.
    package static func generated(seed: UInt64, sizes: [Int] = []) -> AdversaryRecipe {
        let sizes = sizes.isEmpty ? usualSeats : sizes
        var random = SeededRandom(seed: seed, for: "adversary")
        let seats = sizes[Int(seed % UInt64(sizes.count))]
        let profile: AdversaryProfile = random.pick([
            (.usurper, 4), (.hider, 2), (.splitter, 2), (.forger, 2), (.flooder, 1), (.wanderer, 2),
        ])
        var recipe = AdversaryRecipe(seed: seed, seats: seats, profile: profile)
        recipe.heights = random.below(7) == 0 ? 2 : 1
        recipe.chooseFaulty(&random)
        recipe.hearsAll = random.below(5) > 0
        recipe.follows = profile == .usurper || random.below(10) > 0
        let isRival = profile == .usurper || profile == .splitter
        recipe.proposes = random.below(10) < (isRival ? 2 : 7)
        recipe.healsAt = random.within(3_000...20_000)
        if random.below(3) == 0 { recipe.delay = 1...random.within(10...600) }
        switch profile {
        case .usurper: recipe.usurp(&random)
        case .hider: recipe.hide(&random)
        case .splitter: recipe.split(&random)
        case .forger: recipe.act(4 + random.below(8), &random)
        case .flooder: recipe.act(12 + random.below(16), &random)
        case .wanderer: recipe.wander(&random)
        }
        if profile != .usurper || random.below(6) == 0, random.below(8) > 0 {
            recipe.roughen(&random)
        }
        if random.below(3) == 0 { recipe.crash(&random) }
        if random.below(4) == 0 { recipe.lose(1 + random.below(3), &random) }
        return recipe
    }

    private var honest: [Int] { (0..<seats).filter { !faulty.contains($0) } }

    /// As many as are borne, or a few less; often one whose turn comes early.
    private mutating func chooseFaulty(_ random: inout SeededRandom) {
        let most = (seats - 1) / 3
        let count = random.below(8) == 0 ? 1 + random.below(most) : most
        // The seat that proposes in round r of height h is h + r.
        let turns = profile == .usurper ? [(2, 6), (3, 2)] : [(1, 2), (2, 5), (3, 2)]
        let early = random.pick(turns) % seats
        let others = random.ordered((0..<seats).filter { $0 != early })
        let first = random.below(6) > 0 ? [early] : []
        faulty = Array((first + others).prefix(count)).sorted()
    }

    private static func mask(_ seats: [Int]) -> UInt64 {
        seats.reduce(0) { $0 | 1 << UInt64($1) }
    }

    // MARK: What it is after

    /// Some decide or lock in round 0, and are cut off; then comes its turn.
    private mutating func usurp(_ random: inout SeededRandom) {
        let alone = random.ordered(honest).prefix(1 + random.below(max(1, (seats - 1) / 3)))
        let few = Self.mask(Array(alone))
        let until = healsAt
        if random.below(8) > 0 {
            losses.append(
                Loss(
                    kind: .precommits, rounds: 0...0, senders: everyone, receivers: everyone & ~few,
                    from: 0, until: until))
        }
        if random.below(4) == 0 {
            losses.append(
                Loss(
                    kind: .prevotes, rounds: 0...0, senders: everyone,
                    receivers: random.mask(seats), from: 0, until: until))
        }
        if random.below(6) > 0 {
            // Once votes have come twice over the slowest link.
            let time = random.within(30...90) + 3 * (delay.upperBound - 10)
            for (senders, receivers) in [(few, everyone), (everyone, few)] {
                losses.append(
                    Loss(
                        kind: .all, senders: senders, receivers: receivers, from: time,
                        until: until))
            }
        }
        manners.append(
            Manner(
                round: 0, step: .precommit, told: random.below(4) == 0 ? random.mask(seats) : few,
                rest: random.pick(favouring: [.nothing], 4)))
        if random.below(3) == 0 {
            manners.append(
                Manner(
                    round: 0, step: .prevote, told: random.mask(seats), rest: random.pickAny()))
        }
        for number in 0..<(2 + random.below(3)) {
            var act = self.act(&random)
            act.trigger = random.below(5) > 0 ? .turn(number / 2) : .round(random.within(0...4))
            act.height = 1
            act.delay = random.within(0...300)
            if random.below(4) > 0 { act.receivers = everyone }
            if random.below(5) > 0 { act.copies = [random.within(50...1_200)] }
            acts.append(act)
        }
        act(random.below(3), &random)
    }

    private mutating func hide(_ random: inout SeededRandom) {
        let victim = Self.mask([honest[random.below(honest.count)]])
        for round in 0..<UInt64(1 + random.below(3)) {
            for step in VoteStep.allCases {
                manners.append(
                    Manner(
                        round: round, step: step,
                        told: random.below(3) > 0 ? victim : random.mask(seats),
                        rest: random.pickAny()))
            }
            if random.below(2) == 0 {
                losses.append(
                    Loss(
                        kind: random.pick(favouring: [.prevotes, .precommits]),
                        rounds: round...round,
                        senders: everyone, receivers: random.mask(seats), from: 0, until: healsAt))
            }
        }
        if random.below(2) == 0 {
            losses.append(
                Loss(
                    kind: .polkas, senders: everyone, receivers: everyone, from: 0, until: healsAt))
        }
        act(random.below(5), &random)
    }

    private mutating func split(_ random: inout SeededRandom) {
        for turn in 0..<2 {
            let half = random.mask(seats)
            for receivers in [half, everyone & ~half] {
                var act = self.act(&random)
                act.form.kind = .proposal
                act.form.signer = .own
                act.form.height = .current
                act.trigger = .turn(turn)
                act.receivers = random.below(4) > 0 ? receivers : everyone
                act.delay = random.within(0...40)
                acts.append(act)
            }
        }
        for round in 0..<UInt64(5) {
            for step in VoteStep.allCases where random.below(3) > 0 {
                manners.append(
                    Manner(
                        round: round, step: step, told: random.mask(seats), rest: random.pickAny()))
            }
        }
        act(random.below(4), &random)
    }

    private mutating func wander(_ random: inout SeededRandom) {
        for _ in 0..<random.below(6) {
            manners.append(
                Manner(
                    round: random.within(0...3), step: random.pickAny(), told: random.mask(seats),
                    rest: random.pickAny()))
        }
        lose(random.below(5), &random)
        act(1 + random.below(10), &random)
    }

    // MARK: Parts

    private func act(_ random: inout SeededRandom) -> Act {
        let trigger: Trigger =
            switch random.below(5) {
            case 0: .time(random.within(0...healsAt))
            case 1: .turn(random.below(3))
            case 2: .quorum(random.pickAny())
            default: .round(random.within(0...4))
            }
        var copies: [UInt64] = []
        for _ in 0..<random.pick([(0, 3), (1, 3), (3, 1)]) {
            copies.append(random.below(3) > 0 ? random.within(1...990) : random.within(991...4_000))
        }
        return Act(
            height: heights > 1 && random.below(2) == 0 ? 2 : 1, trigger: trigger,
            form: profile.form(&random),
            receivers: random.below(2) == 0 ? everyone : random.mask(seats),
            delay: random.below(4) > 0 ? random.within(0...60) : random.within(0...4_000),
            copies: copies)
    }

    private mutating func act(_ count: Int, _ random: inout SeededRandom) {
        for _ in 0..<count { acts.append(act(&random)) }
    }

    private mutating func crash(_ random: inout SeededRandom) {
        for seat in random.ordered(honest).prefix(1 + random.below(3)) {
            let time = random.within(20...(healsAt - 1))
            crashes.append(
                Crash(seat: seat, at: time, until: time + random.within(50...3_000)))
        }
    }

    /// The first rounds fail, each in its own way, so that locks differ: some lack the proposal,
    /// some the votes of a few, and the faulty seats fill up what is counted with other votes.
    /// Losing all votes would only hold the round.
    private mutating func roughen(_ random: inout SeededRandom) {
        for round in 0...UInt64(random.below(5)) {
            if random.below(2) == 0 {
                lose(.proposals, of: round, from: everyone, &random)
            }
            for step in VoteStep.allCases {
                let kind: Loss.Kind = step == .prevote ? .prevotes : .precommits
                if random.below(5) > 1 {
                    let few = random.ordered(honest).prefix(1 + random.below(1 + seats / 4))
                    lose(kind, of: round, from: Self.mask(Array(few)), &random)
                }
                guard random.below(3) > 0 else { continue }
                manners.append(
                    Manner(
                        round: round, step: step, told: random.mask(seats),
                        rest: random.pick(favouring: [.nothing], 6)))
            }
        }
        for kind in [Loss.Kind.certificates, .polkas] where random.below(4) > 0 {
            losses.append(
                Loss(
                    kind: kind, senders: everyone, receivers: everyone, from: 0, until: healsAt))
        }
    }

    private mutating func lose(
        _ kind: Loss.Kind, of round: UInt64, from senders: UInt64, _ random: inout SeededRandom
    ) {
        losses.append(
            Loss(
                kind: kind, rounds: round...round, senders: senders,
                receivers: random.below(3) > 0 ? random.mask(seats) : everyone, from: 0,
                until: random.below(4) > 0 ? healsAt : random.within(1_000...healsAt)))
    }

    private mutating func lose(_ count: Int, _ random: inout SeededRandom) {
        for _ in 0..<count {
            let first = random.within(0...3)
            let from = random.below(2) == 0 ? 0 : random.within(0...(healsAt - 1))
            losses.append(
                Loss(
                    kind: random.pickAny(),
                    rounds: random.below(3) > 0 ? first...(first + random.within(0...1)) : nil,
                    senders: random.below(2) == 0 ? everyone : random.mask(seats),
                    receivers: random.mask(seats), from: from,
                    until: min(healsAt, from + random.within(500...8_000))))
        }
    }
}
