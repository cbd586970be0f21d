/// Bounds of the store.
package enum Limits {
    /// Size at which a segment is sealed, 64 MiB: hashed in a fraction of a second, copied as one
    /// file. A larger block has a segment of its own.
    package static let segmentBytes = 64 * 1024 * 1024
    /// Largest record, 256 MiB: the largest input of the canonical decoder.
    package static let maximumRecordBytes = 256 * 1024 * 1024
    /// Free space below which votes are refused, 64 MiB: blocks that others commit still fit, and
    /// the disk is never filled to the last byte.
    /// Source: docs/internals/consensus.md, "The pitfalls", 24.
    package static let votingReserveBytes: UInt64 = 64 * 1024 * 1024
    /// Bytes of a signer record after its frame: the largest one and room to spare.
    static let signerRecordBytes = 176
    /// Signer records after which the register is written anew with the last one only.
    static let signerRecords = 4_096
    /// Pieces in which files are hashed.
    static let pieceBytes = 1024 * 1024
}
