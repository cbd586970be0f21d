import Consensus
import LedgerTypes

/// Plays a recipe against round machines: hears, follows the protocol where the recipe says nothing
/// else, and sends what the grammar makes.
final class RoundAdversary {
    private struct Place: Hashable {
        let height: Height
        let round: Round
        let step: UInt64
    }

    let recipe: AdversaryRecipe
    let mind: AdversaryMind
    private let network: RoundNetwork
    private var done: Set<Int> = []
    // For lookup only.
    private var begun: Set<Place> = []
    private var voted: Set<Place> = []
    private var turns: [Height: Int] = [:]
    private var height = Height(1)
    private var round = Round.first
    private var delays: SeededRandom

    init(_ recipe: AdversaryRecipe, _ network: RoundNetwork) {
        self.recipe = recipe
        self.network = network
        mind = AdversaryMind(chain: RoundSeats.chain, suite: RoundSeats.suite)
        delays = SeededRandom(seed: recipe.seed, for: "delays")
        for seat in recipe.faulty {
            mind.join(network.seats.keys[seat], seats: network.seats.set)
        }
    }

    /// Takes its place in the network, before anything has happened.
    func enter() {
        network.target = recipe.heights
        network.route = { [unowned self] in route($0, $1, $2, $3) }
        network.onAddress = { [unowned self] in overhear($1, $2, $3) }
        network.onRound = { [unowned self] in begin($1, $2) }
        for (number, act) in recipe.acts.enumerated() {
            if case .time(let time) = act.trigger {
                network.at(time) { [unowned self] _ in perform(number) }
            }
        }
        for crash in recipe.crashes {
            network.at(crash.at) { $0.crash(crash.seat) }
            network.at(crash.until) { $0.start(crash.seat) }
        }
        // The machines have begun the first height before anybody could see it.
        begin(height, round)
    }

    // MARK: The network

    private func route(
        _ from: Int, _ to: Int, _ message: ConsensusMessage, _ now: UInt64
    ) -> [UInt64] {
        guard now < recipe.healsAt else { return [min(recipe.delay.lowerBound, 10)] }
        let isLost = recipe.losses.contains {
            $0.from <= now && now < $0.until && $0.senders >> UInt64(from) & 1 == 1
                && $0.receivers >> UInt64(to) & 1 == 1 && $0.fits(message)
        }
        return isLost ? [] : [delays.within(recipe.delay)]
    }

    private func overhear(_ from: Int, _ to: Int, _ message: ConsensusMessage) {
        if recipe.hearsAll {
            // Once for each message: what is sent to all is addressed to each.
            guard !isLastHeard(message) else { return }
        } else {
            guard recipe.faulty.contains(to), !isLastHeard(message),
                !route(from, to, message, network.now).isEmpty
            else { return }
        }
        mind.hear(message)
        follow(message)
        if case .vote(let vote) = message, vote.block != nil { showQuorum(vote) }
    }

    private var lastHeard: ConsensusMessage?

    private func isLastHeard(_ message: ConsensusMessage) -> Bool {
        defer { lastHeard = message }
        return lastHeard == message
    }

    // MARK: When something is done

    private func begin(_ height: Height, _ round: Round) {
        if height > self.height { self.round = .first }
        if height >= self.height { self.round = max(self.round, round) }
        self.height = max(self.height, height)
        guard begun.insert(Place(height: height, round: round, step: 0)).inserted else { return }
        fire { act in act.trigger == .round(round.value) && act.height == height.value }
        let proposer = ProposerRotation.proposer(
            height: height, round: round, seats: network.seats.set)
        guard mind.owns(proposer) else { return }
        let turn = turns[height, default: 0]
        turns[height] = turn + 1
        fire { act in act.trigger == .turn(turn) && act.height == height.value }
        if recipe.proposes { propose(height, round, by: Int(proposer.value)) }
    }

    private func showQuorum(_ vote: Vote) {
        let waiting = recipe.acts.indices.contains {
            !done.contains($0) && recipe.acts[$0].trigger == .quorum(vote.step)
                && recipe.acts[$0].height == vote.height.value
        }
        guard waiting else { return }
        let held = mind.heard(at: vote.height).statements.first {
            $0.step == vote.step && $0.round == vote.round && $0.block == vote.block
        }
        let others = held?.signatures.count { !mind.owns($0.seat) } ?? 0
        guard others + mind.keys.count >= network.seats.set.quorum else { return }
        fire { act in act.trigger == .quorum(vote.step) && act.height == vote.height.value }
    }

    private func fire(_ isDue: (AdversaryRecipe.Act) -> Bool) {
        for (number, act) in recipe.acts.enumerated() where isDue(act) { perform(number) }
    }

    private func perform(_ number: Int) {
        guard done.insert(number).inserted else { return }
        let act = recipe.acts[number]
        network.at(network.now + act.delay) { [unowned self] _ in
            var forge = MessageForge(mind, scene, choice: act.form.choice)
            for message in forge.make(act.form) {
                send(message, act.receivers, "\(act.form.kind.rawValue) of act \(number)")
                var later: UInt64 = 0
                for copy in act.copies {
                    later += copy
                    send(message, act.receivers, "again", after: later)
                }
                if case .proposal = message { follow(message) }
            }
        }
    }

    private var scene: AdversaryScene {
        let parent = parent(of: height)
        return AdversaryScene(
            height: height, round: round, now: clock, seats: network.seats.set,
            parentTime: RoundSeats.time(of: parent)
        ) { [self] number in block(parent, mark: 1 << 20 + number % (1 << 16)) }
    }

    private var clock: BlockTime { BlockTime(RoundSeats.startTime.value + network.now) }

    private func parent(of height: Height) -> Block? {
        guard height.value > 1 else { return nil }
        let decided = network.nodes.first { $0.committed.count + 1 >= Int(height.value) }
        return decided?.committed[Int(height.value) - 2].block
    }

    private func block(_ parent: Block?, mark: UInt64) -> Block {
        RoundSeats.block(
            height: height, proposer: recipe.faulty[0], mark: mark,
            time: max(clock, RoundSeats.time(of: parent).next), parent: RoundSeats.id(parent))
    }

    // MARK: Following the protocol

    private func propose(_ height: Height, _ round: Round, by seat: Int) {
        let quorum = network.seats.set.quorum
        var form = MessageForm(choice: round.value)
        if let polka = mind.polka(height: height, before: round, quorum: quorum),
            mind.heard(at: height).blocks.contains(where: { $0.id == polka.block })
        {
            form.validRound = .polka
            form.block = .leading
        }
        network.at(network.now + 5) { [unowned self] _ in
            var forge = MessageForge(mind, scene, choice: form.choice)
            for message in forge.make(form) {
                send(message, recipe.everyone, "proposal in turn")
                follow(message)
            }
        }
    }

    /// Votes as an honest seat that heard this would, each place once.
    private func follow(_ message: ConsensusMessage) {
        guard recipe.follows else { return }
        switch message {
        case .proposal(let proposal):
            vote(
                .prevote, proposal.height, proposal.round, RoundSeats.id(proposal.block),
                proposal.validRound)
        case .vote(let vote) where vote.step == .prevote && vote.block != nil:
            let held = mind.signatures(
                .prevote, height: vote.height, round: vote.round, block: vote.block,
                validRound: vote.validRound)
            if held.count >= network.seats.set.quorum {
                self.vote(.precommit, vote.height, vote.round, vote.block, nil)
            }
        case .vote(let vote) where vote.step == .precommit:
            self.vote(.precommit, vote.height, vote.round, vote.block, nil)
        case .vote(let vote) where vote.block == nil:
            self.vote(.prevote, vote.height, vote.round, nil, nil)
        default: break
        }
    }

    private func vote(
        _ step: VoteStep, _ height: Height, _ round: Round, _ block: BlockID?, _ validRound: Round?
    ) {
        let place = Place(height: height, round: round, step: step.rawValue)
        guard voted.insert(place).inserted else { return }
        let manner = recipe.manners.first { $0.round == round.value && $0.step == step }
        let told = manner?.told ?? recipe.everyone
        cast(step, height, round, block, validRound, to: told)
        guard let manner, told != recipe.everyone else { return }
        let rest = recipe.everyone & ~told
        switch manner.rest {
        case .withheld: break
        case .nothing: cast(step, height, round, nil, nil, to: rest)
        case .rival:
            let rival = mind.heard(at: height).blocks.last { $0.id != block }?.id
            cast(step, height, round, rival, nil, to: rest)
        }
    }

    private func cast(
        _ step: VoteStep, _ height: Height, _ round: Round, _ block: BlockID?,
        _ validRound: Round?, to receivers: UInt64
    ) {
        guard receivers != 0 else { return }
        for seat in recipe.faulty {
            let vote = network.seats.vote(
                step, by: seat, for: block, height: height, round: round,
                validRound: step == .prevote ? validRound : nil)
            send(.vote(vote), receivers, "vote", by: seat, after: 5)
        }
    }

    private func send(
        _ message: ConsensusMessage, _ receivers: UInt64, _ why: String, by seat: Int? = nil,
        after delay: UInt64 = 0
    ) {
        let sender = seat ?? sender(of: message)
        let told = network.nodes.indices.filter {
            receivers >> UInt64($0) & 1 == 1 && !recipe.faulty.contains($0)
        }
        guard !told.isEmpty else { return }
        network.tell(
            sender, "sends \(network.line(message)) to \(told) in \(delay) ms (\(why))")
        for receiver in told {
            network.deliver(message, from: sender, to: receiver, at: network.now + delay)
        }
    }

    /// The seat that signed it, if it is a faulty one.
    private func sender(of message: ConsensusMessage) -> Int {
        let named: SeatIndex? =
            switch message {
            case .proposal(let proposal): proposal.seat
            case .vote(let vote): vote.seat
            default: nil
            }
        let seat = named.flatMap { Int(exactly: $0.value) } ?? recipe.faulty[0]
        return recipe.faulty.contains(seat) ? seat : recipe.faulty[0]
    }
}

extension AdversaryRecipe.Loss {
    func fits(_ message: ConsensusMessage) -> Bool {
        let round: Round?
        switch (kind, message) {
        case (.all, .proposal(let found)), (.proposals, .proposal(let found)): round = found.round
        case (.all, .vote(let found)): round = found.round
        case (.prevotes, .vote(let found)) where found.step == .prevote: round = found.round
        case (.precommits, .vote(let found)) where found.step == .precommit: round = found.round
        case (.all, .polka(let found)), (.polkas, .polka(let found)): round = found.round
        case (.all, .certificate(let found)), (.certificates, .certificate(let found)):
            round = found.round
        case (.all, .decision(let found)), (.certificates, .decision(let found)):
            round = found.certificate.round
        case (.all, .body), (.all, .roundState), (.bodies, .body): round = nil
        default: return false
        }
        guard let rounds, let round else { return true }
        return rounds.contains(round.value)
    }
}
