import Consensus
import LedgerTypes
import Sealing

/// Where the adversary stands when it makes something.
struct AdversaryScene {
    let height: Height
    /// The highest round that it knows of.
    let round: Round
    let now: BlockTime
    let seats: SeatSet
    let parentTime: BlockTime
    /// A block of its own that would be valid; the number tells several apart. Nil if it has none.
    let template: (UInt64) -> Block?

    func proposer(_ round: Round) -> SeatIndex {
        ProposerRotation.proposer(height: height, round: round, seats: seats)
    }
}

/// Makes messages of forms: signs with the keys of faulty seats alone, and uses what others signed.
struct MessageForge {
    let mind: AdversaryMind
    let scene: AdversaryScene
    private var random: SeededRandom

    init(_ mind: AdversaryMind, _ scene: AdversaryScene, choice: UInt64) {
        self.mind = mind
        self.scene = scene
        random = SeededRandom(seed: choice, for: "forge")
    }

    /// The messages of a form: one for each faulty seat if it is a vote, else at most one.
    mutating func make(_ form: MessageForm) -> [ConsensusMessage] {
        guard !mind.keys.isEmpty else { return [] }
        if form.kind == .replay {
            guard !mind.messages.isEmpty else { return [] }
            note("replay")
            return [mind.messages[random.below(mind.messages.count)]]
        }
        let round = round(form.round)
        let height = height(form.height)
        let validRound = validRound(form.validRound, of: round)
        let step: VoteStep = form.kind == .prevote || form.kind == .polka ? .prevote : .precommit
        guard form.kind != .question else { return [question(height, round)] }
        let maker = form.kind == .proposal ? proposer(of: round) : someSeat()
        let (id, block) = block(form.block, maker, height)
        switch form.kind {
        case .proposal:
            guard let block else { return [] }
            return [proposal(form, block, round, validRound, by: maker)]
        case .prevote, .precommit: return votes(form, step, height, round, id, validRound)
        case .polka:
            guard let id else { return [] }
            return [
                .polka(polka(form.quorum, height, round, id, validRound))
            ]
        case .certificate, .decision:
            guard let id else { return [] }
            let found = CommitCertificate(
                height: height, round: round, block: id,
                signatures: quorum(form.quorum, .precommit, height, round, id, nil))
            if form.kind == .certificate { return [.certificate(found)] }
            return block.map { [.decision(CommittedBlock(block: $0, certificate: found))] } ?? []
        case .body: return block.map { [.body($0)] } ?? []
        case .question, .replay: return []
        }
    }

    private func note(_ form: String) { mind.note(made: form) }

    // MARK: Numbers

    private mutating func round(_ form: RoundForm) -> Round {
        note("round \(form.rawValue)")
        let current = scene.round.value
        switch form {
        case .current: return scene.round
        case .next: return Round(current + 1)
        case .previous: return Round(current - min(current, 1))
        case .first: return .first
        case .later: return Round(current + random.within(2...5))
        case .far: return Round(current + random.within(60...2_000))
        case .farthest:
            return Round([1 << 32 - 1, 1 << 32, 1 << 63, .max][random.below(4)])
        case .ownTurn: return nextTurn(from: scene.round)
        }
    }

    /// The first round from one on in which a faulty seat proposes.
    func nextTurn(from round: Round) -> Round {
        let count = UInt64(scene.seats.count)
        for number in round.value..<(round.value + count)
        where mind.owns(scene.proposer(Round(number))) {
            return Round(number)
        }
        return round
    }

    private mutating func validRound(_ form: ValidRoundForm, of round: Round) -> Round? {
        note("valid round \(form.rawValue)")
        switch form {
        case .none: return nil
        case .first: return .first
        case .previous: return Round(round.value - min(round.value, 1))
        case .equal: return round
        case .later: return Round(round.value &+ 1 + random.within(0...3))
        case .polka:
            return mind.polka(
                height: scene.height, before: round, quorum: scene.seats.quorum)?.round ?? .first
        }
    }

    private func height(_ form: HeightForm) -> Height {
        note("height \(form.rawValue)")
        return switch form {
        case .current: scene.height
        case .next: scene.height.next
        case .previous: scene.height.previous ?? .genesis
        }
    }

    private mutating func question(_ height: Height, _ round: Round) -> ConsensusMessage {
        note("question")
        let votes = (0..<random.below(4)).map { _ in
            RoundState.Votes(
                round: Round(random.within(0...(min(round.value, 1 << 40) + 1))),
                prevotes: random.next(), precommits: random.next())
        }
        return .roundState(RoundState(height: height, round: round, votes: votes))
    }

    // MARK: Seats

    private mutating func someSeat() -> SeatIndex { mind.keys[random.below(mind.keys.count)].seat }

    private mutating func proposer(of round: Round) -> SeatIndex {
        let due = scene.proposer(round)
        return mind.owns(due) ? due : someSeat()
    }

    private func key(of seat: SeatIndex) -> SigningKey {
        mind.keys.first { $0.seat == seat }?.key ?? mind.keys[0].key
    }

    private mutating func name(_ form: SignerForm, _ own: SeatIndex, due: SeatIndex?) -> SeatIndex {
        note("signer \(form.rawValue)")
        let count = UInt64(scene.seats.count)
        switch form {
        case .own: return own
        case .another:
            return due.flatMap { mind.owns($0) ? nil : $0 }
                ?? SeatIndex((own.value + random.within(1...(count - 1))) % count)
        case .nobody: return SeatIndex(count + random.within(0...2))
        }
    }

    // MARK: Proposals and votes

    private mutating func proposal(
        _ form: MessageForm, _ block: Block, _ round: Round, _ validRound: Round?,
        by maker: SeatIndex
    ) -> ConsensusMessage {
        let due = scene.proposer(round)
        note(mind.owns(due) ? "proposal in turn" : "proposal out of turn")
        let (height, id) = (block.header.height, block.header.id(suite: mind.suite))
        let polka: Polka? =
            if let validRound, form.quorum != .absent {
                self.polka(form.quorum, height, validRound, id, nil)
            } else { nil }
        let lines = SigningTemplate.proposal(
            chain: mind.chain, height: height, round: round, block: id, validRound: validRound)
        return .proposal(
            Proposal(
                round: round, validRound: validRound, block: block, polka: polka,
                seat: name(form.signer, maker, due: due), signature: key(of: maker).sign(lines)))
    }

    private mutating func votes(
        _ form: MessageForm, _ step: VoteStep, _ height: Height, _ round: Round, _ id: BlockID?,
        _ validRound: Round?
    ) -> [ConsensusMessage] {
        note(form.kind.rawValue)
        let named = step == .prevote ? validRound : nil
        let lines = mind.lines(step, height, round, id, named)
        return mind.keys.map { seat, key in
            .vote(
                Vote(
                    step: step, height: height, round: round, block: id, validRound: named,
                    seat: name(form.signer, seat, due: nil), signature: key.sign(lines)))
        }
    }

    // MARK: Quorums

    private mutating func polka(
        _ form: QuorumForm, _ height: Height, _ round: Round, _ id: BlockID, _ validRound: Round?
    ) -> Polka {
        // A quorum that was heard may have named a valid round of its own.
        let heard = mind.heard(at: height).statements.last {
            $0.step == .prevote && $0.round == round && $0.block == id
        }
        let named = heard?.validRound ?? validRound
        return Polka(
            height: height, round: round, block: id, validRound: named,
            signatures: quorum(form, .prevote, height, round, id, named))
    }

    private mutating func quorum(
        _ form: QuorumForm, _ step: VoteStep, _ height: Height, _ round: Round, _ id: BlockID,
        _ validRound: Round?
    ) -> [SeatSignature] {
        var quorum = QuorumForge(mind: mind, seats: scene.seats, random: random)
        defer { random = quorum.random }
        let found = quorum.make(
            form, step: step, height: height, round: round, block: id, validRound: validRound)
        note("\(step == .prevote ? "polka" : "certificate") \(quorum.made.rawValue)")
        return found
    }

    // MARK: Blocks

    private mutating func block(
        _ form: BlockForm, _ maker: SeatIndex, _ height: Height
    ) -> (id: BlockID?, block: Block?) {
        var blocks = BlockForge(mind: mind, scene: scene, random: random)
        defer { random = blocks.random }
        let (id, block) = blocks.make(form, by: maker, height: height)
        note("block \(blocks.made.rawValue)")
        return (id, block)
    }
}
