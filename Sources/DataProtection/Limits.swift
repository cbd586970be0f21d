/// Bounds of what the gate looks into and reports, each with its reason.
enum Limits {
    /// How often an encoding may be wrapped in another before the text counts as undecodable.
    static let maximumUnwrapping = 4
    /// Texts that one value may unfold into, over all encodings.
    static let maximumViews = 48
    /// Findings reported for one payload; the rest only adds to the number.
    static let maximumFindings = 256
}
