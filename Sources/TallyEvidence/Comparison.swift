import Evidence

/// What two files of one chain say of each other: they agree, or prove that the chain has forked.
public struct Comparison: Sendable {
    private let found: EvidenceComparison

    /// Compares two files that were verified against the same digest of genesis.
    ///
    /// Complexity: O(n) for n entries and changes of seats.
    public init(_ first: Verification, _ second: Verification) {
        found = EvidenceComparison(first.report, second.report)
    }

    /// What it says of the two as a pair: a fork, shown or inferred, fails both.
    public var verdict: Verification.Verdict { Verification.Verdict(found.verdict) }

    /// One line for people.
    public func text(in language: Verification.Language) -> String {
        found.text(ReportLanguage(language))
    }
}
