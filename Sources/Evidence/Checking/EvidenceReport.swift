import LedgerTypes
import Sealing

/// What a verifier says of a file: the verdict, every check, and what the file shows.
package struct EvidenceReport: Sendable {
    package let verdict: EvidenceVerdict
    /// The first check that failed, or the first of the court's policy that was not met.
    package let code: CheckCode?
    package let checks: [Check]
    package let policy: CourtPolicy
    /// The digest of the whole file, to be compared with the printed one.
    package let fileDigest: Digest
    package let fileSize: Int
    /// Nil for a file that failed: nothing of it is shown as if it held.
    package let evidence: VerifiedEvidence?
}
