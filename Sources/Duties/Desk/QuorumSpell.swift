/// For how long a quorum has been there.
struct QuorumSpell: Sendable {
    /// Since when it can be reached, by the clock of turns; nil while it cannot.
    private var since: UInt64?
    /// True if it was there for long enough that work could have been done.
    private(set) var isLong = false

    mutating func note(isCutOff: Bool, now: UInt64) {
        since = isCutOff ? nil : since ?? now
        isLong = since.map { now >= $0 && now - $0 >= Limits.settling } ?? false
    }
}
