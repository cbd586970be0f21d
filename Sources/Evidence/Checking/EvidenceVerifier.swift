import CanonicalCoding
import LedgerTypes
import Sealing

/// Checks evidence files: pure, without network, clock or files, in memory bounded by the file.
package struct EvidenceVerifier: Sendable {
    let schema: any LedgerSchema

    package init(schema: any LedgerSchema) { self.schema = schema }

    /// Makes every check in the order of `CheckCode`; the first that fails ends the examination.
    ///
    /// Complexity: O(n log n) hashes for n entries, one signature check a vote.
    /// Source: docs/reference/evidence-format.md, "Rules of verification".
    package func verify(_ bytes: [UInt8], policy: CourtPolicy) -> EvidenceReport {
        var examination = Examination(schema: schema, policy: policy)
        var failure: CheckFailure?
        var evidence: VerifiedEvidence?
        do {
            evidence = try examination.run(bytes)
        } catch {
            failure = error
        }
        let checks = examination.log.completed(with: failure)
        let decisive = checks.first { $0.result == .failed || $0.result == .indeterminate }
        let verdict: EvidenceVerdict =
            switch decisive?.result {
            case nil: .totalPassed
            case .indeterminate: .indeterminate
            default: .totalFailed
            }
        return EvidenceReport(
            verdict: verdict, code: decisive?.code, checks: checks, policy: policy,
            fileDigest: CryptoSuite.ed25519SHA256.hash(bytes), fileSize: bytes.count,
            evidence: evidence)
    }
}

/// One run of the checks: what was read so far, and the table.
struct Examination {
    let schema: any LedgerSchema
    let policy: CourtPolicy
    var log = CheckLog()
    /// The suite of the chain, once genesis is read.
    var suite = CryptoSuite.ed25519SHA256

    var files: [ArchiveFile] = []
    var disclosures: [EntryDisclosures] = []
    /// What the state says, by key: from genesis, then proven.
    var facts: [[UInt8]: [UInt8]] = [:]
    /// True if the file brings the charters of its decisions.
    var hasRules = false
    var exporter: MemberFacts?
    /// The recoveries that are proven.
    var recoveries: [RecoveryFacts] = []

    mutating func run(_ bytes: [UInt8]) throws(CheckFailure) -> VerifiedEvidence {
        try readArchive(bytes)
        let seal = try readSeal()
        let content = try readContent()
        let genesis = try checkGenesis(content)
        let seats = try checkSeats(content, genesis: genesis)
        let entries = try checkEntries(content, genesis: genesis)
        try checkHeads(content, entries: entries)
        try checkFacts(content, entries: entries)
        try checkBlocks(content, entries: entries, seats: seats)
        try checkDisclosures(entries)
        try checkExporter(seal, content: content)
        let exhibits = try checkExhibits(entries)
        let evidence = collect(
            content, genesis: genesis, seal: seal, seats: seats.last, entries: entries,
            exhibits: exhibits)
        checkPolicy(evidence)
        warnOfSalts()
        return evidence
    }

    func file(_ name: String) -> ArchiveFile? { files.first { $0.name == name } }
}

/// An entry as it is read from the file, before its disclosures are joined.
struct ReadEntry {
    let proven: ProvenEntry
    let entry: Entry
    /// Field commitments of the payload, in order of position.
    let commitments: [Digest]

    var index: EntryIndex { proven.index }
}
