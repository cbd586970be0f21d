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

    /// The last checkpoint below the node's tip.
    func latestCheckpoint() async throws -> Checkpoint? {
        let tip = try await client.health().height
        guard tip > 0 else { return nil }
        return try await read(
            Tables.checkpoints, Checkpoint.slot(Checkpoint.last(below: Height(tip))))
    }
}
