/// Bounds of what the room reads and releases, each with its reason.
enum Limits {
    /// A release is one patient's record; larger payloads go out as files under another procedure.
    static let maximumPayloadBytes = 8 << 20
    /// FHIR resources nest about a dozen deep; extensions and nested provisions a little more.
    static let maximumDepth = 64
    /// Values of one document: bounds the memory of a tree made of many tiny elements.
    static let maximumValues = 400_000
    /// Digits of a number: no measure needs more, and longer ones hide identifiers.
    static let maximumNumberBytes = 64
    /// How often an encoding may be wrapped in another before the text counts as undecodable.
    static let maximumUnwrapping = 4
    /// Texts that one value may unfold into, over all encodings.
    static let maximumViews = 48
    /// Findings reported for one payload; the rest only adds to the number.
    static let maximumFindings = 256
}
