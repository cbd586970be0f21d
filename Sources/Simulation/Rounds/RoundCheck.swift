import Consensus
import LedgerTypes

/// Something that no run of the rules may show.
package struct RoundViolation: Hashable, Sendable, CustomStringConvertible {
    /// What was broken.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Two blocks were decided at one height.
        case agreement
        /// A decision rests on too few signatures that hold.
        case certificate
        /// An honest seat signed two things for one place.
        case doubleSigning = "double signing"
        /// The lock that is logged is not the last block that the seat precommitted.
        case lock
        /// A vote, or what it rests on, lacks the quorum of prevotes that it needs.
        case unfoundedVote = "unfounded vote"
        /// An honest seat voted for a block that is not valid, or not its proposer's.
        case invalidBlock = "invalid block"
        /// A block was decided with a time that no clock showed, or in the name of an honest seat
        /// that did not make it.
        case origin
        /// A round was left before its time, or entered where no honest seat was.
        case roundChange = "round change"
        /// A seat signs that must not, or does not say why it is silent.
        case silence
        /// An honest seat is reported.
        case accusation
        /// Who lied is not named, by somebody who knows of it.
        case accountability
        /// More is kept than the bounds allow.
        case bound
        /// Nothing was decided in time.
        case liveness
        /// It was decided, and later than in the first round whose proposer is honest.
        case lateness
        /// The rules, written down a second time, say otherwise.
        case reference
        /// A seat's files or the store let out, took or forgot what they must not.
        case files
        /// What the auditor of whole nodes found.
        case auditor
        /// What waits takes more room than it may, or another's.
        case room
    }

    package let kind: Kind
    package let detail: String

    package var description: String { "\(kind.rawValue): \(detail)" }
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
    /// Blocks for which no honest seat may vote. For lookup only.
    var banned: Set<BlockID> = []
    /// Seats that may sign nothing for now. For lookup only.
    var silent: Set<Int> = []
    /// Seats whose key others hold, or whose log does not hold: they must say so. For lookup only.
    var exposed: Set<Int> = []
    /// Seats that said so. For lookup only.
    private var fallen: Set<Int> = []
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
    ///
    /// - Parameter sound: what the seat has found valid; nil leaves that out.
    mutating func persisted(
        _ record: VoteLogRecord, after earlier: VoteLogRecord?, by seat: Int,
        sound: Set<BlockID>? = nil
    ) {
        let message = record.signed
        let place = Place(
            seat: seat, height: message.height, round: message.round, step: message.stepNumber)
        if let other = signed[place], other != message {
            note(.doubleSigning, "m\(seat) signs twice in round \(message.round)")
        }
        signed[place] = message
        if silent.contains(seat) {
            note(.silence, "m\(seat) signs step \(message.stepNumber) of round \(message.round)")
        }
        if case .proposal(let proposal) = message { made.insert(RoundSeats.id(proposal.block)) }
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
        checkFounded(record, by: seat, sound)
    }

    /// A repeated block, a precommit and what the log calls valid each rest on a quorum of prevotes
    /// that were signed before; and a lock gives way to a quorum of its own round or a later one.
    private mutating func checkFounded(
        _ record: VoteLogRecord, by seat: Int, _ sound: Set<BlockID>? = nil
    ) {
        if let valid = record.valid, !isFounded(valid, record.height) {
            note(.unfoundedVote, "m\(seat) takes \(name(valid)) for valid")
        }
        switch record.signed {
        case .proposal(let proposal):
            guard let round = proposal.validRound else { return }
            let again = RoundBlock(round: round, block: RoundSeats.id(proposal.block))
            if !isFounded(again, record.height) {
                note(.unfoundedVote, "m\(seat) repeats \(name(again))")
            }
        case .vote(let vote):
            guard let block = vote.block else { return }
            if banned.contains(block) || sound?.contains(block) == false {
                note(
                    .invalidBlock, "m\(seat) votes for it in round \(vote.round)")
            }
            let base = vote.step == .precommit ? vote.round : vote.validRound
            if let base, !isFounded(RoundBlock(round: base, block: block), record.height) {
                note(
                    .unfoundedVote,
                    "m\(seat) \(vote.step)s \(block.digest.short) in round \(vote.round):"
                        + " no quorum in round \(base)")
            }
            if vote.step == .prevote, let locked = record.locked, locked.block != block,
                base.map({ $0 < locked.round }) ?? true
            {
                note(
                    .unfoundedVote,
                    "m\(seat) prevotes \(block.digest.short) against \(name(locked))")
            }
        }
    }

    /// Whether a quorum may have prevoted a block in a round, all naming the same valid round: the
    /// honest seats that did, and the faulty ones, who sign whatever they like.
    private func isFounded(_ found: RoundBlock, _ height: Height) -> Bool {
        let votes = (0..<seats.count).compactMap { seat -> Vote? in
            let place = Place(
                seat: seat, height: height, round: found.round, step: VoteStep.prevote.rawValue)
            guard case .vote(let vote)? = signed[place], vote.block == found.block else {
                return nil
            }
            return vote
        }
        return faulty.count >= seats.quorum
            || votes.contains { one in
                votes.count { $0.validRound == one.validRound } + faulty.count >= seats.quorum
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
            note(.invalidBlock, "m\(seat) decides \(name), which is not valid")
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

    /// The reference found a step that no rule allows, or a rule that was left out.
    mutating func disagreed(_ text: String, about seat: Int) {
        note(.reference, "m\(seat): \(text)")
    }

    /// Whoever is reported must be faulty, or its key in other hands.
    mutating func accused(_ seat: Int, _ why: String) {
        if !faulty.contains(seat), !exposed.contains(seat) { note(.accusation, "m\(seat): \(why)") }
    }

    /// A seat says that it signs no more, for which it needs a reason.
    mutating func fellSilent(_ seat: Int, _ why: String) {
        fallen.insert(seat)
        accused(seat, why)
    }

    /// Whoever has a reason to fall silent has said so by now.
    mutating func checkSilence() {
        for seat in exposed.sorted() where !fallen.contains(seat) {
            note(.silence, "m\(seat) does not say that it signs no more")
        }
    }

    /// What a family of scenarios asks besides.
    mutating func failed(_ kind: RoundViolation.Kind, _ detail: String) { note(kind, detail) }
}
