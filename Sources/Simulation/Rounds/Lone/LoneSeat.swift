import Consensus
import LedgerTypes

/// One round machine alone with three voices: everything that it hears is chosen, so that a number
/// says exactly what it knows when it has to act.
///
/// The voices are no machines, and may say what no quorum of honest seats would: the reference and
/// the check ask of this one machine whether it keeps the rules, whatever it hears.
struct LoneSeat {
    let network: RoundNetwork
    let seat: Int
    /// The voices, in the order of their turns after the seat's own.
    let others: [Int]
    /// The round after the seat's first turn: three rounds of the others follow, then its own.
    let base: UInt64

    static let count = 4
    static let height = Height(1)

    /// - Parameter log: what the seat finds in its vote log.
    init(
        _ seat: Int, firstRound: Round = .first, log: [VoteLogRecord] = [], isIdle: Bool = false,
        isTold: Bool
    ) {
        self.seat = seat
        others = (1..<Self.count).map { (seat + $0) % Self.count }
        // At height 1 it is the turn of seat 1 in round 0.
        base = UInt64(seat)
        network = RoundNetwork(
            Self.count, faulty: Set(others), isTold: isTold)
        network.crash(seat)
        network.firstRound = firstRound
        network.isIdle = isIdle
        network.nodes[seat].log = log
        reach(firstRound, by: seat)
        for record in log { reach(record.signed.round, by: seat) }
    }

    /// Starts the machine: not before everything is set that it starts with.
    func start() { network.start(seat) }

    /// A round in which one of the voices proposes: the first, second or third after `base`.
    func round(_ number: Int) -> Round { Round(base + UInt64(number)) }

    /// Who proposes in a round.
    func proposer(_ round: Round) -> Int { Int((1 + round.value) % UInt64(Self.count)) }

    /// A block of the proposer of a round.
    func block(_ round: Round, mark: UInt64 = 1_000_000, at time: UInt64 = 0) -> Block {
        StagedPast.made(
            by: proposer(round), mark: mark + round.value,
            time: BlockTime(RoundSeats.startTime.value + time))
    }

    // MARK: What it hears

    /// A message of one of the voices.
    func tell(_ message: ConsensusMessage, by sender: Int? = nil, at time: UInt64) {
        network.deliver(message, from: sender ?? others[0], to: seat, at: time)
    }

    func propose(
        _ block: Block, _ round: Round, polka: Polka? = nil, by sender: Int? = nil, at time: UInt64
    ) {
        let proposer = proposer(round)
        let proposal = network.seats.proposal(of: block, by: proposer, round: round, polka: polka)
        tell(.proposal(proposal), by: sender ?? proposer, at: time)
    }

    /// The same vote of some of the voices, each of its own.
    func vote(
        _ step: VoteStep, for block: Block?, _ round: Round, validRound: Round? = nil,
        by voters: [Int]? = nil, at time: UInt64
    ) {
        for voter in voters ?? others {
            let vote = network.seats.vote(
                step, by: voter, for: block.map(RoundSeats.id), round: round,
                validRound: validRound)
            let seats = self
            network.at(time) { _ in seats.reach(round, by: voter) }
            tell(.vote(vote), by: voter, at: time)
        }
    }

    /// Two of the voices go on to a round: the seat follows them (R8).
    ///
    /// - Parameter step: of the votes that show it; they are for nothing.
    func goOn(to round: Round, by step: VoteStep = .precommit, at time: UInt64) {
        vote(step, for: nil, round, by: Array(others.prefix(2)), at: time)
    }

    /// A voice is in a round, so that the check lets others follow it there.
    private func reach(_ round: Round, by seat: Int) {
        guard round > .first else { return }
        network.check.entered(round, from: Round(round.value - 1), after: .max, by: seat)
    }

    /// A quorum of prevotes: of the voices, unless others are named.
    func polka(
        of block: Block, _ round: Round, validRound: Round? = nil, by voters: [Int]? = nil
    ) -> Polka {
        polka(of: RoundSeats.id(block), round, validRound: validRound, by: voters)
    }

    func polka(
        of id: BlockID, _ round: Round, validRound: Round? = nil, by voters: [Int]? = nil
    ) -> Polka {
        Polka(
            height: Self.height, round: round, block: id, validRound: validRound,
            signatures: signatures(by: voters ?? others) {
                network.seats.vote(.prevote, by: $0, for: id, round: round, validRound: validRound)
            })
    }

    /// A quorum of precommits, likewise.
    func certificate(of block: Block, _ round: Round, by voters: [Int]? = nil)
        -> CommitCertificate
    {
        let id = RoundSeats.id(block)
        return CommitCertificate(
            height: Self.height, round: round, block: id,
            signatures: signatures(by: voters ?? others) {
                network.seats.vote(.precommit, by: $0, for: id, round: round)
            })
    }

    private func signatures(by voters: [Int], of vote: (Int) -> Vote) -> [SeatSignature] {
        voters.sorted().map {
            SeatSignature(seat: SeatIndex(UInt64($0)), signature: vote($0).signature)
        }
    }

    // MARK: What came of it

    /// Runs it; nothing needs to be decided.
    func outcome(until end: UInt64) -> RoundOutcome {
        network.run(until: end)
        return RoundOutcome(asking: network)
    }

    /// The seat's votes and proposals, as its log has them.
    var said: [SignedMessage] { network.nodes[seat].log.map(\.signed) }
}
