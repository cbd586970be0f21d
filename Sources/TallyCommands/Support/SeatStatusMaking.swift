import Foundation
import Governance
import Interchange
import LedgerTypes
import NodeFiles
import Sealing
import TallyClient

/// Makes the status of a node that is to vote, from what the running node has committed.
struct SeatStatusMaking {
    private let folder: NodeFolder
    private let passphrase: SecretBytes

    init(_ folder: NodeFolder, passphrase: SecretBytes) {
        self.folder = folder
        self.passphrase = passphrase
    }

    /// The status for the latest checkpoint of the node's state, signed with a seat key.
    func file(keyFile: String) async throws -> SeatStatusFile {
        let (session, _) = try await Session.ofGateway(folder, passphrase: passphrase)
        let member = session.person.member
        let key = try KeyFile.read(keyFile).signingKey(
            .seat, suite: .ed25519SHA256, passphrase: passphrase)
        guard let checkpoint = try await session.latestCheckpoint() else {
            throw Failure(
                .refused, code: "no-block", zh: "链上还没有区块", en: "the chain has no block yet")
        }
        let (time, height) = try await session.tip()
        guard time.since(checkpoint.time) <= LedgerTypes.Limits.maximumValidity else {
            let next = Checkpoint.next(above: height)
            throw Failure(
                .refused, code: "no-recent-checkpoint",
                zh: "链上最近的检查点（高度 \(checkpoint.height)）已超过 24 小时：请等到高度 \(next) 之后再执行",
                en:
                    "the last checkpoint of the chain, at height \(checkpoint.height), is older than 24 "
                    + "hours: run this again once the chain is past height \(next)")
        }
        return try SeatStatusFile(
            chain: session.chain, key: key.verifyingKey,
            status: SeatStatus(
                member: member, chain: session.chain, height: checkpoint.height,
                block: checkpoint.block, key: key))
    }
}

extension Session {
    /// The block that the node's state remembers for a height; nil where it is no checkpoint.
    func checkpoint(at height: Height) async throws -> Checkpoint? {
        guard let known = try await read(Tables.checkpoints, Checkpoint.slot(height)),
            known.height == height
        else { return nil }
        return known
    }

    /// The block time and the height of the node's tip.
    func tip() async throws -> (BlockTime, Height) {
        let health = try await client.health()
        return (BlockTime(health.blockTime), Height(health.height))
    }

    /// The last checkpoint below the node's tip.
    func latestCheckpoint() async throws -> Checkpoint? {
        let tip = try await client.health().height
        guard tip > 0 else { return nil }
        return try await read(
            Tables.checkpoints, Checkpoint.slot(Checkpoint.last(below: Height(tip))))
    }
}
