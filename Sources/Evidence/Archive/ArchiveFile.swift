/// One file of an archive.
public struct ArchiveFile: Hashable, Sendable {
    public let name: String
    public let bytes: [UInt8]

    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// Lower-case letters, digits, `-`, `_`, `.` and `/` between parts; no part is `.` or `..`.
    static func isAdmitted(name: some Collection<UInt8>) -> Bool {
        guard (1...Limits.maximumNameBytes).contains(name.count) else { return false }
        let isPlain = name.allSatisfy {
            (0x61...0x7a).contains($0) || (0x30...0x39).contains($0)
                || [0x2d, 0x5f, 0x2e, 0x2f].contains($0)
        }
        let parts = name.split(separator: 0x2f, omittingEmptySubsequences: false)
        return isPlain && parts.allSatisfy { $0.contains { $0 != 0x2e } }
    }
}

/// Why bytes are not the one form of an archive.
public enum ArchiveFault: Error, Hashable, Sendable {
    case tooLarge
    case tooManyFiles
    /// The bytes end inside a part, or do not begin as an archive.
    case structure(at: Int)
    /// A field that the form fixes has another value.
    case field(file: Int)
    case name(file: Int)
    /// Not strictly after the file before it: out of order, or twice.
    case order(file: Int)
    case checksum(file: Int)
    /// Writing the same files again gives other bytes.
    case notCanonical
}
