import Consensus
import LedgerTypes
import Sealing

/// What faulty seats know together: their keys, and everything that they heard.
final class AdversaryMind {
    /// Signatures of one statement.
    struct Statement {
        let step: VoteStep
        let round: Round
        let block: BlockID?
        let validRound: Round?
        var signatures: [SeatSignature]
    }

    /// What was heard of one height.
    struct Hearsay {
        var blocks: [(id: BlockID, block: Block)] = []
        var statements: [Statement] = []
    }

    /// Numbers of its seats, ascending, each with its key.
    private(set) var keys: [(seat: SeatIndex, key: SigningKey)] = []
    private var all: [SigningKey] = []
    private var seats: SeatSet?
    let chain: ChainID
    let suite: CryptoSuite
    /// For lookup only.
    private var heights: [Height: Hearsay] = [:]
    /// What was heard last, to be said again.
    private(set) var messages: [ConsensusMessage] = []
    private var nextMessage = 0
    /// What has been made so far, by its name in the grammar. For lookup only; sorted before use.
    private(set) var made: Set<String> = []

    private static let remembered = 96
    private static let mostStatements = 192
    private static let mostBlocks = 24

    init(chain: ChainID, suite: CryptoSuite) {
        self.chain = chain
        self.suite = suite
    }

    /// One more faulty seat, among these; the numbers of all are those of this set from now on.
    func join(_ key: SigningKey, seats: SeatSet) {
        if !all.contains(where: { $0.verifyingKey == key.verifyingKey }) {
            all.append(key)
        } else if seats == self.seats {
            return
        }
        self.seats = seats
        keys = seats.seats.enumerated().compactMap { index, seat in
            all.first { $0.verifyingKey == seat.key }.map { (SeatIndex(UInt64(index)), $0) }
        }
    }

    func owns(_ seat: SeatIndex) -> Bool { keys.contains { $0.seat == seat } }

    func heard(at height: Height) -> Hearsay { heights[height] ?? Hearsay() }

    func note(made form: String) { made.insert(form) }

    // MARK: Hearing

    func hear(_ message: ConsensusMessage) {
        let height = message.height
        var found = heights[height] ?? Hearsay()
        heights[height] = nil
        switch message {
        case .proposal(let proposal):
            add(proposal.block, &found)
            if let polka = proposal.polka { add(polka, &found) }
        case .vote(let vote):
            add(
                Statement(
                    step: vote.step, round: vote.round, block: vote.block,
                    validRound: vote.validRound,
                    signatures: [SeatSignature(seat: vote.seat, signature: vote.signature)]),
                &found)
        case .polka(let polka): add(polka, &found)
        case .certificate(let certificate): add(certificate, &found)
        case .body(let block): add(block, &found)
        case .decision(let committed):
            add(committed.block, &found)
            add(committed.certificate, &found)
        case .roundState: break
        }
        heights[height] = found
        remember(message)
    }

    private func remember(_ message: ConsensusMessage) {
        guard messages.count == Self.remembered else { return messages.append(message) }
        messages[nextMessage] = message
        nextMessage = (nextMessage + 1) % Self.remembered
    }

    private func add(_ block: Block, _ found: inout Hearsay) {
        let id = block.header.id(suite: suite)
        guard found.blocks.count < Self.mostBlocks, !found.blocks.contains(where: { $0.id == id })
        else { return }
        found.blocks.append((id, block))
    }

    private func add(_ polka: Polka, _ found: inout Hearsay) {
        add(
            Statement(
                step: .prevote, round: polka.round, block: polka.block,
                validRound: polka.validRound, signatures: polka.signatures), &found)
    }

    private func add(_ certificate: CommitCertificate, _ found: inout Hearsay) {
        add(
            Statement(
                step: .precommit, round: certificate.round, block: certificate.block,
                validRound: nil, signatures: certificate.signatures), &found)
    }

    private func add(_ statement: Statement, _ found: inout Hearsay) {
        let place = found.statements.firstIndex {
            $0.round == statement.round && $0.step == statement.step
                && $0.block == statement.block && $0.validRound == statement.validRound
        }
        guard let place else {
            if found.statements.count < Self.mostStatements { found.statements.append(statement) }
            return
        }
        for item in statement.signatures
        where !found.statements[place].signatures.contains(where: { $0.seat == item.seat }) {
            found.statements[place].signatures.append(item)
        }
    }

    // MARK: What follows from it

    /// Signatures of a statement that hold: those that were heard, and its own.
    func signatures(
        _ step: VoteStep, height: Height, round: Round, block: BlockID?, validRound: Round?
    ) -> [SeatSignature] {
        let found = heard(at: height).statements.first {
            $0.step == step && $0.round == round && $0.block == block
                && $0.validRound == validRound
        }
        let others = (found?.signatures ?? []).filter { !owns($0.seat) }
        let lines = lines(step, height, round, block, validRound)
        let own = keys.map { SeatSignature(seat: $0.seat, signature: $0.key.sign(lines)) }
        return (others + own).sorted { $0.seat < $1.seat }
    }

    /// The latest block for which a quorum prevoted before a round, as far as it could show.
    func polka(height: Height, before round: Round, quorum: Int) -> Statement? {
        heard(at: height).statements.filter { item in
            item.step == .prevote && item.block != nil && item.round < round
                && item.signatures.count(where: { !owns($0.seat) }) + keys.count >= quorum
        }.max { $0.round < $1.round }
    }

    func lines(
        _ step: VoteStep, _ height: Height, _ round: Round, _ block: BlockID?, _ validRound: Round?
    ) -> [UInt8] {
        switch step {
        case .prevote:
            SigningTemplate.prevote(
                chain: chain, height: height, round: round, block: block, validRound: validRound)
        case .precommit:
            SigningTemplate.precommit(chain: chain, height: height, round: round, block: block)
        }
    }
}
