import Consensus
import LedgerTypes
import Replica
import Sealing
import SeatFiles

/// A run told line by line: when, who, height, round, step, rule and what.
///
/// One line for what changes something; messages on their way are left out. The form is stable:
/// golden files hold it.
struct Transcript {
    private(set) var lines: [String] = []
    private let suite: CryptoSuite
    private var blocks: [BlockID] = []
    private var transactions: [TransactionID] = []

    init(suite: CryptoSuite) { self.suite = suite }

    mutating func note(
        _ effect: ReplicaEffect, of node: SimulatedNode, cause: ReplicaInput, at time: UInt64
    ) {
        switch effect {
        case .persistVote(let record):
            let signed = record.signed
            add(
                time, node, "h\(signed.height) r\(signed.round)", rule(of: record, cause),
                words(of: signed))
        case .commit(let stored):
            let certificate = stored.committed.certificate
            let count = stored.results.count
            add(
                time, node, "h\(stored.height) r\(certificate.round)", "R7",
                "commits \(short(certificate.block)) with \(count) "
                    + (count == 1 ? "entry" : "entries"))
        case .note(.enteredRound(let height, let round)):
            var isTimer = false
            if case .timer = cause { isTimer = true }
            add(time, node, "h\(height) r\(round)", isTimer ? "R9" : "R8", "enters the round")
        case .note(.silenced(let height, let round)):
            add(
                time, node, "h\(height) r\(round)", "-",
                "finds votes of its own that it does not know, and signs no more")
        case .note(.behind(let own, let peer, let member)):
            add(
                time, node, "h\(own.next)", "-",
                "is at \(own), \(member) at \(peer): asks for blocks")
        case .note(let note): add(time, node, "", "-", "notes \(Self.name(of: note))")
        case .peerFault(let member, let fault):
            add(time, node, "", "-", "reports \(member), code \(fault.code)")
        default: break
        }
    }

    mutating func submitted(_ id: TransactionID, to node: SimulatedNode, at time: UInt64) {
        transactions.append(id)
        add(time, node, "", "-", "is given transaction \(transactions.count)")
    }

    mutating func started(_ node: SimulatedNode, at time: UInt64) {
        let height = node.machine?.height.value ?? 0
        let votes = node.voting.map { "\($0.log.recovered.count) records of votes" } ?? "no votes"
        add(time, node, "h\(height + 1)", "-", "starts at height \(height) with \(votes)")
    }

    static func text(_ fault: SeatFault) -> String {
        switch fault {
        case .blocks(let fault), .votes(.store(let fault)): "store fault \(fault.code)"
        case .votes(let fault): "signer fault \(fault.code)"
        default: "\(fault)"
        }
    }

    mutating func tell(_ node: SimulatedNode, _ what: String, at time: UInt64) {
        add(time, node, "", "-", what)
    }

    mutating func struck(_ fault: FaultEvent, at time: UInt64) {
        lines.append("\(Self.padded(time))  ***  \(fault)")
    }

    // MARK: words

    /// Which of the rules made the seat sign, as what made it do so shows.
    /// Source: docs/internals/consensus.md, "The rules".
    private func rule(of record: VoteLogRecord, _ cause: ReplicaInput) -> String {
        var isTimer = false
        if case .timer = cause { isTimer = true }
        switch record.signed {
        case .proposal: return "R0"
        case .vote(let vote):
            switch (vote.step, vote.block) {
            case (.prevote, .some): return vote.validRound == nil ? "R1" : "R2"
            case (.prevote, .none): return isTimer ? "R9" : "R1"
            case (.precommit, .some): return "R4"
            case (.precommit, .none): return isTimer ? "R9" : "R5"
            }
        }
    }

    private mutating func words(of signed: SignedMessage) -> String {
        switch signed {
        case .proposal(let proposal):
            let block = short(proposal.block.header.id(suite: suite))
            let again = proposal.validRound.map { " again, valid in round \($0)" } ?? ""
            return "proposes \(block)\(again)"
        case .vote(let vote):
            let verb = vote.step == .prevote ? "prevotes" : "precommits"
            let valid = vote.validRound.map { ", valid in round \($0)" } ?? ""
            return "\(verb) \(vote.block.map { short($0) } ?? "nil")\(valid)"
        }
    }

    /// A letter in the order of appearance: the same though what is executed changes.
    private mutating func short(_ block: BlockID) -> String {
        let place = blocks.firstIndex(of: block) ?? blocks.count
        if place == blocks.count { blocks.append(block) }
        let letter = Character(Unicode.Scalar(UInt8(65 + place % 26)))
        return place < 26 ? "\(letter)" : "\(letter)\(place / 26)"
    }

    private static func name(of note: ReplicaNote) -> String {
        switch note {
        case .misbehaviour(let evidence):
            "evidence against seat \(evidence.seat): \(evidence.subject.offence)"
        case .certifiedBlockRefused(let height, _, _):
            "a certified block \(height) that does not execute here"
        case .blockOfOtherSeats(let height, _, _):
            "a block \(height) that other seats certified"
        case .recovering(let height, let epoch):
            "height \(height) is recovered, epoch \(epoch)"
        case .recoveryRefused(let height, let refusal):
            "the order of recovery for height \(height) does not hold (\(refusal.code))"
        case .voteLogRefused(let height, let fault):
            "what the vote log says of \(height) does not hold: \(fault)"
        case .clock(let standing): "the clock \(standing)"
        case .asksForOwnVotes(let count): "that it asks \(count) seats for its own votes"
        case .signs(let height): "that it signs from height \(height)"
        default: String("\(note)".prefix { $0 != "(" })
        }
    }

    private mutating func add(
        _ time: UInt64, _ node: SimulatedNode, _ place: String, _ rule: String, _ what: String
    ) {
        let short = place + String(repeating: " ", count: max(0, 8 - place.count))
        let padded = rule + String(repeating: " ", count: max(0, 2 - rule.count))
        lines.append(
            "\(Self.padded(time))  \(node.member)  \(short) \(padded)  \(what)")
    }

    private static func padded(_ time: UInt64) -> String {
        let text = "\(time)"
        return String(repeating: " ", count: max(0, 8 - text.count)) + text
    }
}
