internal import COpenSSL
import CanonicalCoding

/// The algorithms of a consortium, named once in its genesis and never mixed.
package enum CryptoSuite: UInt64, Sendable, Hashable, CaseIterable {
    case ed25519SHA256 = 1
    // INVARIANT: 2 stays reserved for sm2-sm3, so that no file of another meaning can claim it.

    package var name: String {
        switch self {
        case .ed25519SHA256: "ed25519-sha256"
        }
    }

    package init?(name: String) {
        guard let suite = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = suite
    }

    /// Length of a signature in bytes.
    package var signatureByteCount: Int { 64 }

    /// Length of a verifying key in bytes.
    package var keyByteCount: Int { 32 }
}

extension CryptoSuite: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) { writer.unsigned(rawValue) }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        guard let suite = CryptoSuite(rawValue: try reader.unsigned()) else {
            throw .invalidValue(at: reader.offset, field: "suite")
        }
        self = suite
    }
}

/// The first line of everything that is hashed: says what the bytes are, and in which version.
package struct DigestDomain: Hashable, Sendable, CustomStringConvertible {
    package let description: String
    let prefix: [UInt8]

    /// A line such as `tally/header/v1`, without its end.
    package init(_ line: StaticString) {
        description = line.description
        prefix = Array(line.description.utf8) + [0x0a]
    }
}

extension CryptoSuite {
    /// The plain hash of bytes: for trees with their own prefixes, and for files.
    package func hash(_ bytes: [UInt8]) -> Digest {
        bytes.withUnsafeBufferPointer { input in
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Digest.byteCount) { output in
                // SAFETY: both buffers outlive the call, which fills all of `output`; an empty
                // input may be nil, which OpenSSL takes.
                let status = tally_sha256(input.baseAddress, input.count, output.baseAddress)
                precondition(status == 1, "OpenSSL failed to hash \(input.count) bytes")
                return Digest(unsafe: UnsafeRawBufferPointer(output))
            }
        }
    }

    /// H(domain line ‖ "\n" ‖ bytes). Source: docs/reference/coding.md.
    package func digest(_ domain: DigestDomain, _ bytes: [UInt8]) -> Digest {
        hash(domain.prefix + bytes)
    }

    /// The digest of a value's canonical bytes.
    package func digest(_ domain: DigestDomain, of value: some CanonicalEncodable) -> Digest {
        digest(domain, value.canonicalBytes)
    }

    /// The digest of the canonical array of two digests, written at once: the innermost loop of
    /// execution.
    package func digest(_ domain: DigestDomain, pair first: Digest, _ second: Digest) -> Digest {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(domain.prefix.count + 5 + 2 * Digest.byteCount)
        bytes.append(contentsOf: domain.prefix)
        bytes.append(0x82)
        for part in [first, second] {
            bytes.append(0x58)
            bytes.append(UInt8(Digest.byteCount))
            part.append(to: &bytes)
        }
        return hash(bytes)
    }

    /// The hash of two digests behind a prefix byte: an inner node of a tree.
    package func hash(prefix: UInt8, _ left: Digest, _ right: Digest) -> Digest {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1 + 2 * Digest.byteCount)
        bytes.append(prefix)
        left.append(to: &bytes)
        right.append(to: &bytes)
        return hash(bytes)
    }
}
