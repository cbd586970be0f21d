import LedgerTypes

/// Where reading again stands.
public struct ScrubProgress: Sendable, Hashable {
    /// The last height that was read in this pass.
    public var height = Height.genesis
    /// Passes over the whole store since the start.
    public var passes: UInt64 = 0
    /// Heights that are damaged now, ascending.
    public var damaged: [Height] = []
}
