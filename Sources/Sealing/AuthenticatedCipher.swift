internal import CSodium

/// XChaCha20-Poly1305 with a random 24-byte nonce in front of the ciphertext.
package struct AuthenticatedCipher: Sendable {
    private let key: SecretBytes
    package static let keyByteCount = 32

    package init?(key: SecretBytes) {
        guard key.count == Self.keyByteCount else { return nil }
        self.key = key
    }

    package func seal(_ message: [UInt8], context: [UInt8] = []) -> [UInt8] {
        let nonce = RandomBytes.generate(
            count: crypto_aead_xchacha20poly1305_ietf_npubbytes())
        var output = [UInt8](
            repeating: 0, count: message.count + crypto_aead_xchacha20poly1305_ietf_abytes())
        key.withBytes {
            _ = crypto_aead_xchacha20poly1305_ietf_encrypt(
                &output, nil, message, UInt64(message.count), context, UInt64(context.count), nil,
                nonce, $0.baseAddress!)
        }
        return nonce + output
    }

    /// Nil if the key, the context or the bytes are not those that were sealed.
    package func open(_ sealed: [UInt8], context: [UInt8] = []) -> [UInt8]? {
        SodiumReady.require()
        let nonceCount = crypto_aead_xchacha20poly1305_ietf_npubbytes()
        let overhead = nonceCount + crypto_aead_xchacha20poly1305_ietf_abytes()
        guard sealed.count >= overhead else { return nil }
        let nonce = Array(sealed.prefix(nonceCount))
        let body = Array(sealed.dropFirst(nonceCount))
        var output = [UInt8](repeating: 0, count: sealed.count - overhead)
        let status = key.withBytes {
            crypto_aead_xchacha20poly1305_ietf_decrypt(
                &output, nil, nil, body, UInt64(body.count), context, UInt64(context.count), nonce,
                $0.baseAddress!)
        }
        return status == 0 ? output : nil
    }
}

/// Keys from passphrases, by Argon2id; slow on purpose.
package enum PassphraseKey {
    package static let saltByteCount = 16

    /// Costs of one derivation: stored beside the salt, so that they can rise later.
    package struct Cost: Sendable, Hashable {
        package let operations: UInt64
        package let memoryBytes: UInt64

        /// About 0.1 s and 64 MiB: for keys that people unlock at a prompt.
        package static let interactive = Cost(operations: 2, memoryBytes: 64 * 1024 * 1024)
        /// The least libsodium allows: for throw-away networks in tests and demonstrations.
        package static let minimal = Cost(operations: 1, memoryBytes: 8 * 1024)

        package init(operations: UInt64, memoryBytes: UInt64) {
            self.operations = operations
            self.memoryBytes = memoryBytes
        }
    }

    /// Nil if the salt has a wrong length or the cost is out of range.
    package static func derive(
        passphrase: SecretBytes, salt: [UInt8], cost: Cost
    ) -> SecretBytes? {
        SodiumReady.require()
        guard salt.count == saltByteCount, cost.memoryBytes <= 1 << 32, cost.operations <= 64
        else { return nil }
        var key = [UInt8](repeating: 0, count: AuthenticatedCipher.keyByteCount)
        let status = passphrase.withBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                crypto_pwhash(
                    &key, UInt64(key.count), $0.baseAddress!, UInt64($0.count), salt,
                    cost.operations, Int(cost.memoryBytes), crypto_pwhash_alg_argon2id13())
            }
        }
        guard status == 0 else { return nil }
        return SecretBytes(taking: &key)
    }
}
