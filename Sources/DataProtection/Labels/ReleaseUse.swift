/// What released data are for: care reads what people wrote, every other use reads codes and
/// typed values.
package enum ReleaseUse: Hashable, Sendable {
    case care
    /// Research, training, teaching, claims, public health …. `textReviewed` is true for a named
    /// release whose free text a person of the holder has read.
    case secondary(textReviewed: Bool)

    /// Whether free text may leave at all; the gate reads it then too.
    package var allowsText: Bool { self != .secondary(textReviewed: false) }

    var isCare: Bool { self == .care }
}
