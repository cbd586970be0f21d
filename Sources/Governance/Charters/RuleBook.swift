import Sealing

/// Charters in force that were decoded and checked once, by digest; derived from state.
public struct RuleBook: Sendable {
    public init() {}
}
