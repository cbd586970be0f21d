import LedgerTypes
import Sealing
import Synchronization

/// Remembers recent calls, so that a signed call is answered once; and counts reviews a key.
final class CallMemory: Sendable {
    private struct Memory {
        var seen: [[UInt8]: BlockTime] = [:]
        var order: [[UInt8]] = []
        var reviews: [KeyID: (second: UInt64, count: Int)] = [:]
    }

    private let memory = Mutex(Memory())

    /// True the first time a key uses a nonce within the clock tolerance.
    func admit(key: KeyID, nonce: [UInt8], now: BlockTime) -> Bool {
        memory.withLock { memory in
            let name = key.digest.bytes + nonce
            if let time = memory.seen[name], now.since(time) <= Limits.clockTolerance * 2 {
                return false
            }
            memory.seen[name] = now
            memory.order.append(name)
            if memory.order.count > Limits.rememberedCalls {
                let old = memory.order.prefix(Limits.rememberedCalls / 2)
                for name in old { memory.seen[name] = nil }
                memory.order.removeFirst(old.count)
            }
            return true
        }
    }

    /// False once a key has used up its reviews of this second.
    func admitReview(key: KeyID, now: BlockTime) -> Bool {
        memory.withLock { memory in
            let second = now.value / 1_000
            var use = memory.reviews[key] ?? (second, 0)
            if use.second != second { use = (second, 0) }
            use.count += 1
            memory.reviews[key] = use
            if memory.reviews.count > Limits.rememberedCalls { memory.reviews = [key: use] }
            return use.count <= Limits.reviewsPerSecond
        }
    }
}

extension Milliseconds {
    static func * (left: Milliseconds, right: UInt64) -> Milliseconds {
        Milliseconds(left.value * right)
    }
}
