import Bilingual
import CanonicalCoding
import Sealing

/// Signed messages that no correct seat can have signed together.
///
/// A pair stands in the order of its canonical bytes, so that it has one form only; the functions
/// `conflict` make it.
/// Source: docs/reference/ledger-formats.md, "Evidence of misbehaviour holds if".
package enum MisbehaviourEvidence: Hashable, Sendable {
    /// Two votes of one seat at the same height, round and step.
    case votes(Vote, Vote)
    /// Two proposals of one seat for the same height and round.
    case proposals(ProposalClaim, ProposalClaim)
    /// A seat that signed the certificate of a block and prevoted another one in a later round,
    /// for a reason that is older than the certificate.
    case amnesia(CommitCertificate, Vote)

    /// The evidence of two votes, or nil if a correct seat may have signed both.
    package static func conflict(_ one: Vote, _ other: Vote) -> MisbehaviourEvidence? {
        let (first, second) = ordered(one, other)
        let found = MisbehaviourEvidence.votes(first, second)
        return found.isContradiction ? found : nil
    }

    /// The evidence of two proposals, or nil if a correct seat may have signed both.
    package static func conflict(
        _ one: ProposalClaim, _ other: ProposalClaim
    ) -> MisbehaviourEvidence? {
        let (first, second) = ordered(one, other)
        let found = MisbehaviourEvidence.proposals(first, second)
        return found.isContradiction ? found : nil
    }

    /// The evidence of a certificate and a later prevote, or nil if they do not contradict.
    package static func conflict(
        _ certificate: CommitCertificate, _ prevote: Vote
    ) -> MisbehaviourEvidence? {
        let found = MisbehaviourEvidence.amnesia(certificate, prevote)
        return found.isContradiction ? found : nil
    }

    /// Who did what and where: two pieces of evidence about the same are one.
    package var subject: MisbehaviourSubject {
        switch self {
        case .votes(let vote, _):
            MisbehaviourSubject(
                height: vote.height, round: vote.round, seat: vote.seat,
                offence: vote.step == .prevote ? .twoPrevotes : .twoPrecommits)
        case .proposals(let claim, _):
            MisbehaviourSubject(
                height: claim.height, round: claim.round, seat: claim.seat,
                offence: .twoProposals)
        case .amnesia(_, let vote):
            MisbehaviourSubject(
                height: vote.height, round: vote.round, seat: vote.seat, offence: .amnesia)
        }
    }

    package var height: Height { subject.height }
    package var seat: SeatIndex { subject.seat }

    /// Checks the evidence under the seats of its height: the order of a pair, the contradiction
    /// and every signature.
    package func verify(chain: ChainID, seats: SeatSet) throws(EvidenceFault) {
        guard isOrdered else { throw .notInOrder }
        guard isContradiction else { throw .noContradiction }
        guard seats[seat] != nil else { throw .seatUnknown }
        switch self {
        case .votes(let one, let other):
            guard one.isSigned(chain: chain, seats: seats),
                other.isSigned(chain: chain, seats: seats)
            else { throw .signatureWrong }
        case .proposals(let one, let other):
            guard one.isSigned(chain: chain, seats: seats),
                other.isSigned(chain: chain, seats: seats)
            else { throw .signatureWrong }
        case .amnesia(let certificate, let vote):
            guard vote.isSigned(chain: chain, seats: seats) else { throw .signatureWrong }
            do {
                try certificate.verify(
                    chain: chain, height: vote.height, block: certificate.block, seats: seats)
            } catch {
                throw .certificateWrong
            }
        }
    }

    private static let domain = DigestDomain("tally/misbehaviour/v1")

    package func digest(suite: CryptoSuite) -> Digest { suite.digest(Self.domain, of: self) }

    private var isOrdered: Bool {
        switch self {
        case .votes(let one, let other): Self.ordered(one, other) == (one, other)
        case .proposals(let one, let other): Self.ordered(one, other) == (one, other)
        case .amnesia: true
        }
    }

    /// Whether the messages, if they are signed, exclude one another for a correct seat.
    private var isContradiction: Bool {
        switch self {
        case .votes(let one, let other):
            (one.seat, one.height, one.round) == (other.seat, other.height, other.round)
                && one.step == other.step
                && (one.block != other.block || one.validRound != other.validRound)
        case .proposals(let one, let other):
            (one.seat, one.height, one.round) == (other.seat, other.height, other.round)
                && (one.block != other.block || one.validRound != other.validRound)
        case .amnesia(let certificate, let vote):
            vote.step == .prevote && vote.height == certificate.height
                && vote.round > certificate.round
                && vote.block.map { $0 != certificate.block } ?? false
                && vote.validRound.map { $0 < certificate.round } ?? true
                && certificate.signatures.contains { $0.seat == vote.seat }
        }
    }

    private static func ordered<Message: CanonicalCodable>(
        _ one: Message, _ other: Message
    ) -> (Message, Message) {
        other.canonicalBytes.lexicographicallyPrecedes(one.canonicalBytes)
            ? (other, one) : (one, other)
    }
}

/// Why evidence does not show what it claims.
package enum EvidenceFault: UInt64, Error, Hashable, Sendable {
    /// A pair has one order only.
    case notInOrder = 2401
    /// A correct seat may have signed both.
    case noContradiction = 2402
    case seatUnknown = 2403
    case signatureWrong = 2404
    case certificateWrong = 2405
}

extension MisbehaviourEvidence: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 3)
        switch self {
        case .votes(let one, let other):
            writer.unsigned(1)
            one.encode(into: &writer)
            other.encode(into: &writer)
        case .proposals(let one, let other):
            writer.unsigned(2)
            one.encode(into: &writer)
            other.encode(into: &writer)
        case .amnesia(let certificate, let vote):
            writer.unsigned(3)
            certificate.encode(into: &writer)
            vote.encode(into: &writer)
        }
    }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 3)
        switch try reader.unsigned() {
        case 1: self = .votes(try Vote(from: &reader), try Vote(from: &reader))
        case 2:
            self = .proposals(
                try ProposalClaim(from: &reader), try ProposalClaim(from: &reader))
        case 3: self = .amnesia(try CommitCertificate(from: &reader), try Vote(from: &reader))
        default: throw .invalidValue(at: reader.offset, field: "misbehaviour evidence")
        }
        reader.endArray()
    }
}

extension EvidenceFault: Worded {
    package var english: String {
        switch self {
        case .notInOrder: "its two messages are not in their order"
        case .noContradiction: "a correct seat may have signed both"
        case .seatUnknown: "it names a seat that there is not"
        case .signatureWrong: "a signature does not hold"
        case .certificateWrong: "its certificate does not hold"
        }
    }

    package var chinese: String {
        switch self {
        case .notInOrder: "两份消息的顺序不对"
        case .noContradiction: "正确的席位可以同时签署两者"
        case .seatUnknown: "指向不存在的席位"
        case .signatureWrong: "有签名不成立"
        case .certificateWrong: "所附证书不成立"
        }
    }
}
