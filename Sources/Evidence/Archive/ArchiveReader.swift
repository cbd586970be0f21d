/// Reads archives in their one form and refuses every other: parses the local headers in a line,
/// writes the archive again from names and contents, and compares all bytes.
///
/// So there is no second reading: central directory, prefix, suffix, comments, extra fields and
/// descriptors cannot differ from what was parsed.
/// Source: docs/reference/evidence-format.md, "Archive".
package enum ArchiveReader {
    private struct Record {
        let fixed: ArraySlice<UInt8>
        let checksum: UInt32
        let sizesAgree: Bool
        let extraCount: Int
        let name: ArraySlice<UInt8>
        let content: ArraySlice<UInt8>
    }

    /// The files in order. Throws the first fault in the order of `ArchiveFault`.
    package static func files(in bytes: [UInt8]) throws(ArchiveFault) -> [ArchiveFile] {
        guard bytes.count <= Limits.maximumFileBytes else { throw .tooLarge }
        let records = try records(in: bytes)
        for (place, record) in records.enumerated() {
            guard record.fixed.elementsEqual(ArchiveWriter.fixedFields), record.sizesAgree,
                record.extraCount == 0
            else { throw .field(file: place) }
        }
        for (place, record) in records.enumerated()
        where !ArchiveFile.isAdmitted(name: record.name) { throw .name(file: place) }
        for (place, pair) in zip(records, records.dropFirst()).enumerated()
        where !pair.0.name.lexicographicallyPrecedes(pair.1.name) { throw .order(file: place + 1) }
        for (place, record) in records.enumerated()
        where Checksum.crc32(record.content) != record.checksum { throw .checksum(file: place) }
        let files = records.map {
            ArchiveFile(name: String(decoding: $0.name, as: UTF8.self), bytes: Array($0.content))
        }
        guard ArchiveWriter.archive(files) == bytes else { throw .notCanonical }
        return files
    }

    private static func records(in bytes: [UInt8]) throws(ArchiveFault) -> [Record] {
        var records: [Record] = []
        var offset = 0
        while number(bytes, at: offset, width: 4) == UInt64(ArchiveWriter.localSignature) {
            guard records.count < Limits.maximumFiles else { throw .tooManyFiles }
            guard bytes.count - offset >= 30 else { throw .structure(at: offset) }
            let stored = number(bytes, at: offset + 18, width: 4)
            let nameCount = Int(number(bytes, at: offset + 26, width: 2))
            let extraCount = Int(number(bytes, at: offset + 28, width: 2))
            let name = offset + 30
            let content = name + nameCount + extraCount
            guard content <= bytes.count, Int(stored) <= bytes.count - content else {
                throw .structure(at: offset)
            }
            let end = content + Int(stored)
            records.append(
                Record(
                    fixed: bytes[offset + 4..<offset + 14],
                    checksum: UInt32(number(bytes, at: offset + 14, width: 4)),
                    sizesAgree: stored == number(bytes, at: offset + 22, width: 4),
                    extraCount: extraCount, name: bytes[name..<name + nameCount],
                    content: bytes[content..<end]))
            offset = end
        }
        guard !records.isEmpty,
            number(bytes, at: offset, width: 4) == UInt64(ArchiveWriter.centralSignature)
        else { throw .structure(at: offset) }
        return records
    }

    /// A little-endian number; all ones where the bytes end before it, which is no signature.
    private static func number(_ bytes: [UInt8], at offset: Int, width: Int) -> UInt64 {
        guard bytes.count - offset >= width else { return .max }
        return (0..<width).reversed().reduce(0) { $0 << 8 | UInt64(bytes[offset + $1]) }
    }
}
