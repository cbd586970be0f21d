/// An expression with its names resolved to slots: attributes for rules, fields for guards.
indirect enum Condition: Hashable, Sendable {
    case any([Condition])
    case all([Condition])
    case not(Condition)
    case atom(Atom)
}

/// One indivisible test over slots.
enum Atom: Hashable, Sendable {
    /// The bit at the slot's value is set in the mask; truth is bit 1.
    case oneOf(slot: Int, mask: UInt64)
    /// The slot's set shares a bit with the mask.
    case overlaps(slot: Int, mask: UInt64)
    /// Two handles are the same.
    case same(Int, Int)
    /// The sum is at most zero.
    case atMostZero(LinearForm)
    case months(MonthTest)
}

/// A weighted sum of slots plus a constant; slots ascending, no weight zero.
struct LinearForm: Hashable, Sendable {
    var parts: [Part]
    var constant: Int64

    struct Part: Hashable, Sendable {
        let slot: Int
        let weight: Int64
    }

    // INVARIANT: the checker proved by intervals that no partial sum leaves Int64.
    func value(_ words: UnsafeBufferPointer<Int64>) -> Int64 {
        var sum = constant
        for part in parts { sum += part.weight * words[part.slot] }
        return sum
    }
}

/// Whether slot `later` lies less than, at most … so many months after slot `earlier`.
struct MonthTest: Hashable, Sendable {
    let later: MonthOperand
    let earlier: MonthOperand
    let months: Int64
    let rounding: MonthRounding
    let comparison: Comparison
    let zoneMinutes: Int64

    func holds(_ words: UnsafeBufferPointer<Int64>) -> Bool {
        let limit = CivilTime.adding(
            months: months, to: earlier.value(words), zoneMinutes: zoneMinutes,
            rounding: rounding)
        let value = later.value(words)
        switch comparison {
        case .less: return value < limit
        case .atMost: return value <= limit
        case .greater: return value > limit
        case .atLeast: return value >= limit
        }
    }
}

/// A time in a month test: a slot or a literal.
enum MonthOperand: Hashable, Sendable {
    case slot(Int)
    case instant(Int64)

    func value(_ words: UnsafeBufferPointer<Int64>) -> Int64 {
        switch self {
        case .slot(let slot): words[slot]
        case .instant(let instant): instant
        }
    }
}

extension Atom {
    func holds(_ words: UnsafeBufferPointer<Int64>) -> Bool {
        switch self {
        case .oneOf(let slot, let mask):
            mask >> UInt64(truncatingIfNeeded: words[slot]) & 1 == 1
        case .overlaps(let slot, let mask): UInt64(bitPattern: words[slot]) & mask != 0
        case .same(let left, let right): words[left] == words[right]
        case .atMostZero(let form): form.value(words) <= 0
        case .months(let test): test.holds(words)
        }
    }

    /// The slots it reads.
    var slots: [Int] {
        switch self {
        case .oneOf(let slot, _), .overlaps(let slot, _): [slot]
        case .same(let left, let right): [left, right]
        case .atMostZero(let form): form.parts.map(\.slot)
        case .months(let test):
            [test.later, test.earlier].compactMap { operand in
                if case .slot(let slot) = operand { slot } else { nil }
            }
        }
    }
}

extension Condition {
    func holds(_ words: UnsafeBufferPointer<Int64>) -> Bool {
        switch self {
        case .any(let parts): parts.contains { $0.holds(words) }
        case .all(let parts): parts.allSatisfy { $0.holds(words) }
        case .not(let part): !part.holds(words)
        case .atom(let atom): atom.holds(words)
        }
    }

    /// Calls `body` for each atom, left to right.
    func forEachAtom(_ body: (Atom) -> Void) {
        switch self {
        case .any(let parts), .all(let parts): for part in parts { part.forEachAtom(body) }
        case .not(let part): part.forEachAtom(body)
        case .atom(let atom): body(atom)
        }
    }
}
