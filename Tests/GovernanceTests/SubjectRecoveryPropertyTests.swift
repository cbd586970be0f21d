import CanonicalCoding
import GovernanceSamples
import LedgerTypes
import Sealing
import TestSupport
import Testing

@testable import Governance

/// What a recovery is in the plainest words: a list of what happened, read from the start each time.
struct NaiveRecoveries {
    struct Attempt {
        let key: String
        let persons: Set<String>
        let due: UInt64
        var cancelled: UInt64?
        var isOver = false
    }

    var key = "subject/p1"
    var attempts: [Attempt] = []
    let delay: UInt64

    mutating func reach(_ time: UInt64) {
        guard let last = attempts.last, !last.isOver, last.due <= time else { return }
        key = last.key
        attempts[attempts.count - 1].isOver = true
    }

    mutating func announce(_ newKey: String, by persons: Set<String>, at time: UInt64) -> Bool {
        if let last = attempts.last, !last.isOver { return false }
        for person in persons {
            let objections = attempts.filter { $0.persons.contains(person) }
                .compactMap(\.cancelled)
            guard let latest = objections.max() else { continue }
            var wait = delay
            for _ in 0..<min(objections.count, 5) { wait *= 2 }
            if time < latest + wait { return false }
        }
        attempts.append(Attempt(key: newKey, persons: persons, due: time + delay))
        return true
    }

    mutating func cancel(by signer: String, at time: UInt64) -> Bool {
        guard let last = attempts.last, !last.isOver, signer == key else { return false }
        attempts[attempts.count - 1].isOver = true
        attempts[attempts.count - 1].cancelled = time
        return true
    }
}

@Suite struct `Recoveries against a naive reference` {
    private static let people = [
        ("data", "nurse"), ("data", "clerk"), ("physician", "nurse"), ("compliance", "clerk"),
    ]

    @Test(arguments: UInt64(1)...24)
    func `have the same keys after any course of announcements and objections`(seed: UInt64) throws
    {
        var random = SeededGenerator(seed: seed)
        var ledger = Samples.ledger(try TestConsortium()).ledger
        let delay = ChainParameters.standard.subjectRecoveryDelay.value
        var naive = NaiveRecoveries(delay: delay)
        var latest = RecordID(.zero)
        for step in 0..<60 {
            switch random.below(3) {
            case 0:
                let steps = [1, delay / 2, delay - 1, delay, 3 * delay]
                ledger.advance(by: Milliseconds(steps[random.below(steps.count)]))
                naive.reach(ledger.time.value)
            case 1:
                let pair = Self.people[random.below(Self.people.count)]
                var sample = RecoverySample(ledger)
                sample.newKey = "seed \(seed) step \(step)"
                sample.witness = pair.1
                let receipt = ledger.run(
                    sample.body, by: "centre-b", staff: pair.0,
                    keys: ["staff/centre-b/\(pair.0)", "staff/centre-b/\(pair.1)"])
                let isAccepted = naive.announce(
                    sample.newKey, by: [pair.0, pair.1], at: ledger.time.value)
                #expect((receipt.outcome == .accepted) == isAccepted, "seed \(seed) step \(step)")
                if isAccepted { latest = try RecordID(canonical: receipt.detail) }
            default:
                let signers = ["subject/p1", naive.attempts.last?.key, naive.key]
                let signer = signers.compactMap { $0 }[random.below(2)]
                let isAccepted = naive.cancel(by: signer, at: ledger.time.value)
                let body = RecoverSubject.cancel(latest)
                let refusal = ledger.refusal(body, by: "hospital-a", keys: [signer])
                #expect((refusal == nil) == isAccepted, "seed \(seed) step \(step)")
            }
            #expect(
                ledger.key(of: "p1") == TestConsortium.key(naive.key).verifyingKey,
                "seed \(seed) step \(step)")
        }
    }
}
