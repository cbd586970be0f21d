/// The CRC-32 of ZIP archives: finds accidents, not attacks; the seal's digests are for those.
/// Source: PKWARE APPNOTE 6.3.10 section 4.4.7.
enum Checksum {
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in
            value & 1 == 1 ? value >> 1 ^ 0xedb8_8320 : value >> 1
        }
    }

    static func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        var value: UInt32 = 0xffff_ffff
        table.withUnsafeBufferPointer { table in
            bytes.withUnsafeBufferPointer { bytes in
                for byte in bytes {
                    value = value >> 8 ^ table[Int(UInt8(truncatingIfNeeded: value) ^ byte)]
                }
            }
        }
        return ~value
    }
}
