import CanonicalCoding
import LedgerTypes
import Sealing

/// The first message on a link: ties the certificates of both ends to the members' ledger keys.
struct LinkHello: Hashable, Sendable, CanonicalCodable {
    let version: UInt64
    let chain: ChainID
    let member: MemberID
    let signature: Signature

    static func make(identity: LinkIdentity, peerKey: Digest) -> LinkHello {
        let message = signedBytes(
            chain: identity.chain, member: identity.member,
            from: identity.certificate.keyFingerprint, to: peerKey)
        return LinkHello(
            version: Limits.linkVersion, chain: identity.chain, member: identity.member,
            signature: identity.gatewayKey.sign(message))
    }

    private init(version: UInt64, chain: ChainID, member: MemberID, signature: Signature) {
        self.version = version
        self.chain = chain
        self.member = member
        self.signature = signature
    }

    /// Checks that a hello is of this chain and of the member behind the certificate.
    func check(chain: ChainID, member peer: MemberID) throws(LinkFault) {
        guard version == Limits.linkVersion else { throw .otherVersion(version) }
        guard self.chain == chain else { throw .otherChain }
        guard member == peer else { throw .otherMember(member) }
    }

    /// True if the gateway key that the ledger names signed it, for this very pair of certificates.
    func isSigned(by peer: EnrolledPeer, to ownKey: Digest) -> Bool {
        let message = Self.signedBytes(
            chain: chain, member: member, from: peer.certificateKey, to: ownKey)
        return peer.gatewayKey.verifies(signature, over: message)
    }

    // Both certificates stand in the signed lines, so that a hello cannot be carried elsewhere.
    private static func signedBytes(
        chain: ChainID, member: MemberID, from: Digest, to: Digest
    ) -> [UInt8] {
        Array(
            """
            tally/hello/v\(Limits.linkVersion)
            chain \(chain)
            member \(member)
            from-certificate-key \(from)
            to-certificate-key \(to)

            """.utf8)
    }

    func encode(into writer: inout CanonicalWriter) {
        writer.array(count: 4)
        writer.unsigned(version)
        chain.encode(into: &writer)
        member.encode(into: &writer)
        signature.encode(into: &writer)
    }

    init(from reader: inout CanonicalReader) throws(CodingFault) {
        try reader.beginArray(count: 4)
        version = try reader.unsigned()
        chain = try ChainID(from: &reader)
        member = try MemberID(from: &reader)
        signature = try Signature(from: &reader)
        reader.endArray()
    }
}
