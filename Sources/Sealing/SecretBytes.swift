internal import CSodium

/// Secret bytes in guarded memory: locked, wiped when released, compared in constant time, and
/// silent in descriptions.
package final class SecretBytes: @unchecked Sendable {
    // SAFETY: written only in init, before the object is shared; freed only in deinit.
    private let memory: UnsafeMutableRawPointer
    package let count: Int

    package init(_ bytes: [UInt8]) {
        SodiumReady.require()
        guard let memory = sodium_malloc(max(bytes.count, 1)) else {
            preconditionFailure("no guarded memory for \(bytes.count) secret bytes")
        }
        self.memory = memory
        count = bytes.count
        memory.copyMemory(from: bytes, byteCount: bytes.count)
        sodium_mprotect_readonly(memory)
    }

    /// Takes the bytes and wipes the array they came in.
    package convenience init(taking bytes: inout [UInt8]) {
        self.init(bytes)
        sodium_memzero(&bytes, bytes.count)
        bytes = []
    }

    package static func random(count: Int) -> SecretBytes {
        var bytes = RandomBytes.generate(count: count)
        return SecretBytes(taking: &bytes)
    }

    deinit { sodium_free(memory) }

    /// Lends the bytes for the time of the call.
    package func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        body(UnsafeBufferPointer(start: memory.assumingMemoryBound(to: UInt8.self), count: count))
    }

    /// A copy outside guarded memory, for formats that encrypt it at once.
    package func exposed() -> [UInt8] { withBytes { Array($0) } }

    /// Compares in constant time.
    package func matches(_ other: SecretBytes) -> Bool {
        count == other.count && sodium_memcmp(memory, other.memory, count) == 0
    }
}

extension SecretBytes: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "secret of \(count) bytes" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
