import LedgerTypes
import Sealing

/// What a verifier says of a file: the verdict, every check, and what the file shows.
public struct EvidenceReport: Sendable {
    public let verdict: EvidenceVerdict
    /// The first check that failed, or the first of the court's policy that was not met.
    public let code: CheckCode?
    public let checks: [Check]
    public let policy: CourtPolicy
    /// The digest of the whole file, to be compared with the printed one.
    public let fileDigest: Digest
    public let fileSize: Int
    /// Nil for a file that failed: nothing of it is shown as if it held.
    public let evidence: VerifiedEvidence?
}
