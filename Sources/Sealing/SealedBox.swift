internal import CSodium
import CanonicalCoding

/// A public key to which payloads are sealed (X25519).
package struct BoxKey: Hashable, Sendable, CanonicalCodable {
    package let bytes: [UInt8]
    package static let byteCount = 32

    /// Nil unless the bytes are a key: 32 of them, and not a point of low order.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount, !Self.isLowOrder(bytes) else { return nil }
        self.bytes = bytes
    }

    package func encode(into writer: inout CanonicalWriter) { writer.byteString(bytes) }
    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        bytes = try reader.byteString(count: Self.byteCount, field: "box key")
        guard !Self.isLowOrder(bytes) else {
            throw .invalidValue(at: reader.offset, field: "box key")
        }
    }

    /// The seven encodings, top bit aside, whose shared secret is zero for every private key:
    /// libsodium refuses to seal to them, so they must never become a `BoxKey`.
    /// Source: RFC 7748 section 6.1.
    private static let lowOrder: [[UInt8]] = {
        let orderEight = [
            "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
            "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        ]
        func bytes(first: UInt8, middle: UInt8, last: UInt8) -> [UInt8] {
            [first] + [UInt8](repeating: middle, count: 30) + [last]
        }
        let aroundZero: [[UInt8]] = [0, 1].map { bytes(first: $0, middle: 0, last: 0) }
        let aroundPrime: [[UInt8]] = [0xec, 0xed, 0xee].map {
            bytes(first: $0, middle: 0xff, last: 0x7f)
        }
        return aroundZero + aroundPrime + orderEight.compactMap(Hex.decode)
    }()

    private static func isLowOrder(_ bytes: [UInt8]) -> Bool {
        var masked = bytes
        masked[byteCount - 1] &= 0x7f
        return lowOrder.contains(masked)
    }

    /// Seals a message so that only the holder of the private key can read it; the sender stays
    /// anonymous, so authenticity comes from the signature around it.
    package func seal(_ message: [UInt8]) -> [UInt8] {
        SodiumReady.require()
        var output = [UInt8](repeating: 0, count: message.count + crypto_box_sealbytes())
        precondition(crypto_box_seal(&output, message, UInt64(message.count), bytes) == 0)
        return output
    }
}

extension VerifyingKey {
    /// The box key of whoever signs with this key; nil if the key would not be admitted. What is
    /// sealed to it opens with `BoxKeyPair(seed:)` of the signing key's seed.
    ///
    /// Source: RFC 7748 section 4.1, the map between the two curves.
    package var boxKey: BoxKey? {
        guard isPrimeOrder else { return nil }
        var output = [UInt8](repeating: 0, count: BoxKey.byteCount)
        guard crypto_sign_ed25519_pk_to_curve25519(&output, bytes) == 0 else { return nil }
        return BoxKey(output)
    }
}

/// The private half of a box key.
package final class BoxKeyPair: Sendable {
    private let secret: SecretBytes
    package let publicKey: BoxKey

    /// Derives the pair of a 32-byte seed.
    package init?(seed: SecretBytes) {
        SodiumReady.require()
        guard seed.count == crypto_box_seedbytes() else { return nil }
        var publicBytes = [UInt8](repeating: 0, count: BoxKey.byteCount)
        var secretBytes = [UInt8](repeating: 0, count: crypto_box_secretkeybytes())
        _ = seed.withBytes {
            crypto_box_seed_keypair(&publicBytes, &secretBytes, $0.baseAddress!)
        }
        guard let key = BoxKey(publicBytes) else { return nil }
        publicKey = key
        secret = SecretBytes(taking: &secretBytes)
    }

    /// Opens a sealed message; nil if it was not sealed to this key or was changed.
    package func open(_ sealed: [UInt8]) -> [UInt8]? {
        let overhead = crypto_box_sealbytes()
        guard sealed.count >= overhead else { return nil }
        var output = [UInt8](repeating: 0, count: sealed.count - overhead)
        let status = secret.withBytes {
            crypto_box_seal_open(
                &output, sealed, UInt64(sealed.count), publicKey.bytes, $0.baseAddress!)
        }
        return status == 0 ? output : nil
    }
}
