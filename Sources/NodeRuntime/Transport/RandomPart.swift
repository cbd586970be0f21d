import Sealing

/// Small random numbers from the operating system, for pauses.
enum RandomPart {
    /// A number below `bound`, which must be positive; the bias of the remainder does not matter.
    static func below(_ bound: UInt64) -> UInt64 {
        RandomBytes.generate(count: 8).reduce(0) { $0 << 8 | UInt64($1) } % bound
    }
}
