/// The connections of callers at the HTTP interface.
package struct ConnectionFigures: Sendable, Hashable {
    package var open: Int
    /// How many there may be, of all and of one address.
    package var most: Int
    package var mostOfOneHost: Int
    /// Since the start: refused, or closed in favour of a newer one.
    package var turnedAway: UInt64
    /// When a cap was last reached; nil if it never was.
    package var crowded: ContinuousClock.Instant?

    package init(
        open: Int = 0, most: Int = 0, mostOfOneHost: Int = 0, turnedAway: UInt64 = 0,
        crowded: ContinuousClock.Instant? = nil
    ) {
        self.open = open
        self.most = most
        self.mostOfOneHost = mostOfOneHost
        self.turnedAway = turnedAway
        self.crowded = crowded
    }
}
