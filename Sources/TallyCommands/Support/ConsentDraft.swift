import CharterLanguage
import Foundation
import Governance
import Interchange
import LedgerTypes
import Sealing

/// Consents to be recorded, from scopes that an importer read.
enum ConsentDraft {
    /// Purposes of the base vocabulary, for a refusal of all of them.
    private static let allPurposes = [
        "care", "refer", "rescue", "research", "teach", "claims", "insurance", "public_health",
        "training", "self", "judicial", "regulate", "quality", "operate",
    ]

    /// The terms of one scope; none where it names no purpose that the ledger knows.
    static func terms(
        _ scope: ImportedScope, of patient: Pseudonym, document: [UInt8], suite: CryptoSuite
    ) throws -> [ConsentTerms] {
        guard let covered = scope.consentScope(allPurposes: allPurposes) else { return [] }
        let hidden = Given.commitment("document", document, suite: suite)
        return [
            ConsentTerms(
                about: .subject(patient), permits: scope.permits, scope: covered, notice: .zero,
                isSeparate: true, document: hidden.digest)
        ]
    }
}
