import BlockStore
import Consensus
import LedgerTypes
import Sealing

@testable import SeatFiles

/// A seat with its disk, and things that it says.
struct Seat {
    static let suite = CryptoSuite.ed25519SHA256
    static let chain = ChainID(suite.hash(Array("a chain of files".utf8)))

    let disk = MemoryStorage()
    let key: SigningKey

    init() throws {
        key = try SigningKey(
            seed: SecretBytes([UInt8](repeating: 5, count: 32)), suite: Self.suite)
    }

    func open(on storage: (any Storage)? = nil, reserve: UInt64 = 0) throws -> VotingFiles {
        try VotingFiles(
            opening: storage ?? disk, chain: Self.chain, suite: Self.suite, reserveBytes: reserve)
    }

    func begin(_ height: UInt64) throws -> VotingFiles {
        try VotingFiles(
            beginning: Height(height), in: disk, chain: Self.chain, suite: Self.suite,
            reserveBytes: 0)
    }

    /// A vote for no block, or for one with a mark.
    func vote(
        _ height: UInt64, _ round: UInt64, _ step: VoteStep, mark: UInt8? = nil,
        key other: SigningKey? = nil
    ) -> VoteLogRecord {
        func vote(_ signature: Signature) -> Vote {
            Vote(
                step: step, height: Height(height), round: Round(round),
                block: mark.map { BlockID(Self.suite.hash([$0])) }, validRound: nil,
                seat: SeatIndex(0), signature: signature)
        }
        let bytes = vote(Signature([])).signedBytes(chain: Self.chain)
        return record(.vote(vote((other ?? key).sign(bytes))))
    }

    func proposal(_ height: UInt64, _ round: UInt64) -> VoteLogRecord {
        let header = Header(
            chain: Self.chain, height: Height(height), parent: BlockID(Self.chain.digest),
            parentCertificate: .zero, time: BlockTime(1), proposer: SeatIndex(0), entryRoot: .zero,
            entryCount: 0, stateRoot: .zero, seatSet: .zero, nextSeatSet: .zero, parameters: .zero,
            rules: .zero, recoveryEpoch: 0)
        let block = Block(header: header, body: Body(transactions: [], parentCertificate: nil))
        let bytes = SigningTemplate.proposal(
            chain: Self.chain, height: Height(height), round: Round(round),
            block: header.id(suite: Self.suite), validRound: nil)
        return record(
            .proposal(
                Proposal(
                    round: Round(round), validRound: nil, block: block, polka: nil,
                    seat: SeatIndex(0), signature: key.sign(bytes))))
    }

    private func record(_ signed: SignedMessage) -> VoteLogRecord {
        VoteLogRecord(signed: signed, locked: nil, valid: nil, polka: nil, body: nil)
    }

    /// What a power cut leaves that comes after the log was written and before the register was.
    func cutBetween(_ record: VoteLogRecord) throws {
        let log = try VoteLog(opening: disk, chain: Self.chain, reserveBytes: 0)
        try log.append(VoteLog.Record(height: record.height, payload: record.canonicalBytes))
    }
}
