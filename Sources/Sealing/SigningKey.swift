internal import CSodium

/// A private signing key in guarded memory. Ed25519 is deterministic: the same message gives the
/// same signature.
package final class SigningKey: Sendable {
    private let secret: SecretBytes
    package let verifyingKey: VerifyingKey

    package static let seedByteCount = 32

    /// Derives the key pair of a 32-byte seed.
    package init(seed: SecretBytes, suite: CryptoSuite) throws(KeyFault) {
        guard seed.count == Self.seedByteCount else { throw .wrongLength(found: seed.count) }
        SodiumReady.require()
        var publicBytes = [UInt8](repeating: 0, count: suite.keyByteCount)
        var secretBytes = [UInt8](repeating: 0, count: crypto_sign_secretkeybytes())
        let status = seed.withBytes {
            crypto_sign_seed_keypair(&publicBytes, &secretBytes, $0.baseAddress!)
        }
        precondition(status == 0, "libsodium refused a seed of the right length")
        verifyingKey = try VerifyingKey(enrolling: publicBytes, suite: suite)
        secret = SecretBytes(taking: &secretBytes)
    }

    package static func generate(suite: CryptoSuite) -> SigningKey {
        do {
            return try SigningKey(seed: .random(count: seedByteCount), suite: suite)
        } catch {
            preconditionFailure("a random seed gave no key: \(error)")
        }
    }

    package func sign(_ message: [UInt8]) -> Signature {
        var bytes = [UInt8](repeating: 0, count: verifyingKey.suite.signatureByteCount)
        let status = secret.withBytes {
            crypto_sign_detached(&bytes, nil, message, UInt64(message.count), $0.baseAddress!)
        }
        precondition(status == 0, "libsodium failed to sign")
        return Signature(bytes)
    }

    /// The seed, for a file that encrypts it at once.
    package var seed: SecretBytes {
        var bytes = secret.withBytes { Array($0.prefix(Self.seedByteCount)) }
        return SecretBytes(taking: &bytes)
    }
}

extension SigningKey: CustomStringConvertible, CustomReflectable {
    package var description: String { "signing key \(verifyingKey.id.digest.short)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
