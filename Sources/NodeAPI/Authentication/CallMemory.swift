import LedgerTypes
import Sealing
import Synchronization

/// Remembers recent calls, so that a signed call is answered once; and counts reviews a key.
///
/// Calls are kept by the minute that they were signed for: a call sent again carries the same
/// minute, and a minute is forgotten only when the clock tolerance refuses it anyway. The memory
/// itself refuses what it may have forgotten, by the same clock reading: a call whose body comes in
/// slowly ages between the door and here. Full memory refuses new calls; it never forgets old ones
/// early.
final class CallMemory: Sendable {
    enum Admission: Hashable, Sendable {
        case first
        case repeated
        case full
        /// Not within the tolerance of the node's clock, or from a time that is forgotten.
        case untimely
    }

    private struct Nonce: Hashable {
        let high: UInt64
        let low: UInt64

        init(_ bytes: [UInt8]) {
            precondition(
                bytes.count == LedgerTypes.Limits.nonceByteCount, "a nonce of \(bytes.count) bytes")
            func number(_ part: ArraySlice<UInt8>) -> UInt64 {
                part.reduce(0) { $0 << 8 | UInt64($1) }
            }
            high = number(bytes[..<8])
            low = number(bytes[8...])
        }
    }

    private struct Minute {
        var calls: [KeyID: Set<Nonce>] = [:]
        var count = 0
    }

    private struct Memory {
        var minutes: [UInt64: Minute] = [:]
        /// Minutes below it are forgotten, also when the clock is set back.
        var oldest: UInt64 = 0
        var second: UInt64 = 0
        var reviews: [KeyID: Int] = [:]
    }

    private let memory = Mutex(Memory())
    private let perKey: Int
    private let together: Int

    init(perKey: Int = Limits.callsPerMinute, together: Int = Limits.allCallsPerMinute) {
        self.perKey = perKey
        self.together = together
    }

    /// `.first` once for each call.
    ///
    /// - Parameters:
    ///   - time: the signed one.
    ///   - now: the node's clock, read after the whole call has come.
    func admit(key: KeyID, nonce: [UInt8], time: BlockTime, now: BlockTime) -> Admission {
        let nonce = Nonce(nonce)
        return memory.withLock { memory in
            let tolerance = Limits.clockTolerance
            let oldest = (now.value > tolerance.value ? now.value - tolerance.value : 0) / 60_000
            // Only past what was forgotten: a clock that was ahead for a moment locks nobody out.
            for minute in memory.minutes.keys where minute < oldest {
                memory.minutes[minute] = nil
                memory.oldest = max(memory.oldest, minute + 1)
            }
            let name = time.value / 60_000
            guard max(now.since(time), time.since(now)) <= tolerance, name >= memory.oldest else {
                return .untimely
            }
            let known = memory.minutes[name]?.calls[key]
            if known?.contains(nonce) == true { return .repeated }
            guard (known?.count ?? 0) < perKey, (memory.minutes[name]?.count ?? 0) < together
            else { return .full }
            memory.minutes[name, default: Minute()].calls[key, default: []].insert(nonce)
            memory.minutes[name, default: Minute()].count += 1
            return .first
        }
    }

    /// How many calls are remembered.
    var count: Int { memory.withLock { $0.minutes.values.reduce(0) { $0 + $1.count } } }

    /// False once a key has used up its reviews of this second.
    func admitReview(key: KeyID, now: BlockTime) -> Bool {
        memory.withLock { memory in
            let second = now.value / 1_000
            if memory.second != second {
                memory.second = second
                memory.reviews = [:]
            }
            let count = (memory.reviews[key] ?? 0) + 1
            memory.reviews[key] = count
            return count <= Limits.reviewsPerSecond
        }
    }
}
