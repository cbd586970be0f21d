/// Bounds of the coding, so that hostile bytes cost no more than their length.
package enum Limits {
    /// Deepest nesting of arrays: the deepest format (a charter) stays below 48.
    package static let maximumDepth = 64
    /// Largest input the one-shot decoder takes, 256 MiB: above any block or evidence file.
    package static let maximumBytes = 256 * 1024 * 1024
}
