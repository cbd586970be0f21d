internal import COpenSSL

/// The hash of a stream, for files that do not fit in memory.
package final class IncrementalHash {
    private let context: OpaquePointer

    package init(_ suite: CryptoSuite) {
        guard let context = EVP_MD_CTX_new() else { preconditionFailure("no memory for a hash") }
        self.context = context
        switch suite {
        case .ed25519SHA256: precondition(EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1)
        }
    }

    deinit { EVP_MD_CTX_free(context) }

    package func update(_ bytes: [UInt8]) {
        precondition(EVP_DigestUpdate(context, bytes, bytes.count) == 1)
    }

    /// Ends the stream; the object must not be used afterwards.
    package func finish() -> Digest {
        var output = [UInt8](repeating: 0, count: Digest.byteCount)
        precondition(EVP_DigestFinal_ex(context, &output, nil) == 1)
        return output.withUnsafeBytes { Digest(unsafe: $0) }
    }
}
