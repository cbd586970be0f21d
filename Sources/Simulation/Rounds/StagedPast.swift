import Consensus
import LedgerTypes

/// A `RoundPast` played in a network: every honest seat starts from the vote log that it would have,
/// and what happened before stays hidden until healing.
///
/// The rounds are such that a faulty seat's turn comes after them, whichever seat that is.
struct StagedPast {
    let past: RoundPast
    let network: RoundNetwork
    /// Faulty seats; the first is the one whose turn it is.
    let faulty: [Int]
    /// In the order of their turns, as in `past`.
    let honest: [Int]
    let earlier: Round
    let later: Round
    /// The round of the faulty seat.
    let turn: Round
    /// The block on which seats are locked, and that may be decided.
    let block: Block
    /// Another valid block: of the faulty seat, or the one that was proposed before.
    let other: Block
    private var earlierPrevotes: [Vote] = []
    private var laterPrevotes: [Vote] = []

    /// When everybody is in the faulty seat's round.
    let begins: UInt64
    var heals: UInt64 { begins + 2_000 }

    init(
        _ past: RoundPast, seats: Int, faulty: [Int], isTold: Bool
    ) {
        self.past = past
        self.faulty = faulty
        network = RoundNetwork(seats, faulty: Set(faulty), isTold: isTold)
        honest = (1..<seats).map { (faulty[0] + $0) % seats }.filter { !faulty.contains($0) }
        // At height 1 the first seat in turn is seat 1.
        let first = UInt64((faulty[0] + seats - 3) % seats)
        earlier = Round(first)
        later = Round(first + 1)
        turn = Round(first + 2)
        let parameters = RoundNetwork.parameters
        begins =
            60 + parameters.voteTimeout.value + parameters.voteTimeoutStep.value * later.value
        let proposers = honest.suffix(2).map { $0 }
        let isLate = past.story == .late || past.story == .exchanged
        block = Self.made(by: proposers[isLate ? 1 : 0], mark: 1_000_000)
        other = Self.made(
            by: past.story == .exchanged ? proposers[0] : faulty[0], mark: 2_000_000)
        earlierPrevotes = makePrevotes(in: earlier)
        laterPrevotes = makePrevotes(in: later)
    }

    /// A block that no time speaks against, unless another one is given.
    static func made(
        by seat: Int, mark: UInt64, time: BlockTime = RoundSeats.startTime
    ) -> Block {
        RoundSeats.block(
            height: Height(1), proposer: seat, mark: mark, time: time,
            parent: BlockID(RoundSeats.chain.digest))
    }

    // MARK: What was said

    /// The block that was proposed in one of the two rounds.
    func proposed(in round: Round) -> Block? {
        switch past.story {
        case .nothing: nil
        case .early: round == earlier ? block : nil
        case .late: round == later ? block : nil
        case .repeated: block
        case .exchanged: round == earlier ? other : block
        }
    }

    /// The valid round that the proposal of a round named.
    func validRound(of round: Round) -> Round? {
        past.story == .repeated && round == later ? earlier : nil
    }

    /// What the honest seats prevote in a round, in their order.
    private func makePrevotes(in round: Round) -> [Vote] {
        let id = proposed(in: round).map(RoundSeats.id)
        return honest.indices.map { place in
            let isBound =
                past.story == .exchanged && round == later && past.locks[place] == .earlier
            return network.seats.vote(
                .prevote, by: honest[place], for: isBound ? nil : id, round: round,
                validRound: id == nil || isBound ? nil : validRound(of: round))
        }
    }

    /// What the honest seats prevoted in a round, in their order.
    func prevotes(in round: Round) -> [Vote] {
        round == earlier ? earlierPrevotes : laterPrevotes
    }

    private func precommit(of place: Int, in round: Round) -> Vote {
        let isLocked = past.locks[place] == (round == earlier ? .earlier : .later)
        return network.seats.vote(
            .precommit, by: honest[place],
            for: isLocked ? proposed(in: round).map(RoundSeats.id) : nil, round: round)
    }

    /// The quorum that prevoted what was proposed.
    private func polka(of round: Round) -> Polka? {
        guard let id = proposed(in: round).map(RoundSeats.id) else { return nil }
        let votes =
            prevotes(in: round).filter { $0.block == id }
            + faulty.map {
                network.seats.vote(
                    .prevote, by: $0, for: id, round: round, validRound: validRound(of: round))
            }
        return Polka(
            height: Height(1), round: round, block: id, validRound: validRound(of: round),
            signatures: votes.suffix(network.seats.set.quorum).map {
                SeatSignature(seat: $0.seat, signature: $0.signature)
            })
    }

    /// The block with the precommits of those who locked on it and of the faulty seats.
    private func decision() -> CommittedBlock? {
        let quorum = network.seats.set.quorum
        guard let lock = past.certified(quorum: quorum, faulty: faulty.count) else { return nil }
        let round = lock == .earlier ? earlier : later
        let id = RoundSeats.id(block)
        let votes =
            honest.indices.filter { past.locks[$0] == lock }.map { precommit(of: $0, in: round) }
            + faulty.map { network.seats.vote(.precommit, by: $0, for: id, round: round) }
        return CommittedBlock(
            block: block,
            certificate: CommitCertificate(
                height: Height(1), round: round, block: id,
                signatures: votes.suffix(quorum).map {
                    SeatSignature(seat: $0.seat, signature: $0.signature)
                }))
    }

    // MARK: What was logged

    private func log(of place: Int, _ polkas: [Polka?]) -> [VoteLogRecord] {
        var log = PastLog()
        for (number, round) in [earlier, later].enumerated() {
            let proposer = honest.count - 2 + number
            if let block = proposed(in: round), place == proposer {
                let valid = validRound(of: round) == nil ? nil : polkas[0]
                if let valid { log.follow(valid, block) }
                log.sign(
                    .proposal(
                        network.seats.proposal(
                            of: block, by: honest[place], round: round, polka: valid)))
            }
            log.sign(.vote(prevotes(in: round)[place]))
            // A repeated proposal brought its polka to everybody.
            if validRound(of: round) != nil, let polka = polkas[0] { log.follow(polka, block) }
            if past.locks[place] == (number == 0 ? .earlier : .later), let polka = polkas[number],
                let block = proposed(in: round)
            {
                log.follow(polka, block)
                log.lock()
            }
            log.sign(.vote(precommit(of: place, in: round)))
        }
        return log.records
    }

    // MARK: Playing it

    /// Starts all seats in the later round, which ends soon, and lets one of them decide.
    func begin() {
        let silence = Silence(
            honest: honest, later: later, heals: heals,
            heard: network.seats.set.quorum - 1 - faulty.count)
        network.route = { from, to, message, now in
            silence.passes(message, from: from, to: to, at: now) ? [10] : []
        }
        let polkas = [earlier, later].map { polka(of: $0) }
        let logs = honest.indices.map { log(of: $0, polkas) }
        judge(logs)
        for (seat, log) in zip(honest, logs) {
            network.crash(seat)
            network.nodes[seat].log = log
            network.check.entered(
                later, from: Round(later.value - 1), after: .max, by: seat)
            network.start(seat)
        }
        for seat in faulty {
            let nothing = network.seats.vote(.precommit, by: seat, for: nil, round: later)
            tell(.vote(nothing), to: honest, at: 10)
        }
        if let place = past.decided, let decision = decision() {
            tell(.decision(decision), to: [honest[place]], at: 5)
        }
    }

    /// The check sees what was signed, in the order in which it was.
    private func judge(_ logs: [[VoteLogRecord]]) {
        for round in [earlier, later] {
            for step in 0...VoteStep.precommit.rawValue {
                for (seat, log) in zip(honest, logs) {
                    for (index, record) in log.enumerated()
                    where record.signed.round == round && record.signed.stepNumber == step {
                        network.check.persisted(
                            record, after: index == 0 ? nil : log[index - 1], by: seat)
                    }
                }
            }
        }
    }

    /// A message of the faulty seat whose turn it is.
    func tell(_ message: ConsensusMessage, to receivers: [Int], at time: UInt64) {
        for receiver in receivers {
            network.deliver(message, from: faulty[0], to: receiver, at: time)
        }
    }
}

/// What passes before healing: nothing of the past but so many precommits that the later round ends
/// and nobody sees a certificate.
private struct Silence {
    let honest: [Int]
    let later: Round
    let heals: UInt64
    /// How many seats each one hears at the end of the later round: those that follow it, as many
    /// as make a quorum with itself and the faulty seats.
    let heard: Int

    func passes(_ message: ConsensusMessage, from: Int, to: Int, at now: UInt64) -> Bool {
        if now >= heals { return true }
        return switch message {
        case .proposal(let proposal): proposal.round > later
        case .polka(let polka): polka.round > later
        case .certificate(let certificate): certificate.round > later
        case .vote(let vote):
            vote.round > later
                || (vote.round == later && vote.step == .precommit && hears(to, from))
        case .body, .decision, .roundState: false
        }
    }

    private func hears(_ receiver: Int, _ sender: Int) -> Bool {
        guard let to = honest.firstIndex(of: receiver), let from = honest.firstIndex(of: sender)
        else { return false }
        return 1...heard ~= (from - to + honest.count) % honest.count
    }
}

/// A vote log as a correct seat writes it.
private struct PastLog {
    private(set) var records: [VoteLogRecord] = []
    private var locked: RoundBlock?
    private var valid: RoundBlock?
    private var polka: Polka?
    private var body: Block?

    mutating func follow(_ polka: Polka, _ block: Block) {
        if valid?.block != polka.block { body = block }
        valid = RoundBlock(round: polka.round, block: polka.block)
        self.polka = polka
    }

    mutating func lock() { locked = valid }

    mutating func sign(_ message: SignedMessage) {
        records.append(
            VoteLogRecord(
                signed: message, locked: locked, valid: valid, polka: polka, body: body))
        body = nil
    }
}
