/// Bounds of a script, so that checking and deciding cost what they cost, known beforehand.
///
/// Source: docs/reference/charter-language.md, "Cost and limits".
package enum CharterLimits {
    /// Largest source text: a page of law is 3 KiB, a whole consortium's charter below 64 KiB.
    package static let sourceBytes = 256 * 1024
    /// Most rules of one charter: keeps the override graph and its live set within eight words.
    package static let rules = 512
    /// Most attributes of one vocabulary.
    package static let attributes = 256
    /// Most members of one type: a set of them is one 64-bit word.
    package static let members = 64
    /// Deepest expression, so that recursion over a tree has a bound.
    package static let nesting = 32
    /// Most nodes of a canonical tree.
    package static let nodes = 20_000
    /// Most records, transitions, timeouts, scenarios, tests or assertions, each.
    package static let items = 512
    /// Most findings that are reported for one text: whoever has mended these asks again.
    package static let diagnostics = 100
    /// Largest budget a chain takes for one decision of one charter, in cost units.
    package static let budget: UInt64 = 20_000
    /// Most bytes of an identifier: it is printed in receipts and diagnostics.
    package static let identifierBytes = 64
    /// Longest duration in milliseconds: 1,000 years of 366 days.
    package static let duration: Int64 = 1_000 * 366 * 86_400_000
    /// Most months of a duration: 1,000 years.
    package static let months: Int64 = 12_000
}
