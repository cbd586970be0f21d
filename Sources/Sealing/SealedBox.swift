internal import CSodium
import CanonicalCoding

/// A public key to which payloads are sealed (X25519).
public struct BoxKey: Hashable, Sendable, CanonicalCodable {
    public let bytes: [UInt8]
    public static let byteCount = 32

    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    public func encode(into writer: inout CanonicalWriter) { writer.byteString(bytes) }
    public init(from reader: inout CanonicalReader) throws(CodingFault) {
        bytes = try reader.byteString(count: Self.byteCount, field: "box key")
    }

    /// Seals a message so that only the holder of the private key can read it; the sender stays
    /// anonymous, so authenticity comes from the signature around it.
    public func seal(_ message: [UInt8]) -> [UInt8] {
        SodiumReady.require()
        var output = [UInt8](repeating: 0, count: message.count + crypto_box_sealbytes())
        precondition(crypto_box_seal(&output, message, UInt64(message.count), bytes) == 0)
        return output
    }
}

/// The private half of a box key.
public final class BoxKeyPair: Sendable {
    private let secret: SecretBytes
    public let publicKey: BoxKey

    /// Derives the pair of a 32-byte seed.
    public init?(seed: SecretBytes) {
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
    public func open(_ sealed: [UInt8]) -> [UInt8]? {
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
