internal import CSodium

/// Keyed functions: pseudonyms, derived secrets, message authentication.
package enum KeyedHash {
    /// HMAC-SHA-256 (RFC 2104).
    package static func hmac(key: SecretBytes, _ message: [UInt8]) -> Digest {
        SodiumReady.require()
        var state = crypto_auth_hmacsha256_state()
        var output = [UInt8](repeating: 0, count: Digest.byteCount)
        key.withBytes { _ = crypto_auth_hmacsha256_init(&state, $0.baseAddress!, $0.count) }
        crypto_auth_hmacsha256_update(&state, message, UInt64(message.count))
        crypto_auth_hmacsha256_final(&state, &output)
        sodium_memzero(&state, MemoryLayout<crypto_auth_hmacsha256_state>.size)
        return output.withUnsafeBytes { Digest(unsafe: $0) }
    }

    /// BLAKE2b of 1 … 64 bytes, unkeyed or with a key of 16 … 64 bytes.
    package static func blake2b(
        _ message: [UInt8], key: SecretBytes? = nil, count: Int = 32
    ) -> [UInt8] {
        SodiumReady.require()
        precondition((1...64).contains(count) && (key.map { (16...64).contains($0.count) } ?? true))
        var output = [UInt8](repeating: 0, count: count)
        if let key {
            key.withBytes {
                _ = crypto_generichash(
                    &output, count, message, UInt64(message.count), $0.baseAddress!, $0.count)
            }
        } else {
            crypto_generichash(&output, count, message, UInt64(message.count), nil, 0)
        }
        return output
    }

    /// A secret of its own for one use of a master secret of 32 bytes or more: HMAC of the label.
    package static func derive(from master: SecretBytes, label: String) -> SecretBytes {
        var bytes = hmac(key: master, Array(label.utf8)).bytes
        return SecretBytes(taking: &bytes)
    }
}
