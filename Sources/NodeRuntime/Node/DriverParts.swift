import BlockStore
import Consensus
import LedgerTypes
import Logging
import Replica
import Sealing

/// What a driver works with; all of it can be used from any thread.
struct DriverParts: Sendable {
    let chain: ChainID
    let suite: CryptoSuite
    /// Who the node is to the replica, with the key of its seat if it may sign.
    let configuration: ReplicaConfiguration
    let store: ChainStore
    /// Nil for a node that only observes.
    let voting: VotingFiles?
    let network: PeerNetwork
    let view: CommittedView
    let index: ChainIndex
    let desk: TransactionDesk
    let status: NodeStatusBoard
    let bell: CommitBell
    let parcels: ParcelIntake
    let logger: Logger
}

/// The two files of a seat's votes: what it said, and the register that lets no vote out twice.
struct VotingFiles: Sendable {
    let log: VoteLog
    let register: SignerRegister

    /// Makes a vote durable in both; throws before anything may be sent.
    func persist(_ record: VoteLogRecord, chain: ChainID, suite: CryptoSuite) throws {
        let signed = record.signed
        let step: SignedStep =
            switch signed {
            case .proposal: .proposal
            case .vote(let vote): vote.step == .prevote ? .prevote : .precommit
            }
        try log.append(VoteLog.Record(height: record.height, payload: record.canonicalBytes))
        let admitted = try register.admit(
            signed.signature,
            at: SignerPosition(height: signed.height, round: signed.round, step: step),
            over: signed.signedBytes(chain: chain, suite: suite))
        // INVARIANT: the suite's signatures are deterministic, so the stored one is the same.
        guard admitted == signed.signature else {
            throw SignerFault.conflicting(
                at: SignerPosition(height: signed.height, round: signed.round, step: step))
        }
    }

    /// What the log holds of the height after a tip.
    func recovered(after tip: Height) throws -> [VoteLogRecord] {
        try log.recovered.filter { $0.height > tip }.map {
            try VoteLogRecord(canonical: $0.payload)
        }
    }
}

extension SignedMessage {
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
