import Evidence
import LedgerTypes
import Sealing

/// What an evidence file is worth under a court's demands: verdict, checks, and what it shows.
///
///     let demands = try CourtDemands(genesis: digest)
///     let verification = Verification(of: bytes, under: demands)
///     print(verification.verdict.name, verification.text(in: .english))
///
/// Pure: no network, no clock, no files; memory is bounded by the file.
public struct Verification: Sendable {
    /// The languages of every text.
    public enum Language: String, Sendable, Hashable, CaseIterable {
        case chinese = "zh"
        case english = "en"
    }

    /// What the file as a whole is worth. The number is the exit code of `tally-verify`.
    public enum Verdict: Int32, Sendable, Hashable, CaseIterable {
        case passed = 0
        case failed = 1
        /// Nothing speaks against the file, but it does not show what the court asks for.
        case indeterminate = 2

        /// `TOTAL-PASSED`, `TOTAL-FAILED` or `INDETERMINATE`: the same in both languages.
        public var name: String { inner.name }
    }

    /// Largest file that is examined; a larger one fails by its size alone.
    public static let maximumFileBytes = Limits.maximumFileBytes

    let report: EvidenceReport

    /// Makes every check in the order of its code; the first that fails ends the examination.
    ///
    /// Any bytes may be given: what is no evidence file fails. Complexity: O(n log n) hashes for n
    /// entries, and one check of a signature for each vote.
    public init(of file: [UInt8], under demands: CourtDemands) {
        report = EvidenceVerifier(schema: GovernanceSchema()).verify(file, policy: demands.policy)
    }

    public var verdict: Verdict { Verdict(report.verdict) }

    /// The first check that failed, or the first demand that is not met; nil if all is well.
    ///
    /// Source: docs/reference/evidence-codes.md.
    public var code: UInt64? { report.code?.rawValue }

    /// The table of checks in the order of their codes; all that an earlier failure left out too.
    public var checks: [Check] { report.checks.map(Check.init) }

    /// What the entries record, in the order of the chain; none for a file that failed.
    public var events: [Event] { report.evidence?.entries.map(Event.init) ?? [] }

    /// SHA-256 of the whole file, 64 hexadecimal digits: to be compared with the printed one.
    public var fileDigest: String { report.fileDigest.description }

    /// The whole report as plain text.
    public func text(in language: Language) -> String {
        ReportText(report, language: ReportLanguage(language)).text
    }

    /// The whole report as a page for A4 paper: HTML without script and without links.
    public func page(in language: Language) -> String {
        ReportPage(report, language: ReportLanguage(language)).html
    }

    /// Verdict and checks for programs: JSON in ASCII, with a fixed order of members.
    public var json: String { ReportJSON(report).text }
}

extension Verification.Verdict {
    init(_ verdict: EvidenceVerdict) {
        self =
            switch verdict {
            case .totalPassed: .passed
            case .totalFailed: .failed
            case .indeterminate: .indeterminate
            }
    }

    private var inner: EvidenceVerdict {
        switch self {
        case .passed: .totalPassed
        case .failed: .totalFailed
        case .indeterminate: .indeterminate
        }
    }

    /// The worst of some verdicts: what fails once has failed, whatever else holds.
    public static func worst(_ verdicts: [Self]) -> Self {
        Self(EvidenceVerdict.worst(verdicts.map(\.inner)))
    }
}

extension ReportLanguage {
    init(_ language: Verification.Language) {
        self =
            switch language {
            case .chinese: .chinese
            case .english: .english
            }
    }
}
