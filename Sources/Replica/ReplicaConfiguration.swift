import Governance
import LedgerTypes
import Sealing

/// Who this node is.
package struct ReplicaConfiguration: Sendable {
    package let member: MemberID
    /// The key of the member's seat; nil observes: it follows, floods and serves, and signs nothing.
    package let seatKey: SigningKey?
    /// The id of the header at height 0, parent of the first block.
    package let genesisBlock: BlockID
    /// The order of recovery that the operator installed; without effect at any other height.
    package let recovery: RecoveryOrder?

    /// The first block that the own store can serve.
    package let base: Height
    /// The version of this software, told to peers; at most 64 bytes of it.
    package let version: String
    /// Room for transactions that wait; the simulation makes it small.
    package var poolBytes = Limits.poolBytes

    package init(
        member: MemberID, seatKey: SigningKey?, genesisBlock: BlockID, base: Height = Height(1),
        version: String = "", recovery: RecoveryOrder? = nil
    ) {
        self.member = member
        self.seatKey = seatKey
        self.genesisBlock = genesisBlock
        self.recovery = recovery
        self.base = base
        self.version = version.utf8.count <= Limits.versionBytes ? version : ""
    }
}
