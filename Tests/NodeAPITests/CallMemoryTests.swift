import HummingbirdTesting
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import NodeAPI
@testable import TallyClient

@Suite struct `Call memory` {
    private let key = SigningKey.generate(suite: .ed25519SHA256).verifyingKey.id
    private let other = SigningKey.generate(suite: .ed25519SHA256).verifyingKey.id

    private func nonce(_ number: UInt64) -> [UInt8] {
        [UInt8](repeating: 0, count: 8)
            + (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    @Test func `answers a call once for as long as its time is accepted`() {
        let memory = CallMemory()
        let signed = BlockTime(10_000_000)
        #expect(memory.admit(key: key, nonce: nonce(1), time: signed, now: signed) == .first)
        // The signed time may lie two minutes before or after the node's clock.
        for offset in stride(from: UInt64(0), through: 120_000, by: 10_000) {
            let now = BlockTime(signed.value + offset)
            #expect(memory.admit(key: key, nonce: nonce(1), time: signed, now: now) == .repeated)
        }
        #expect(memory.admit(key: other, nonce: nonce(1), time: signed, now: signed) == .first)
    }

    @Test func `agrees with a plain list of calls`() {
        var random = SeededGenerator(seed: 7)
        let memory = CallMemory()
        var seen: Set<[UInt8]> = []
        var now: UInt64 = 1_000_000_000
        for _ in 0..<4_000 {
            now += random.next() % 2_000
            let time = now - 120_000 + random.next() % 240_001
            // A second use of a nonce is a repetition where the call is the same.
            let number = random.next() % 64
            let minute = time / 60_000
            let name = nonce(number) + nonce(minute)
            let expected: CallMemory.Admission = seen.insert(name).inserted ? .first : .repeated
            let found = memory.admit(
                key: key, nonce: nonce(number), time: BlockTime(time), now: BlockTime(now))
            #expect(found == expected)
        }
        #expect(memory.count <= 64 * 6)
    }

    @Test func `forgets what the clock refuses and nothing before`() {
        let memory = CallMemory()
        for minute in 0..<100 {
            let now = BlockTime(UInt64(1_000 + minute) * 60_000)
            for number in 0..<20 {
                _ = memory.admit(
                    key: key, nonce: nonce(UInt64(number)), time: now, now: now)
            }
            #expect(memory.count <= 20 * 4)
        }
    }

    @Test func `does not take as new a call that aged while its body came`() {
        let memory = CallMemory()
        let signed = BlockTime(10_000_000)
        #expect(memory.admit(key: key, nonce: nonce(1), time: signed, now: signed) == .first)
        // The same call again, let in by the door in time and whole only after its minute is
        // forgotten.
        for seconds in [121, 180, 181, 600] as [UInt64] {
            let now = BlockTime(signed.value + seconds * 1_000)
            #expect(memory.admit(key: key, nonce: nonce(1), time: signed, now: now) == .untimely)
        }
    }

    @Test func `does not take as new what it forgot before the clock was set back`() {
        let memory = CallMemory()
        let signed = BlockTime(10_000_000)
        let later = BlockTime(signed.value + 600_000)
        #expect(memory.admit(key: key, nonce: nonce(1), time: signed, now: signed) == .first)
        #expect(memory.admit(key: key, nonce: nonce(2), time: later, now: later) == .first)
        #expect(memory.admit(key: key, nonce: nonce(1), time: signed, now: signed) == .untimely)
        #expect(memory.admit(key: key, nonce: nonce(2), time: later, now: later) == .repeated)
    }

    @Test func `refuses new calls when it is full and forgets no old one`() {
        let memory = CallMemory(perKey: 10, together: 15)
        let time = BlockTime(5_000_000)
        for number in 0..<10 {
            #expect(
                memory.admit(key: key, nonce: nonce(UInt64(number)), time: time, now: time)
                    == .first)
        }
        #expect(memory.admit(key: key, nonce: nonce(10), time: time, now: time) == .full)
        for number in 0..<5 {
            #expect(
                memory.admit(key: other, nonce: nonce(UInt64(number)), time: time, now: time)
                    == .first)
        }
        #expect(memory.admit(key: other, nonce: nonce(5), time: time, now: time) == .full)
        for number in 0..<10 {
            #expect(
                memory.admit(key: key, nonce: nonce(UInt64(number)), time: time, now: time)
                    == .repeated)
        }
        let later = BlockTime(time.value + 60_000)
        #expect(memory.admit(key: key, nonce: nonce(11), time: later, now: later) == .first)
    }

    @Test func `counts costly calls by key and second`() {
        let memory = CallMemory()
        let now = BlockTime(9_000)
        let admitted = (0..<300).count { _ in memory.admitReview(key: key, now: now) }
        #expect(admitted == Limits.reviewsPerSecond)
        #expect(memory.admitReview(key: other, now: now))
        #expect(memory.admitReview(key: key, now: BlockTime(10_000)))
    }
}
