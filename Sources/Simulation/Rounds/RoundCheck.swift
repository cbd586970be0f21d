import Consensus
import LedgerTypes

/// Something that no run of the rules may show.
public struct RoundViolation: Hashable, Sendable, CustomStringConvertible {
    /// What was broken.
    public enum Kind: String, Hashable, Sendable {
        /// Two blocks were decided at one height.
        case agreement
        /// A decision rests on too few signatures that hold.
        case certificate
        /// An honest seat signed two things for one place.
        case doubleSigning = "double signing"
        /// The lock that is logged is not the last block that the seat precommitted.
        case lock
        /// A block was voted for without the quorum of prevotes that frees or promises.
        case unfounded
        /// A block that does not follow from its parent was voted for or decided.
        case validity
        /// A block was decided with a time that no clock showed, or in the name of an honest seat
        /// that did not make it.
        case origin
        /// A round was left before its time, or entered where no honest seat was.
        case roundChange = "round change"
        /// An honest seat is reported.
        case accusation
        /// Nothing was decided in time.
        case liveness
        /// It was decided, and later than in the first round whose proposer is honest.
        case lateness
        /// What the auditor of whole nodes found.
        case auditor
    }

    public let kind: Kind
    public let detail: String

    public var description: String { "\(kind.rawValue): \(detail)" }
}

/// What must hold in every run, judged from what machines log, send and decide: never from inside.
struct RoundCheck {
    private struct Place: Hashable {
        let seat: Int
        let height: Height
        let round: Round
        let step: UInt64
    }

    private let seats: SeatSet
    private let faulty: Set<Int>
    private(set) var violations: [RoundViolation] = []
    // For lookup only.
    private var signed: [Place: SignedMessage] = [:]
    private var decisions: [Height: BlockID] = [:]
    /// Blocks that honest seats proposed. For lookup only.
    private var made: Set<BlockID> = []
    /// The highest round in which each seat has been.
    private(set) var reached: [Round]

    init(seats: SeatSet, faulty: Set<Int>) {
        self.seats = seats
        self.faulty = faulty
        reached = Array(repeating: .first, count: seats.count)
    }

    /// The highest round in which an honest seat has been.
    var highestRound: Round { reached.max() ?? .first }

    /// Nobody signs two things in one place, and the logged lock moves by R4 only.
    mutating func persisted(
        _ record: VoteLogRecord, after earlier: VoteLogRecord?, by seat: Int, sound: Set<BlockID>
    ) {
        let message = record.signed
        let place = Place(
            seat: seat, height: message.height, round: message.round, step: message.stepNumber)
        if let other = signed[place], other != message {
            note(.doubleSigning, "m\(seat) signs twice in round \(message.round)")
        }
        signed[place] = message
        switch message {
        case .vote(let vote): checkGrounds(of: vote, by: seat, sound)
        case .proposal(let proposal): made.insert(RoundSeats.id(proposal.block))
        }
        var promised = earlier.flatMap { $0.height == record.height ? $0.locked : nil }
        if case .vote(let vote) = message, vote.step == .precommit, let block = vote.block {
            promised = RoundBlock(round: vote.round, block: block)
        }
        if record.locked != promised {
            note(
                .lock,
                "m\(seat) in round \(message.round) is locked on \(name(record.locked)),"
                    + " not on \(name(promised))")
        }
    }

    /// A precommit rests on a quorum of prevotes, and so does a prevote for a repeated block; all
    /// but the faulty ones were signed by honest seats, whoever has seen them.
    private mutating func checkGrounds(of vote: Vote, by seat: Int, _ sound: Set<BlockID>) {
        guard let block = vote.block else { return }
        if !sound.contains(block) {
            note(.validity, "m\(seat) votes for \(block.digest.short), which it did not find valid")
        }
        guard let round = vote.step == .precommit ? vote.round : vote.validRound else { return }
        let grounds = reached.indices.count { other in
            let place = Place(
                seat: other, height: vote.height, round: round, step: VoteStep.prevote.rawValue)
            guard case .vote(let prevote)? = signed[place] else { return false }
            return prevote.block == block
        }
        if grounds + faulty.count < seats.quorum {
            note(
                .unfounded,
                "m\(seat) in round \(vote.round) votes for \(block.digest.short), which"
                    + " \(grounds) honest seats prevoted in round \(round)")
        }
    }

    /// Only the first of each kind: the rest follows from it.
    private mutating func note(_ kind: RoundViolation.Kind, _ detail: String) {
        guard !violations.contains(where: { $0.kind == kind }) else { return }
        violations.append(RoundViolation(kind: kind, detail: detail))
    }

    private func name(_ lock: RoundBlock?) -> String {
        lock.map { "\($0.block.digest.short) of round \($0.round)" } ?? "nothing"
    }

    /// A round begins after the one before it was waited out, or because an honest seat is there.
    mutating func entered(
        _ round: Round, from earlier: Round, after elapsed: UInt64, by seat: Int
    ) {
        defer { reached[seat] = max(reached[seat], round) }
        guard round > highestRound else { return }
        let parameters = RoundNetwork.parameters
        let wait = min(
            parameters.voteTimeout.value + parameters.voteTimeoutStep.value * earlier.value,
            parameters.timeoutCap.value)
        if round.value != earlier.value + 1 {
            note(.roundChange, "m\(seat) jumps to round \(round), where no honest seat is")
        } else if elapsed < wait {
            note(.roundChange, "m\(seat) leaves round \(earlier) after \(elapsed) ms")
        }
    }

    /// One block a height, under a quorum of signatures that hold.
    mutating func decided(
        _ committed: CommittedBlock, after parent: Block?, at now: UInt64, by seat: Int
    ) {
        checkOrigin(of: committed.block, after: parent, at: now, by: seat)
        let certificate = committed.certificate
        let id = RoundSeats.id(committed.block)
        if let other = decisions[committed.height], other != id {
            note(
                .agreement,
                "m\(seat) decides \(id.digest.short), others decided \(other.digest.short)")
        }
        decisions[committed.height] = id
        let bytes = SigningTemplate.precommit(
            chain: RoundSeats.chain, height: committed.height, round: certificate.round, block: id)
        let signers = Set(
            certificate.signatures.filter { item in
                seats[item.seat].map { $0.key.verifiesAdmitted(item.signature, over: bytes) }
                    ?? false
            }.map(\.seat))
        if signers.count < seats.quorum {
            note(.certificate, "m\(seat) decides on \(signers.count) signatures that hold")
        }
    }

    /// A decided block follows from its parent, was made in time, and by whom it says.
    private mutating func checkOrigin(
        of block: Block, after parent: Block?, at now: UInt64, by seat: Int
    ) {
        let name = RoundSeats.id(block).digest.short
        if !RoundSeats.isSound(block, after: parent) {
            note(.validity, "m\(seat) decides \(name), which is not valid")
        }
        let latest = RoundSeats.startTime.value + now + RoundNetwork.parameters.clockPrecision.value
        if block.header.time.value > latest {
            note(.origin, "m\(seat) decides \(name) with the time \(block.header.time)")
        }
        guard let proposer = Int(exactly: block.header.proposer.value), proposer < seats.count
        else { return note(.origin, "m\(seat) decides \(name) of no seat") }
        guard !faulty.contains(proposer) else { return }
        let isMade = made.contains(RoundSeats.id(block))
        if !isMade { note(.origin, "m\(seat) decides \(name), which m\(proposer) did not make") }
    }

    /// Whoever is reported must be faulty.
    mutating func accused(_ seat: Int, _ why: String) {
        if !faulty.contains(seat) { note(.accusation, "m\(seat): \(why)") }
    }
}
