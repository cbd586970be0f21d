import BlockStore
import Consensus
import Diagnosis
import Duties
import Governance
import LedgerTypes
import Links
import Logging
import NIOPosix
import NodeFiles
import Replica
import Sealing
import Upkeep

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
    let work: OutsideWork
    let damage: DamageDesk
    let answers: AnswerDesk
    /// Where large messages are read.
    let reader: NIOThreadPool
    /// The version of this software, told to peers.
    let version: String
    /// The machine's clock.
    let clock: @Sendable () -> BlockTime
    let logger: Logger

    var member: MemberID { configuration.member }

    /// Who the node is to the replica, with the key of its seat if it may sign now.
    func identity(signs: Bool) -> ReplicaConfiguration {
        ReplicaConfiguration(
            member: member, seatKey: signs ? seatKey : nil, genesisBlock: genesisBlock,
            version: version, recovery: recovery)
    }
}
