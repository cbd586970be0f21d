/// Bounds of what the gate looks into and reports, each with its reason.
enum Limits {
    /// How often an encoding may be wrapped in another before the text counts as undecodable.
    static let maximumUnwrapping = 4
    /// Texts that one value may unfold into, over all encodings.
    static let maximumViews = 48
    /// Findings reported for one payload; the rest only adds to the number.
    static let maximumFindings = 256
    /// Characters that a denial reaches over: a list of diseases that a patient denies, no more.
    static let maximumDenial = 48
    /// Words after a word that may take it back.
    static let maximumCues = 16
}
