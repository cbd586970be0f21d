import LedgerTypes
import Sealing

/// What a new key says of itself: in which chain, for which member and for what it is to sign.
///
/// Source: docs/internals/decisions/0031-a-new-key-signs-for-itself.md.
package struct KeyClaim: Hashable, Sendable {
    /// What the key is for.
    package enum Purpose: Hashable, Sendable {
        /// The first gateway key of a member; it vouches for the keys that cannot sign: the box key,
        /// and the key of the certificate by its digest.
        case node(box: BoxKey, certificate: Digest)
        /// A gateway key that follows another.
        case gateway
        case governance
        /// A seat that is there from the founding; later ones sign a `SeatStatus`.
        case seat
        case staff(StaffID)
        /// A patient of the holder.
        case subject(Pseudonym)
        /// An authorisation code of a patient, for the member that may redeem it.
        case code(subject: Pseudonym, audience: MemberID)
    }

    /// Nil in a founding only: the genesis names the chain, so that nothing in it can.
    package let chain: ChainID?
    /// The member that has the key, or that keeps the patient's record.
    package let holder: MemberID
    package let purpose: Purpose
    package let key: VerifyingKey

    package init(
        chain: ChainID?, holder: MemberID, purpose: Purpose, key: VerifyingKey
    ) {
        self.chain = chain
        self.holder = holder
        self.purpose = purpose
        self.key = key
    }

    /// The fixed ASCII lines that the key signs, built from fields and never parsed.
    package var signedBytes: [UInt8] {
        let lines =
            [
                "tally/key-possession/v1", "chain \(chain.map { "\($0)" } ?? "founding")",
                "holder \(holder)",
            ] + purposeLines + ["key \(key.suite.name) \(Hex.encode(key.bytes))"]
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    private var purposeLines: [String] {
        switch purpose {
        case .node(let box, let certificate):
            ["purpose node", "box \(Hex.encode(box.bytes))", "certificate \(certificate)"]
        case .gateway: ["purpose gateway"]
        case .governance: ["purpose governance"]
        case .seat: ["purpose seat"]
        case .staff(let id): ["purpose staff", "person \(id)"]
        case .subject(let pseudonym): ["purpose subject", "subject \(pseudonym)"]
        case .code(let subject, let audience):
            ["purpose code", "subject \(subject)", "audience \(audience)"]
        }
    }
}
