/// Lets one line about each thing into the log in a while, and counts those that it leaves out:
/// who sends nonsense must not fill the disk with what is said of it.
struct LineLimiter<Subject: Hashable & Comparable> {
    private struct Spell {
        var until: ContinuousClock.Instant
        var leftOut: UInt64 = 0
    }

    private var spells: [Subject: Spell] = [:]
    let pause: Duration

    init(pause: Duration = .seconds(60)) { self.pause = pause }

    /// True if a line is to be written now; one that is not is counted.
    mutating func admits(_ subject: Subject, now: ContinuousClock.Instant) -> Bool {
        if spells[subject].map({ now < $0.until }) ?? false {
            spells[subject]?.leftOut += 1
            return false
        }
        spells[subject] = Spell(until: now + pause)
        return true
    }

    /// The subjects whose while is over, with how many lines were left out; they begin anew.
    mutating func takeOver(now: ContinuousClock.Instant) -> [(subject: Subject, leftOut: UInt64)] {
        let over = spells.filter { $0.value.until <= now }
        for subject in over.keys { spells[subject] = nil }
        return over.filter { $0.value.leftOut > 0 }.map { ($0.key, $0.value.leftOut) }
            .sorted { $0.0 < $1.0 }
    }
}
