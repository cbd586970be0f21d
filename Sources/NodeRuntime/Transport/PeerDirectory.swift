import LedgerTypes
import NIOCore
import Sealing
import TrustAnchors

/// A member as links know it: from the ledger's committed state.
public struct EnrolledPeer: Hashable, Sendable {
    public let member: MemberID
    /// Hash of the key of the member's certificate (SubjectPublicKeyInfo).
    public let certificateKey: Digest
    /// The key with which the member's gateway signs.
    public let gatewayKey: VerifyingKey

    public init(member: MemberID, certificateKey: Digest, gatewayKey: VerifyingKey) {
        self.member = member
        self.certificateKey = certificateKey
        self.gatewayKey = gatewayKey
    }
}

/// Everybody whom the ledger knows, by the key of the certificate.
public struct PeerDirectory: Hashable, Sendable {
    private let byCertificateKey: [Digest: EnrolledPeer]
    private let stopped: [Digest: MemberID]

    /// Of two members with one key the first stands: enrolment refuses the second.
    ///
    /// - Parameters:
    ///   - peers: who may link to this node.
    ///   - stopped: who is suspended, by the key of the certificate.
    public init(_ peers: [EnrolledPeer], stopped: [Digest: MemberID] = [:]) {
        byCertificateKey = Dictionary(
            peers.map { ($0.certificateKey, $0) }, uniquingKeysWith: { first, _ in first })
        self.stopped = stopped
    }

    public subscript(certificateKey: Digest) -> EnrolledPeer? { byCertificateKey[certificateKey] }

    /// The suspended member of a certificate's key.
    func stopped(_ certificateKey: Digest) -> MemberID? { stopped[certificateKey] }

    /// True if the ledger knows a member of this name, whatever its certificate.
    func knows(_ member: MemberID) -> Bool {
        byCertificateKey.values.contains { $0.member == member }
            || stopped.values.contains(member)
    }
}

/// Where a peer listens.
public struct PeerAddress: Hashable, Sendable, CustomStringConvertible {
    public let host: String
    public let port: Int

    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `host:port`, the host in brackets if it contains colons.
    public init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"),
            let port = Int(text[text.index(after: colon)...]), (0...65_535).contains(port)
        else { return nil }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        guard !host.isEmpty else { return nil }
        self.init(host: host, port: port)
    }

    /// A socket's address in numbers, as `host:port`.
    static func text(_ address: SocketAddress) -> String {
        guard let host = address.ipAddress, let port = address.port else { return "\(address)" }
        return "\(PeerAddress(host: host, port: port))"
    }

    public var description: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}

/// Who this node is on its links.
public struct LinkIdentity: Sendable {
    public let chain: ChainID
    public let member: MemberID
    public let node: NodeIdentity
    public let gatewayKey: SigningKey

    public init(chain: ChainID, member: MemberID, node: NodeIdentity, gatewayKey: SigningKey) {
        self.chain = chain
        self.member = member
        self.node = node
        self.gatewayKey = gatewayKey
    }

    var certificate: X509Certificate { node.certificate }
}
