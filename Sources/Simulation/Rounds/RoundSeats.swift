import LedgerTypes
import Sealing

/// Seats with keys from fixed numbers, and what they sign: for harnesses that run the rules alone.
package struct RoundSeats: Sendable {
    package static let suite = CryptoSuite.ed25519SHA256
    package static let chain = ChainID(suite.hash(Array("a chain for enumeration".utf8)))
    package static let startTime = BlockTime(1_700_000_000_000)
    /// The time of the genesis block.
    package static let parentTime = BlockTime(startTime.value - 10_000)
    /// Most seats of one network.
    package static let maximum = 10

    package let keys: [SigningKey]
    package let set: SeatSet

    // Made once: a key costs more than a run's votes.
    private static let made: [RoundSeats] = (1...maximum).map { RoundSeats(making: $0) }

    /// The seats of a network of that size, 1 to `maximum`.
    package static func of(_ count: Int) -> RoundSeats { made[count - 1] }

    private init(making count: Int) {
        do {
            var keys: [SigningKey] = []
            for index in 0..<count {
                let seed = [UInt8](repeating: UInt8(index + 1), count: 32)
                keys.append(try SigningKey(seed: SecretBytes(seed), suite: Self.suite))
            }
            self.keys = keys
            set = try SeatSet(
                checking: keys.enumerated().map {
                    Seat(member: Self.member($0.offset), key: $0.element.verifyingKey)
                })
        } catch {
            preconditionFailure("no seats: \(error)")
        }
    }

    package static func member(_ index: Int) -> MemberID { MemberID(unchecked: "m\(index)") }

    package static func id(_ block: Block) -> BlockID { block.header.id(suite: suite) }

    /// A block without transactions; `mark` tells blocks of one proposer apart.
    package static func block(
        height: Height, proposer: Int, mark: UInt64, time: BlockTime, parent: BlockID
    ) -> Block {
        let header = Header(
            chain: chain, height: height, parent: parent, parentCertificate: .zero,
            time: time, proposer: SeatIndex(UInt64(proposer)), entryRoot: .zero,
            entryCount: mark, stateRoot: .zero, seatSet: .zero, nextSeatSet: .zero,
            parameters: .zero, rules: .zero, recoveryEpoch: 0)
        return Block(header: header, body: Body(transactions: [], parentCertificate: nil))
    }

    /// Blocks with marks from this one on are not valid: they stand for wrong roots.
    package static let unsoundMark: UInt64 = 1 << 40

    /// The name of a parent; nil is the genesis block.
    static func id(_ parent: Block?) -> BlockID { parent.map { id($0) } ?? BlockID(chain.digest) }

    /// The time of a parent; nil is the genesis block.
    static func time(of parent: Block?) -> BlockTime {
        parent?.header.time ?? parentTime
    }

    /// What stands for the execution of a block: whether it follows from its parent.
    static func isSound(_ block: Block, after parent: Block?) -> Bool {
        let header = block.header
        return header.height == (parent?.header.height ?? .genesis).next
            && header.parent == id(parent) && header.time > time(of: parent)
            && header.time <= BlockTime.last && header.entryCount < unsoundMark
            && block.body.evidence.isEmpty && block.body.transactions.isEmpty
            && block.body.parentCertificate == nil
    }

    /// A vote of a faulty seat.
    package func vote(
        _ step: VoteStep, by seat: Int, for block: BlockID?, height: Height = Height(1),
        round: Round = .first, validRound: Round? = nil
    ) -> Vote {
        let bytes =
            switch step {
            case .prevote:
                SigningTemplate.prevote(
                    chain: Self.chain, height: height, round: round, block: block,
                    validRound: validRound)
            case .precommit:
                SigningTemplate.precommit(
                    chain: Self.chain, height: height, round: round, block: block)
            }
        return Vote(
            step: step, height: height, round: round, block: block, validRound: validRound,
            seat: SeatIndex(UInt64(seat)), signature: keys[seat].sign(bytes))
    }

    /// A proposal of a faulty seat.
    package func proposal(
        of block: Block, by seat: Int, round: Round = .first, polka: Polka? = nil
    ) -> Proposal {
        let bytes = SigningTemplate.proposal(
            chain: Self.chain, height: block.header.height, round: round, block: Self.id(block),
            validRound: polka?.round)
        return Proposal(
            round: round, validRound: polka?.round, block: block, polka: polka,
            seat: SeatIndex(UInt64(seat)), signature: keys[seat].sign(bytes))
    }
}
