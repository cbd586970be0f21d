import CanonicalCoding
import LedgerTypes
import Sealing

/// The signature of a new key over its own claim: whoever enrols it had it in hand, for this use.
///
/// Without it anybody could enrol a key that is another's, and what that key signs would be
/// read as theirs.
package struct KeyPossession: Hashable, Sendable, CanonicalCodable {
    package let signature: Signature

    package init(signature: Signature) { self.signature = signature }

    /// Proves a claim with the key that it names.
    package init(of claim: KeyClaim, by key: SigningKey) {
        precondition(key.verifyingKey == claim.key, "a claim is signed by the key that it names")
        signature = key.sign(claim.signedBytes)
    }

    /// The claim of a key and its proof at once.
    package init(
        of key: SigningKey, chain: ChainID?, holder: MemberID, for purpose: KeyClaim.Purpose
    ) {
        self.init(
            of: KeyClaim(chain: chain, holder: holder, purpose: purpose, key: key.verifyingKey),
            by: key)
    }

    /// The proofs of these claims, in their order; every key that they name is given.
    package static func of(_ claims: [KeyClaim], by keys: [SigningKey]) -> [KeyPossession] {
        claims.map { claim in
            guard let key = keys.first(where: { $0.verifyingKey == claim.key }) else {
                preconditionFailure("no key was given for the claim of \(claim.holder)")
            }
            return KeyPossession(of: claim, by: key)
        }
    }

    /// Refuses unless the claimed key has signed this very claim.
    package func check(_ claim: KeyClaim) throws(Refusal) {
        guard claim.key.isPrimeOrder else { throw .keyNotAdmitted }
        guard claim.key.verifiesAdmitted(signature, over: claim.signedBytes) else {
            throw .possessionUnproven
        }
    }

    /// Refuses unless there is one proof for each claim, in the same order.
    package static func check(
        _ possessions: [KeyPossession], of claims: [KeyClaim]
    ) throws(Refusal) {
        guard possessions.count == claims.count else { throw .possessionUnproven }
        for (possession, claim) in zip(possessions, claims) { try possession.check(claim) }
    }

    package func encode(into writer: inout CanonicalWriter) { signature.encode(into: &writer) }
    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        signature = try Signature(from: &reader)
    }
}
