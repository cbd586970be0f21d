import CanonicalCoding

/// The 32 bytes of a hash, by the suite that genesis names.
package struct Digest: Hashable, Sendable, Comparable {
    // Four words rather than an array: digests are copied, compared and hashed everywhere.
    private let words: (UInt64, UInt64, UInt64, UInt64)

    package static let byteCount = 32
    package static let zero = Digest(words: (0, 0, 0, 0))

    private init(words: (UInt64, UInt64, UInt64, UInt64)) {
        self.words = words
    }

    /// Takes exactly 32 bytes; nil for any other number.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        var parts = [UInt64](repeating: 0, count: 4)
        for (index, byte) in bytes.enumerated() {
            parts[index >> 3] = parts[index >> 3] << 8 | UInt64(byte)
        }
        words = (parts[0], parts[1], parts[2], parts[3])
    }

    /// Takes 32 bytes from memory, which must hold them.
    init(unsafe bytes: UnsafeRawBufferPointer) {
        func word(_ index: Int) -> UInt64 {
            UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
        }
        words = (word(0), word(1), word(2), word(3))
    }

    package var bytes: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(Self.byteCount)
        append(to: &result)
        return result
    }

    /// Appends the 32 bytes.
    package func append(to bytes: inout [UInt8]) {
        let bigEndian = (
            words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian
        )
        withUnsafeBytes(of: bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// Bit `index` counted from the most significant one; 0 … 255.
    package func bit(at index: Int) -> Bool {
        let word =
            switch index >> 6 {
            case 0: words.0
            case 1: words.1
            case 2: words.2
            default: words.3
            }
        return word >> UInt64(63 - index & 63) & 1 == 1
    }

    package static func == (left: Digest, right: Digest) -> Bool { left.words == right.words }

    package static func < (left: Digest, right: Digest) -> Bool { left.words < right.words }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}

extension Digest: CanonicalCodable {
    package func encode(into writer: inout CanonicalWriter) { writer.byteString(bytes) }

    package init(from reader: inout CanonicalReader) throws(CodingFault) {
        let bytes = try reader.byteString(count: Self.byteCount, field: "digest")
        self = bytes.withUnsafeBytes { Digest(unsafe: $0) }
    }
}

extension Digest: CustomStringConvertible {
    /// 64 lower-case hexadecimal digits.
    package var description: String { Hex.encode(bytes) }

    /// The first eight digits, for logs and screens.
    package var short: String { Hex.encode(bytes.prefix(4)) }

    /// Reads 64 hexadecimal digits.
    package init?(hex: String) {
        guard let bytes = Hex.decode(hex) else { return nil }
        self.init(bytes)
    }
}
