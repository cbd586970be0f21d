import Evidence
import EvidenceTree
import LedgerTypes

/// An entry, and what shows to anybody who knows the seats that it is on the chain.
package struct CertifiedEntry: Sendable {
    package let entry: Entry
    /// Leads from the entry's bytes to the entry root of the header; its size is the header's count.
    package let proof: InclusionProof
    /// The block that holds the entry.
    package let block: CommittedHeader
}
