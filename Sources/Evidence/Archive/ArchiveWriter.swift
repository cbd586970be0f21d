/// Writes files as the one ZIP archive that these files have: stored, sorted, without dates.
///
/// Source: docs/reference/evidence-format.md, "Archive"; PKWARE APPNOTE 6.3.10 sections 4.3.7,
/// 4.3.12, 4.3.16.
package enum ArchiveWriter {
    static let localSignature: UInt32 = 0x0403_4b50
    static let centralSignature: UInt32 = 0x0201_4b50
    static let endSignature: UInt32 = 0x0605_4b50
    /// What the form fixes after the signature of a local header: version 1.0, no flags, stored,
    /// midnight, 1 January 1980.
    static let fixedFields: [UInt8] = [10, 0, 0, 0, 0, 0, 0, 0, 0x21, 0]

    /// The archive of the files, which are sorted by name; names must be admitted and distinct.
    package static func archive(_ files: [ArchiveFile]) -> [UInt8] {
        let sorted = files.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        var bytes: [UInt8] = []
        var central: [UInt8] = []
        bytes.reserveCapacity(sorted.reduce(1024) { $0 + $1.bytes.count + 256 })
        for file in sorted {
            precondition(
                ArchiveFile.isAdmitted(name: Array(file.name.utf8)), "name `\(file.name)`")
            let facts = commonFields(of: file)
            append(centralSignature, to: &central)
            central += [10, 0] + facts
            // Comment length, disk, internal and external attributes.
            central += [UInt8](repeating: 0, count: 10)
            append(UInt32(bytes.count), to: &central)
            central += Array(file.name.utf8)

            append(localSignature, to: &bytes)
            bytes += facts
            bytes += Array(file.name.utf8)
            bytes += file.bytes
        }
        let start = UInt32(bytes.count)
        bytes += central
        append(endSignature, to: &bytes)
        bytes += [0, 0, 0, 0]
        append(UInt16(sorted.count), to: &bytes)
        append(UInt16(sorted.count), to: &bytes)
        append(UInt32(central.count), to: &bytes)
        append(start, to: &bytes)
        bytes += [0, 0]
        return bytes
    }

    private static func commonFields(of file: ArchiveFile) -> [UInt8] {
        var bytes = fixedFields
        append(Checksum.crc32(file.bytes[...]), to: &bytes)
        append(UInt32(file.bytes.count), to: &bytes)
        append(UInt32(file.bytes.count), to: &bytes)
        append(UInt16(file.name.utf8.count), to: &bytes)
        return bytes + [0, 0]
    }

    private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
}
