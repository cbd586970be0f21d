import Sealing
import WrittenText

/// What a member hands to the founders: its public keys, and those of its people. No secret is in it.
package struct MemberCard: Codable, Sendable, Hashable {
    /// A person's public key, and the commitment to a licence where the role has one.
    package struct Person: Codable, Sendable, Hashable {
        package var id: String
        package var key: String
        package var licence: String?

        package init(id: String, key: String, licence: String? = nil) {
            self.id = id
            self.key = key
            self.licence = licence
        }
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

    package init(
        member: String, seat: [UInt8], gateway: [UInt8], governance: [UInt8], box: [UInt8],
        certificate: Digest, address: String, staff: [Person]
    ) {
        self.member = member
        self.seat = Hex.encode(seat)
        self.gateway = Hex.encode(gateway)
        self.governance = Hex.encode(governance)
        self.box = Hex.encode(box)
        self.certificate = certificate.description
        self.address = address
        self.staff = staff
    }

    package init(json: [UInt8]) throws(ConsortiumFault) {
        do throws(WrittenJSONFault) {
            self = try WrittenJSON.decode(from: json)
        } catch {
            throw .reading("名片", "the card", error)
        }
    }
}
