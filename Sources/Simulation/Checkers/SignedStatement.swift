import Consensus
import LedgerTypes
import Replica
import Sealing

/// What a seat put its signature under, wherever it was found.
struct SignedStatement: Hashable, Sendable {
    enum Step: UInt64, Hashable, Sendable {
        case proposal = 0
        case prevote = 1
        case precommit = 2
    }

    let step: Step
    let height: Height
    let round: Round
    let block: BlockID?
    let validRound: Round?
    let seat: SeatIndex
    let signature: Signature

    /// The lines under the signature.
    func lines(chain: ChainID) -> [UInt8] {
        switch step {
        case .proposal:
            SigningTemplate.proposal(
                chain: chain, height: height, round: round, block: block ?? BlockID(.zero),
                validRound: validRound)
        case .prevote:
            SigningTemplate.prevote(
                chain: chain, height: height, round: round, block: block, validRound: validRound)
        case .precommit:
            SigningTemplate.precommit(chain: chain, height: height, round: round, block: block)
        }
    }

    /// True if both say the same of the same place.
    func agrees(with other: SignedStatement) -> Bool {
        block == other.block && validRound == other.validRound
    }

    init(_ vote: Vote) {
        step = vote.step == .prevote ? .prevote : .precommit
        height = vote.height
        round = vote.round
        block = vote.block
        validRound = vote.validRound
        seat = vote.seat
        signature = vote.signature
    }

    init(_ proposal: Proposal, suite: CryptoSuite) {
        step = .proposal
        height = proposal.height
        round = proposal.round
        block = proposal.block.header.id(suite: suite)
        validRound = proposal.validRound
        seat = proposal.seat
        signature = proposal.signature
    }

    init(claim: ProposalClaim) {
        step = .proposal
        height = claim.height
        round = claim.round
        block = claim.block
        validRound = claim.validRound
        seat = claim.seat
        signature = claim.signature
    }

    private init(_ item: SeatSignature, _ certificate: CommitCertificate) {
        step = .precommit
        height = certificate.height
        round = certificate.round
        block = certificate.block
        validRound = nil
        seat = item.seat
        signature = item.signature
    }

    private init(_ item: SeatSignature, _ polka: Polka) {
        step = .prevote
        height = polka.height
        round = polka.round
        block = polka.block
        validRound = polka.validRound
        seat = item.seat
        signature = item.signature
    }

    static func all(in certificate: CommitCertificate) -> [SignedStatement] {
        certificate.signatures.map { SignedStatement($0, certificate) }
    }

    static func all(in polka: Polka) -> [SignedStatement] {
        polka.signatures.map { SignedStatement($0, polka) }
    }

    /// Everything signed in a message about a height.
    static func all(in message: ConsensusMessage, suite: CryptoSuite) -> [SignedStatement] {
        switch message {
        case .proposal(let proposal):
            [SignedStatement(proposal, suite: suite)] + (proposal.polka.map(all(in:)) ?? [])
        case .vote(let vote): [SignedStatement(vote)]
        case .polka(let polka): all(in: polka)
        case .certificate(let certificate): all(in: certificate)
        case .body, .roundState: []
        case .decision(let committed): all(in: committed.certificate)
        }
    }
}
