/// The version of this code: what `--version` of every tool, a node's answers and its exports name.
///
/// The only place that says it; the newest heading of docs/CHANGELOG.md is equal to it.
package enum TallyVersion {
    /// Three numbers, `MAJOR.MINOR.PATCH`: what breaks files or links of members, what adds to the
    /// code, what mends it.
    package static let text = "0.2.0"
}
