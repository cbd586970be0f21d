/// Bounds of the ledger's formats.
package enum Limits {
    /// Longest name: fits a screen column and a log line.
    package static let maximumNameLength = 64
    /// Most seats that the format allows; the design is measured to 30.
    package static let maximumSeats = 64
    /// Fewest seats that tolerate one faulty member.
    package static let minimumFaultTolerantSeats = 4
    /// Most signatures beside one transaction: every seat and a countersigner each.
    package static let maximumSignatures = 128
    /// Largest payload, 256 KiB of charter source and room for its canonical form.
    package static let maximumPayloadBytes = 1024 * 1024
    /// Most transactions in one block.
    package static let maximumTransactions = 10_000
    /// Most pieces of evidence in one block: with 64 seats each may hold a certificate of 5 kB, and
    /// together they stay near the smallest block of 64 KiB.
    package static let maximumEvidence = 8
    /// Most heads that one entry advances.
    package static let maximumHeadLinks = 64
    /// Longest time a transaction may wait for its block, 24 hours.
    /// Source: docs/reference/transactions.md, "Order of steps".
    package static let maximumValidity = Milliseconds.hours(24)
    /// Length of a nonce.
    package static let nonceByteCount = 16
    /// Version of headers.
    package static let headerVersion: UInt64 = 1
}
