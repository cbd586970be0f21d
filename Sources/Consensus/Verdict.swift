/// What looking at something that a peer sent has given.
///
/// A look may stop early, for its cost: what then comes back is no `holds`, and nothing else can be
/// used by rules. Source: docs/internals/decisions/0015-checked-values.md.
enum Verdict<Value> {
    /// Checked in full.
    case holds(Value)
    /// Checked, and wrong; what to report of the sender, nil where that is not looked into now.
    case wrong(ConsensusFault?)
    /// Not checked: nothing follows from it.
    case notChecked
}
