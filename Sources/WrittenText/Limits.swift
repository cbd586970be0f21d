/// Bounds of the JSON texts that the room reads, each with its reason.
enum Limits {
    /// The largest JSON that is read is one patient's record; larger payloads go out as files under
    /// another procedure.
    static let maximumJSONBytes = 8 << 20
    /// FHIR resources nest about a dozen deep; extensions and nested provisions a little more.
    static let maximumDepth = 64
    /// Values of one document: bounds the memory of a tree made of many tiny elements.
    static let maximumValues = 400_000
    /// Digits of a number: no measure needs more, and longer ones hide identifiers.
    static let maximumNumberBytes = 64
}
