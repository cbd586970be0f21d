internal import CSodium

/// libsodium must be initialised once before use; every entry into it passes here.
enum SodiumReady {
    private static let isReady = sodium_init() >= 0

    static func require() {
        precondition(isReady, "libsodium could not be initialised")
    }
}

/// Bytes from the operating system's generator.
package enum RandomBytes {
    package static func generate(count: Int) -> [UInt8] {
        SodiumReady.require()
        var bytes = [UInt8](repeating: 0, count: count)
        randombytes_buf(&bytes, count)
        return bytes
    }

    /// A number below `bound`, for pauses and names; the bias of the remainder does not matter there.
    ///
    /// - Precondition: `bound` is positive.
    package static func number(below bound: UInt64) -> UInt64 {
        generate(count: 8).reduce(0) { $0 << 8 | UInt64($1) } % bound
    }
}
