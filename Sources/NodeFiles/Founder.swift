import Governance
import LedgerTypes
import TrustAnchors

/// Whether a genesis names the node of a folder.
///
/// The key of the certificate decides, which a member keeps for good; a gateway key is replaced in
/// the course of time, and the chain says with which.
package enum Founder: Hashable, Sendable {
    case asFounded
    /// The gateway key is another one today, as the chain will say.
    case withOtherGatewayKey
    /// Genesis names the member with another certificate: peers will refuse this node.
    case withOtherCertificate
    case notNamed

    /// Reads the public parts of the folder's keys; no passphrase is needed.
    package init(
        of genesis: Genesis, _ member: MemberID, in folder: NodeFolder
    ) throws {
        guard let own = genesis.members.first(where: { $0.id == member }) else {
            self = .notNamed
            return
        }
        guard let text = String(validating: try AtomicFile.read(folder.certificate), as: UTF8.self),
            let certificate = try? X509Certificate(pem: text)
        else {
            throw KeyFileFault.keyDoesNotMatch
        }
        guard own.certificateDigest == certificate.keyFingerprint else {
            self = .withOtherCertificate
            return
        }
        let gateway = try KeyFile.read(folder.key(.gateway)).publicPart
        self = own.gatewayKey.bytes == gateway ? .asFounded : .withOtherGatewayKey
    }
}
