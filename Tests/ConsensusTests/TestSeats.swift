import LedgerTypes
import Sealing

@testable import Consensus

/// Seats with keys from fixed seeds, made once.
enum TestSeats {
    static let suite = CryptoSuite.ed25519SHA256
    static let chain = ChainID(suite.hash(Array("a chain for tests".utf8)))
    static let startTime = BlockTime(1_700_000_000_000)

    static let keys: [SigningKey] = (0..<30).map { index in
        do {
            return try SigningKey(
                seed: SecretBytes([UInt8](repeating: UInt8(index + 1), count: 32)), suite: suite)
        } catch {
            preconditionFailure("\(error)")
        }
    }

    private static let sets: [SeatSet] = (1...10).map(makeSet)
    private static let largeSet = makeSet(30)

    private static func makeSet(_ count: Int) -> SeatSet {
        do {
            return try SeatSet(
                checking: (0..<count).map {
                    Seat(member: member($0), key: keys[$0].verifyingKey)
                })
        } catch {
            preconditionFailure("\(error)")
        }
    }

    /// Sets of 1 to 10 seats, and of 30.
    static func set(_ count: Int) -> SeatSet { count == 30 ? largeSet : sets[count - 1] }

    /// Ascending by index: letters, then a digit.
    static func member(_ index: Int) -> MemberID {
        MemberID(unchecked: index < 10 ? "m\(index)" : "n\(index)")
    }

    static func context(
        _ height: UInt64 = 1, seats: Int = 4, parameters: ChainParameters = .standard,
        firstRound: UInt64 = 0
    ) -> HeightContext {
        HeightContext(
            suite: suite, chain: chain, height: Height(height), seats: set(seats),
            parameters: parameters, firstRound: Round(firstRound))
    }

    static func block(
        height: UInt64 = 1, proposer: Int, mark: UInt64 = 0, time: BlockTime = startTime,
        parent: BlockID = BlockID(chain.digest)
    ) -> Block {
        let header = Header(
            chain: chain, height: Height(height), parent: parent, parentCertificate: .zero,
            time: time, proposer: SeatIndex(UInt64(proposer)), entryRoot: .zero,
            entryCount: mark, stateRoot: .zero, seatSet: .zero, nextSeatSet: .zero,
            parameters: .zero, rules: .zero, recoveryEpoch: 0)
        return Block(header: header, body: Body(transactions: [], parentCertificate: nil))
    }

    static func id(_ block: Block) -> BlockID { block.header.id(suite: suite) }

    static func prevote(
        _ seat: Int, _ block: BlockID?, round: UInt64 = 0, height: UInt64 = 1,
        validRound: UInt64? = nil
    ) -> Vote {
        let bytes = SigningTemplate.prevote(
            chain: chain, height: Height(height), round: Round(round), block: block,
            validRound: validRound.map { Round($0) })
        return Vote(
            step: .prevote, height: Height(height), round: Round(round), block: block,
            validRound: validRound.map { Round($0) }, seat: SeatIndex(UInt64(seat)),
            signature: keys[seat].sign(bytes))
    }

    static func precommit(
        _ seat: Int, _ block: BlockID?, round: UInt64 = 0, height: UInt64 = 1
    ) -> Vote {
        let bytes = SigningTemplate.precommit(
            chain: chain, height: Height(height), round: Round(round), block: block)
        return Vote(
            step: .precommit, height: Height(height), round: Round(round), block: block,
            validRound: nil, seat: SeatIndex(UInt64(seat)), signature: keys[seat].sign(bytes))
    }

    static func proposal(
        _ seat: Int, _ block: Block, round: UInt64 = 0, polka: Polka? = nil
    ) -> Proposal {
        let bytes = SigningTemplate.proposal(
            chain: chain, height: block.header.height, round: Round(round), block: id(block),
            validRound: polka?.round)
        return Proposal(
            round: Round(round), validRound: polka?.round, block: block, polka: polka,
            seat: SeatIndex(UInt64(seat)), signature: keys[seat].sign(bytes))
    }

    static func polka(
        _ seats: [Int], _ block: BlockID, round: UInt64 = 0, validRound: UInt64? = nil
    ) -> Polka {
        Polka(
            height: Height(1), round: Round(round), block: block,
            validRound: validRound.map { Round($0) },
            signatures: seats.map {
                let vote = prevote($0, block, round: round, validRound: validRound)
                return SeatSignature(seat: vote.seat, signature: vote.signature)
            })
    }

    static func certificate(_ seats: [Int], _ block: BlockID, round: UInt64 = 0)
        -> CommitCertificate
    {
        CommitCertificate(
            height: Height(1), round: Round(round), block: block,
            signatures: seats.map {
                let vote = precommit($0, block, round: round)
                return SeatSignature(seat: vote.seat, signature: vote.signature)
            })
    }
}
