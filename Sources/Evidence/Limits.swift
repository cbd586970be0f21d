/// Bounds of evidence files, so that a hostile file costs no more than its length.
package enum Limits {
    /// Largest file, 256 MiB: what the one-shot decoder takes.
    package static let maximumFileBytes = 256 * 1024 * 1024
    /// Most files in one archive: contents, seal, report and some hundred exhibits.
    package static let maximumFiles = 512
    /// Longest name of a file in the archive.
    package static let maximumNameBytes = 120
    /// Most entries in one file; more belong into several exports.
    package static let maximumEntries = 200_000
    /// Blocks that one step of an export reads: each takes up to some milliseconds, and whoever else
    /// exports has the next turn.
    package static let readsPerStep = 16
    /// Proofs that one step of an export makes: each takes some ten microseconds.
    package static let proofsPerStep = 256
    /// Most heads in one file: a subject and its assets.
    package static let maximumHeads = 10_000
    /// Most state facts beside the heads: charters, vocabularies, members.
    package static let maximumFacts = 10_000
    /// Most changes of the seats between genesis and the export.
    package static let maximumSeatSteps = 10_000
    /// Most recoveries from a lost quorum: each removes a seat.
    package static let maximumRecoveries = 256
    /// Most disclosed fields of one entry.
    package static let maximumDisclosures = 256
    /// Longest case reference and version text.
    package static let maximumTextBytes = 256
    /// Most lines of a policy file.
    package static let maximumPolicyLines = 1_000
    /// Version of `evidence.cbor`, `disclosures.cbor` and `seal.cbor`.
    static let formatVersion: UInt64 = 1
}
