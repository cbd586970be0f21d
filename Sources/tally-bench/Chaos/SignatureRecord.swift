import Consensus
import LedgerTypes
import Sealing

/// What each seat has signed, wherever it was seen: two different things at one place are a
/// conflict, whether or not anything came of it.
struct SignatureRecord {
    private struct Place: Hashable {
        let height: Height
        let round: Round
        /// 0 proposal, 1 prevote, 2 precommit.
        let step: UInt64
        /// Its number among the seats that were due, also where a recovery has left fewer.
        var seat: SeatIndex
    }

    private struct Saying {
        let content: String
        let source: String
    }

    private let suite: CryptoSuite
    private var said: [Place: Saying] = [:]
    private var recoveries: [Height: (round: Round, remaining: [SeatIndex])] = [:]
    private(set) var conflicts: [String] = []

    init(suite: CryptoSuite) { self.suite = suite }

    /// Signatures of different places that were seen.
    var count: Int { said.count }

    /// At one height seats have two numbers: before a recovery, and from its first round on.
    mutating func recovered(at height: Height, from round: Round, remaining: [SeatIndex]) {
        recoveries[height] = (round, remaining)
    }

    mutating func note(_ message: ConsensusMessage, from source: String) {
        switch message {
        case .proposal(let proposal):
            let place = Place(
                height: proposal.height, round: proposal.round, step: 0, seat: proposal.seat)
            let block = proposal.block.header.id(suite: suite)
            note(place, Self.content(block, proposal.validRound), source)
            if let polka = proposal.polka { note(polka, from: source) }
            if let parent = proposal.block.body.parentCertificate { note(parent, from: source) }
        case .vote(let vote):
            let place = Place(
                height: vote.height, round: vote.round, step: vote.step.rawValue, seat: vote.seat)
            note(place, Self.content(vote.block, vote.validRound), source)
        case .polka(let polka): note(polka, from: source)
        case .certificate(let certificate): note(certificate, from: source)
        case .decision(let committed): note(committed.certificate, from: source)
        default: break
        }
    }

    /// A certificate is a quorum of precommits.
    mutating func note(_ certificate: CommitCertificate, from source: String) {
        for signature in certificate.signatures {
            let place = Place(
                height: certificate.height, round: certificate.round,
                step: VoteStep.precommit.rawValue, seat: signature.seat)
            note(place, Self.content(certificate.block, nil), source)
        }
    }

    private mutating func note(_ polka: Polka, from source: String) {
        for signature in polka.signatures {
            let place = Place(
                height: polka.height, round: polka.round, step: VoteStep.prevote.rawValue,
                seat: signature.seat)
            note(place, Self.content(polka.block, polka.validRound), source)
        }
    }

    private mutating func note(_ place: Place, _ content: String, _ source: String) {
        var place = place
        if let recovery = recoveries[place.height], place.round >= recovery.round,
            place.seat.value < recovery.remaining.count
        {
            place.seat = recovery.remaining[Int(place.seat.value)]
        }
        guard let known = said[place] else {
            said[place] = Saying(content: content, source: source)
            return
        }
        guard known.content != content else { return }
        conflicts.append(
            """
            seat \(place.seat) signed twice at height \(place.height), round \(place.round), step \
            \(place.step): \(known.content) (\(known.source)) and \(content) (\(source))
            """)
    }

    private static func content(_ block: BlockID?, _ validRound: Round?) -> String {
        (block.map { "\($0)" } ?? "nil") + (validRound.map { " after \($0)" } ?? "")
    }
}
