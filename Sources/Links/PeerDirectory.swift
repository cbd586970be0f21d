import LedgerTypes
import Sealing
import TrustAnchors

/// A member as links know it: from the ledger's committed state.
package struct EnrolledPeer: Hashable, Sendable {
    package let member: MemberID
    /// Hash of the key of the member's certificate (SubjectPublicKeyInfo).
    package let certificateKey: Digest
    /// The key with which the member's gateway signs.
    package let gatewayKey: VerifyingKey

    package init(member: MemberID, certificateKey: Digest, gatewayKey: VerifyingKey) {
        self.member = member
        self.certificateKey = certificateKey
        self.gatewayKey = gatewayKey
    }
}

/// Everybody whom the ledger knows, by the key of the certificate.
package struct PeerDirectory: Hashable, Sendable {
    private let byCertificateKey: [Digest: EnrolledPeer]
    private let stopped: [Digest: MemberID]

    /// Of two members with one key the first stands: enrolment refuses the second.
    ///
    /// - Parameters:
    ///   - peers: who may link to this node.
    ///   - stopped: who is suspended, by the key of the certificate.
    package init(_ peers: [EnrolledPeer], stopped: [Digest: MemberID] = [:]) {
        byCertificateKey = Dictionary(
            peers.map { ($0.certificateKey, $0) }, uniquingKeysWith: { first, _ in first })
        self.stopped = stopped
    }

    package subscript(certificateKey: Digest) -> EnrolledPeer? { byCertificateKey[certificateKey] }

    /// The suspended member of a certificate's key.
    func stopped(_ certificateKey: Digest) -> MemberID? { stopped[certificateKey] }

    /// True if the ledger knows a member of this name, whatever its certificate.
    func knows(_ member: MemberID) -> Bool {
        byCertificateKey.values.contains { $0.member == member }
            || stopped.values.contains(member)
    }
}

/// Who this node is on its links.
package struct LinkIdentity: Sendable {
    package let chain: ChainID
    package let member: MemberID
    package let node: NodeIdentity
    package let gatewayKey: SigningKey

    package init(chain: ChainID, member: MemberID, node: NodeIdentity, gatewayKey: SigningKey) {
        self.chain = chain
        self.member = member
        self.node = node
        self.gatewayKey = gatewayKey
    }

    var certificate: X509Certificate { node.certificate }
}
