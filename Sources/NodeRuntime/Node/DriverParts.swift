import BlockStore
import Consensus
import Governance
import LedgerTypes
import Logging
import Replica
import Sealing

/// What a driver works with; all of it can be used from any thread.
struct DriverParts: Sendable {
    let chain: ChainID
    let suite: CryptoSuite
    let folder: NodeFolder
    let disk: NodeDisk
    let configuration: NodeConfiguration
    let genesis: Genesis
    /// The key of the member's seat, whether it has one now or not.
    let seatKey: SigningKey
    let genesisBlock: BlockID
    /// The order of recovery that the operator installed.
    let recovery: RecoveryOrder?
    let store: ChainStore
    let network: PeerNetwork
    let view: CommittedView
    let index: ChainIndex
    let desk: TransactionDesk
    let status: NodeStatusBoard
    let bell: CommitBell
    let parcels: ParcelIntake
    let damage: DamageDesk
    /// The version of this software, told to peers.
    let version: String
    let logger: Logger

    var member: MemberID { configuration.member }

    /// Who the node is to the replica, with the key of its seat if it may sign now.
    func identity(signs: Bool) -> ReplicaConfiguration {
        ReplicaConfiguration(
            member: member, seatKey: signs ? seatKey : nil, genesisBlock: genesisBlock,
            version: version, recovery: recovery)
    }
}

/// Where a node's files of blocks and votes lie: the operating system's disk, or one that fails.
public struct NodeDisk: Sendable {
    /// Opens a folder by its path.
    let storage: @Sendable (String) throws -> any Storage

    /// The operating system's.
    public static let files = NodeDisk { try FileStorage(root: $0) }
}

/// The two files of a seat's votes: what it said, and the register that lets no vote out twice.
struct VotingFiles: Sendable {
    let log: VoteLog
    let register: SignerRegister

    /// Makes a vote durable in both; throws before anything may be sent.
    func persist(_ record: VoteLogRecord, chain: ChainID, suite: CryptoSuite) throws {
        let signed = record.signed
        try log.append(VoteLog.Record(height: record.height, payload: record.canonicalBytes))
        let admitted = try register.admit(
            signed.signature,
            at: signed.place,
            over: signed.signedBytes(chain: chain, suite: suite))
        // INVARIANT: the suite's signatures are deterministic, so the stored one is the same.
        guard admitted == signed.signature else {
            throw SignerFault.conflicting(at: signed.place)
        }
    }

    /// Makes known to the register what only the log holds, since a power cut came between the two:
    /// the replica sends it again.
    func register(
        _ records: [VoteLogRecord], key: VerifyingKey, chain: ChainID, suite: CryptoSuite
    ) throws {
        for signed in records.map(\.signed) where register.last.map({ $0 < signed.place }) ?? true {
            let message = signed.signedBytes(chain: chain, suite: suite)
            guard key.verifies(signed.signature, over: message) else { continue }
            _ = try register.admit(signed.signature, at: signed.place, over: message)
        }
    }

    /// Opens both files of a node's folder, and makes those that are absent; a new register is
    /// raised to a height.
    static func open(
        _ folder: NodeFolder, _ disk: NodeDisk, reserveBytes: UInt64, chain: ChainID,
        suite: CryptoSuite, raisedTo height: Height? = nil, logger: Logger
    ) throws -> VotingFiles {
        let storage = try disk.storage(folder.votes)
        let log = try VoteLog(opening: storage, chain: chain, reserveBytes: reserveBytes)
        let register = try SignerRegister(
            opening: storage, chain: chain, suite: suite, raisedTo: height)
        for warning in log.warnings + register.warnings {
            logger.warning("the record of votes was put right: \(warning)")
        }
        return VotingFiles(log: log, register: register)
    }

    /// Reads both files again after a failure; what the log holds of the height after a tip.
    func reopen(after tip: Height) throws -> [VoteLogRecord] {
        try register.reopen()
        return try log.reopen().filter { $0.height > tip }.map {
            try VoteLogRecord(canonical: $0.payload)
        }
    }

    /// What the log held of the height after a tip when it was opened.
    func recovered(after tip: Height) throws -> [VoteLogRecord] {
        try log.recovered.filter { $0.height > tip }.map {
            try VoteLogRecord(canonical: $0.payload)
        }
    }
}

extension SignedMessage {
    /// Where the register keeps it.
    var place: SignerPosition {
        let step: SignedStep =
            switch self {
            case .proposal: .proposal
            case .vote(let vote): vote.step == .prevote ? .prevote : .precommit
            }
        return SignerPosition(height: height, round: round, step: step)
    }

    /// The lines under the signature.
    func signedBytes(chain: ChainID, suite: CryptoSuite) -> [UInt8] {
        switch self {
        case .vote(let vote): vote.signedBytes(chain: chain)
        case .proposal(let proposal):
            SigningTemplate.proposal(
                chain: chain, height: proposal.height, round: proposal.round,
                block: proposal.block.header.id(suite: suite), validRound: proposal.validRound)
        }
    }
}
