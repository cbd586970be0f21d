import LedgerTypes
import Sealing

/// The key that signs calls: of a person or of a member's gateway, enrolled on the chain.
public struct CallKey: Sendable {
    let key: SigningKey

    /// Makes the key from the 32 bytes of its seed, which are kept in memory that is never swapped
    /// out; the array that was given stays the caller's to erase.
    ///
    /// - Throws: `ClientFault.unsendable` if there are not 32 bytes.
    public init(seed: [UInt8]) throws(ClientFault) {
        do throws(KeyFault) {
            key = try SigningKey(seed: SecretBytes(seed), suite: .ed25519SHA256)
        } catch {
            throw .unsendable(.seed(seed.count))
        }
    }

    /// The public half, as it is enrolled: 32 bytes of Ed25519.
    public var publicKey: [UInt8] { key.verifyingKey.bytes }
}
