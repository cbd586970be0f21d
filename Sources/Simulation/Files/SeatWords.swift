import BlockStore
import Consensus
import LedgerTypes
import Sealing

/// What a seat says to its files in `SeatFilesRun`, signed with its own key or with another one.
enum SeatWords {
    static let suite = Consortium.suite
    static let chain = ChainID(suite.hash(Array("seat files".utf8)))
    static let key = Consortium.key("files/own")
    static let stranger = Consortium.key("files/stranger")

    /// A place in the order of what is said: height, round and step.
    struct Place: Hashable, Comparable, CustomStringConvertible {
        let height: UInt64
        let round: UInt64
        /// 0 is a proposal, 1 a prevote, 2 a precommit.
        let step: UInt64

        init(_ height: UInt64, _ round: UInt64, _ step: UInt64) {
            self.height = height
            self.round = round
            self.step = step
        }

        init(_ record: VoteLogRecord) {
            self.init(
                record.height.value, record.signed.round.value, record.signed.stepNumber)
        }

        /// Where the register says that it stands; a barrier lies before all of its height.
        init(_ position: SignerPosition) {
            let step: UInt64 =
                switch position.step {
                case .barrier, .proposal: 0
                case .prevote: 1
                case .precommit: 2
                }
            self.init(position.height.value, position.round.value, step)
        }

        static func < (left: Place, right: Place) -> Bool {
            (left.height, left.round, left.step) < (right.height, right.round, right.step)
        }

        var description: String { "\(height)/\(round)/\(step)" }

        /// Where a seat goes on that has just spoken here.
        var next: Place { step < 2 ? Place(height, round, step + 1) : Place(height, round + 1, 1) }
    }

    /// Words for a place; another mark makes them other words.
    static func record(
        _ place: Place, mark: UInt8, key: SigningKey = SeatWords.key
    ) -> VoteLogRecord {
        let (height, round) = (Height(place.height), Round(place.round))
        let signed: SignedMessage
        if place.step == 0 {
            let block = block(height, mark: mark)
            let bytes = SigningTemplate.proposal(
                chain: chain, height: height, round: round,
                block: block.header.id(suite: suite), validRound: nil)
            signed = .proposal(
                Proposal(
                    round: round, validRound: nil, block: block, polka: nil, seat: SeatIndex(0),
                    signature: key.sign(bytes)))
        } else {
            func vote(_ signature: Signature) -> Vote {
                Vote(
                    step: place.step == 1 ? .prevote : .precommit, height: height, round: round,
                    block: BlockID(suite.hash([mark])), validRound: nil, seat: SeatIndex(0),
                    signature: signature)
            }
            signed = .vote(vote(key.sign(vote(Signature([])).signedBytes(chain: chain))))
        }
        return VoteLogRecord(signed: signed, locked: nil, valid: nil, polka: nil, body: nil)
    }

    /// The same words under another signature.
    static func resigned(_ record: VoteLogRecord) -> VoteLogRecord {
        let bytes = record.signed.signedBytes(chain: chain, suite: suite)
        let signature = stranger.sign(bytes)
        let signed: SignedMessage =
            switch record.signed {
            case .proposal(let said):
                .proposal(
                    Proposal(
                        round: said.round, validRound: said.validRound, block: said.block,
                        polka: said.polka, seat: said.seat, signature: signature))
            case .vote(let said):
                .vote(
                    Vote(
                        step: said.step, height: said.height, round: said.round, block: said.block,
                        validRound: said.validRound, seat: said.seat, signature: signature))
            }
        return VoteLogRecord(signed: signed, locked: nil, valid: nil, polka: nil, body: nil)
    }

    /// True if the seat's own key signed it.
    static func isOwn(_ record: VoteLogRecord) -> Bool {
        let bytes = record.signed.signedBytes(chain: chain, suite: suite)
        return key.verifyingKey.verifies(record.signed.signature, over: bytes)
    }

    /// A block whose record is several times as long as that of a vote.
    private static func block(_ height: Height, mark: UInt8) -> Block {
        let header = Header(
            chain: chain, height: height, parent: BlockID(chain.digest), parentCertificate: .zero,
            time: BlockTime(UInt64(mark)), proposer: SeatIndex(0), entryRoot: .zero, entryCount: 1,
            stateRoot: .zero, seatSet: .zero, nextSeatSet: .zero, parameters: .zero, rules: .zero,
            recoveryEpoch: 0)
        let transaction = Transaction(
            suite: suite, chain: chain, kind: .anchor, member: Consortium.member(0),
            nonce: [UInt8](repeating: mark, count: 16), validUntil: BlockTime(5),
            payload: [UInt8](repeating: mark, count: 700))
        return Block(
            header: header,
            body: Body(
                transactions: [SignedTransaction(transaction, signatures: [])],
                parentCertificate: nil))
    }
}
