import BlockStore
import Foundation
import Governance
import Interchange
import LedgerTypes
import NodeFiles
import Sealing
import SystemCalls
import TallyClient
import Upkeep

/// New keys beside old ones, their announcement, and the moment they are put in use.
enum KeyRotation {
    /// Makes a key beside the one in use; one that waits already is kept.
    static func makeNext(
        _ purpose: KeyPurpose, _ folder: NodeFolder, passphrase: SecretBytes
    ) throws -> SigningKey {
        let place = folder.nextKey(purpose)
        let current = try KeyFile.read(folder.key(purpose))
        // The passphrase is the one with which the node starts.
        _ = try current.signingKey(purpose, suite: .ed25519SHA256, passphrase: passphrase)
        if FileManager.default.fileExists(atPath: place) {
            return try KeyFile.read(place).signingKey(
                purpose, suite: .ed25519SHA256, passphrase: passphrase)
        }
        let key = SigningKey.generate(suite: .ed25519SHA256)
        try KeyFile(key, purpose: purpose, owner: current.owner, passphrase: passphrase)
            .write(to: place)
        return key
    }

    /// How many minutes ahead a new key may be announced: at most 90 days.
    static let minutesAhead: ClosedRange<UInt64> = 1...60 * 24 * 90

    /// The announcement of a member's new key: the key that is replaced and the governance key sign.
    static func draft(
        _ target: RotateKey.Target, newKey: VerifyingKey, _ possession: KeyPossession,
        inMinutes minutes: UInt64, _ session: Session
    ) async throws -> GovernanceDraft {
        let id = session.person.member
        let now = WallClock.now()
        let effective = now.adding(.minutes(minutes)) ?? now
        guard let member = try await session.read(Tables.members, id) else {
            throw ClientFault.unreadable("member \(id)")
        }
        var signers = [PanelSigner(owner: .governance(id), key: member.governanceKey)]
        if target == .gateway {
            signers.append(PanelSigner(owner: .gateway(id), key: member.gatewayKey))
        }
        let action = RotateKey(
            target: target, newKey: newKey, possession: possession, effective: effective)
        return try GovernanceDraft(
            SignedTransaction(
                session.governanceTransaction(action, hours: min(max(1, minutes / 60), 23)),
                signatures: []),
            panel: SigningPanel(needed: UInt64(signers.count), signers: signers))
    }

    /// Puts the waiting key in the place of the one in use, in one step; the old one is kept.
    static func putInUse(_ purpose: KeyPurpose, _ folder: NodeFolder) throws -> String {
        let next = folder.nextKey(purpose)
        let found = try KeyFile.read(next)
        guard found.purpose == purpose else {
            throw KeyFileFault.wrongPurpose(expected: purpose, found: found.purpose)
        }
        // Refused while the node runs.
        let lock = try FileStorage(root: folder.root).lock("blocks/lock")
        return try withExtendedLifetime(lock) { try replace(purpose, next, folder) }
    }

    private static func replace(
        _ purpose: KeyPurpose, _ next: String, _ folder: NodeFolder
    ) throws -> String {
        let current = folder.key(purpose)
        let retired = "\(folder.keys)/\(purpose.rawValue)-retired-\(WallClock.now()).json"
        guard link(current, retired) == 0, rename(next, current) == 0 else {
            throw Failure(
                .cannotWrite, code: "file-unwritable",
                zh: "无法更换 \(current)：\(String(cString: strerror(errno)))",
                en: "cannot replace \(current): \(String(cString: strerror(errno)))")
        }
        return retired
    }
}

extension Session {
    /// Speaks to a folder's own node with the gateway's key.
    static func ofGateway(
        _ folder: NodeFolder, passphrase: SecretBytes
    ) async throws -> (session: Session, key: SigningKey) {
        let configuration = try NodeOpening.readConfiguration(folder)
        guard let address = URL(string: "http://\(configuration.api)") else {
            throw ClientFault.unreadable("api \(configuration.api)")
        }
        let key = try KeyFile.read(folder.key(.gateway)).signingKey(
            .gateway, suite: .ed25519SHA256, passphrase: passphrase)
        let person = Person(
            member: configuration.member, staff: StaffID(unchecked: "gateway"))
        return (try await open(address: address, person: person, keys: [key]), key)
    }
}
