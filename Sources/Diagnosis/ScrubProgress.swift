import LedgerTypes

/// Where reading again stands.
package struct ScrubProgress: Sendable, Hashable {
    /// The last height that was read in this pass.
    package var height = Height.genesis
    /// Passes over the whole store since the start.
    package var passes: UInt64 = 0
    /// Heights that are damaged now, ascending.
    package var damaged: [Height] = []
}
