import Governance
import LedgerTypes
import Sealing
import WrittenText

/// What a member hands to the founders: its public keys, and those of its people. No secret is in it.
package struct MemberCard: Codable, Sendable, Hashable {
    /// A person's public key, and the commitment to a licence where the role has one.
    package struct Person: Codable, Sendable, Hashable {
        package var id: String
        package var key: String
        /// The key's signature over its claim, hexadecimal.
        package var proof: String
        package var licence: String?

        /// - Parameter chain: nil for a founding.
        package init(
            id: String, of member: MemberID, chain: ChainID?, key: SigningKey,
            licence: String? = nil
        ) {
            self.id = id
            self.key = Hex.encode(key.verifyingKey.bytes)
            proof = MemberCard.proof(
                of: key, chain, member, .staff(StaffID(unchecked: id)))
            self.licence = licence
        }
    }

    /// What the member's keys signed of themselves, hexadecimal.
    package struct Proofs: Codable, Sendable, Hashable {
        /// By the gateway key, which names the box key and the certificate too.
        package var node: String
        package var governance: String
        package var seat: String
    }

    package var member: String
    /// Public keys, hexadecimal.
    package var seat: String
    package var gateway: String
    package var governance: String
    package var box: String
    /// SHA-256 of the certificate's public key, hexadecimal.
    package var certificate: String
    /// Where peers reach the member's node, as host:port.
    package var address: String
    package var staff: [Person]
    package var proofs: Proofs

    /// - Parameter chain: nil for a founding.
    package init(
        member: MemberID, chain: ChainID?, seat: SigningKey, gateway: SigningKey,
        governance: SigningKey, box: BoxKey, certificate: Digest, address: String,
        staff: [Person]
    ) {
        self.member = member.text
        self.seat = Hex.encode(seat.verifyingKey.bytes)
        self.gateway = Hex.encode(gateway.verifyingKey.bytes)
        self.governance = Hex.encode(governance.verifyingKey.bytes)
        self.box = Hex.encode(box.bytes)
        self.certificate = certificate.description
        self.address = address
        self.staff = staff
        proofs = Proofs(
            node: Self.proof(
                of: gateway, chain, member, .node(box: box, certificate: certificate)),
            governance: Self.proof(of: governance, chain, member, .governance),
            seat: Self.proof(of: seat, chain, member, .seat))
    }

    private static func proof(
        of key: SigningKey, _ chain: ChainID?, _ member: MemberID, _ purpose: KeyClaim.Purpose
    ) -> String {
        Hex.encode(
            KeyPossession(of: key, chain: chain, holder: member, for: purpose).signature.bytes)
    }

    /// The proof of one of the card's keys, by its public key in hexadecimal; nil where there is
    /// none that can be read.
    package func possession(of key: VerifyingKey) -> KeyPossession? {
        let pairs =
            [(gateway, proofs.node), (governance, proofs.governance), (seat, proofs.seat)]
            + staff.map { ($0.key, $0.proof) }
        let written = Hex.encode(key.bytes)
        guard let found = pairs.first(where: { $0.0.lowercased() == written }),
            let bytes = Hex.decode(found.1)
        else { return nil }
        return KeyPossession(signature: Signature(bytes))
    }

    package init(json: [UInt8]) throws(ConsortiumFault) {
        do throws(WrittenJSONFault) {
            self = try WrittenJSON.decode(from: json)
        } catch {
            throw .reading("名片", "the card", error)
        }
    }
}
