/// Bounds of what the gate looks into and reports, each with its reason.
enum Limits {
    /// How often an encoding may be wrapped in another before the text counts as undecodable.
    static let maximumUnwrapping = 5
    /// Texts that one value may unfold into, over all encodings.
    static let maximumViews = 64
    /// Findings reported for one payload; the rest only adds to the number.
    static let maximumFindings = 256
    /// Characters that a denial reaches over: a list of diseases that a patient denies, no more.
    static let maximumDenial = 48
    /// Words after a word that may take it back.
    static let maximumCues = 16
    /// UTF-8 bytes of one text with all that it unfolds into; a longer one is refused unread. No value of
    /// a field comes near it.
    static let maximumTextWork = 1 << 18
    /// UTF-8 bytes that all different texts of one payload may unfold into: less than two seconds of
    /// work for the worst of them (docs/reference/egress-gate.md).
    static let maximumWork = 1 << 20
    /// Texts, numbers and names of one payload: pieces are compared with their neighbours.
    static let maximumPieces = 100_000
}
